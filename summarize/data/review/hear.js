// What keys, clicks and the pointer do.
const pointer = { x: -1, y: -1 };
const numberOf = (inside) => Number(inside.closest(".row").dataset.n);

const keys = {
  j: () => step(1), k: () => step(-1), J: () => leap(1), K: () => leap(-1),
  a: () => acts.accept(), e: () => acts.edit(), r: () => acts.reject(), u: () => acts.undo(),
  s: save, o: () => main.querySelector(".whole")?.toggleAttribute("open"),
  f: () => filters.elements.flagged.click(),
  "/": () => {
    document.body.classList.remove("reading");
    filters.elements.words.focus();
  },
  "?": () => get("help").showModal(),
};

function pressed(event) {
  const form = event.target.closest(".panel");
  if (form) now = numberOf(form);
  if (event.key === "Escape") document.body.classList.add("hush");
  if (form && event.key === "Escape") acts.drop();
  else if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  else if (event.key === "Escape" && event.target.closest("#filters") && open >= 0) go(now);
  else if (event.ctrlKey || event.metaKey || event.altKey || !get("single").checked) return;
  else if (event.target.closest("input, textarea, select, dialog, .panel")) return;
  else if (keys[event.key] && (!"aeru".includes(event.key) || englishOf(now))) keys[event.key]();
  else return;
  event.preventDefault();
}

function clicked({ target }) {
  const badge = target.closest(".badge");
  const there = target.closest(".row > .english");
  const act = target.closest("[data-act]")?.dataset.act;
  if (there && target.closest("form")) now = numberOf(there);
  else if (there && (act || !there.parentElement.classList.contains("now"))) go(numberOf(there), !badge);
  if (badge) {
    const is_open = badge.getAttribute("aria-expanded") === "true";
    badge.setAttribute("aria-expanded", String(!is_open));
  }
  if (act) acts[act]();
}

function over({ target, type, screenX, screenY }) {
  // What moves under a pointer that rests is not pointed at.
  if (type === "mouseover" && screenX === pointer.x && screenY === pointer.y) return;
  if (type === "mouseover") [pointer.x, pointer.y] = [screenX, screenY];
  document.body.classList.remove("hush");
  point(target.closest?.(".badge")?.dataset.of);
  const there = target.closest?.(".row, mark.source");
  light(there ? (there.dataset.n ?? there.dataset.of).split(" ").filter((of) => !of.includes(".")) : [now]);
}
