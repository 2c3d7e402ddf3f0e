"use strict";
const table = document.querySelector("table.items");
const heads = [...table.tHead.rows[0].cells];

// An item is a table body: a row of values, and a row that opens to its texts.
function value(body, at) {
  const cell = body.rows[0].cells[at];
  return heads[at].className === "number" ? cell.dataset.value ?? "" : cell.textContent;
}

function compare(one, other, at) {
  return heads[at].className === "number"
    ? Number(one) - Number(other)
    : one.localeCompare(other, "en", { numeric: true });
}

function sort(at) {
  const down = heads[at].getAttribute("aria-sort") === "ascending";
  const rows = [...table.tBodies].map((body) => [value(body, at), body]);
  const there = rows.filter(([found]) => found !== "");
  const missing = rows.filter(([found]) => found === "");
  there.sort(([one], [other]) => compare(one, other, at) * (down ? -1 : 1));
  table.append(...[...there, ...missing].map(([, body]) => body));
  for (const head of heads) head.setAttribute("aria-sort", "none");
  heads[at].setAttribute("aria-sort", down ? "descending" : "ascending");
}

heads.forEach((head, at) => head.addEventListener("click", () => sort(at)));
