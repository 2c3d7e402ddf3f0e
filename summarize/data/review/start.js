// What the page says of itself, and how it begins.
const get = (id) => document.getElementById(id);
const wide = matchMedia("(min-width: 60rem)");

function say(words) {
  get("said").textContent = words;
}

function notice(words) {
  get("notice").textContent = words;
  get("notice").hidden = !words;
}

function progress() {
  const all = briefs.reduce((sum, _, at) => sum + numbers(at).length, 0);
  const left = briefs.reduce((sum, _, at) => sum + undecided(at).length, 0);
  const more = unsaved ? ", not all saved" : decisions.size ? ", all saved" : "";
  get("progress").textContent = `${all - left} of ${counted(all, "sentence")} decided${more}`;
}

// Opens the brief that the address names; without one the list is all there is.
function turned(is_focused = true) {
  const at = Number(location.hash.slice(1)) - 1;
  if (location.hash && !Number.isInteger(at)) return;
  const last = open;
  show(briefs[at] ? at : -1, undefined, is_focused);
  mark(open < 0 ? last : open);
}

function start() {
  const dropped = restore();
  if (dropped) notice(`${counted(dropped, "decision")} kept in this browser no longer fit: their texts have changed since.`);
  if (!is_kept) notice("This browser keeps nothing for this page: save the patch before you close it.");
  filters.querySelector("details").open = wide.matches;
  prepare();
  filter();
  progress();
  if (!location.hash && wide.matches && briefs.length) history.replaceState(null, "", `#${matches[0] + 1}`);
  turned(false);
}

document.addEventListener("keydown", pressed);
document.addEventListener("mouseover", over);
document.addEventListener("focusin", over);
main.addEventListener("click", clicked);
main.addEventListener("submit", (event) => {
  event.preventDefault();
  now = numberOf(event.target);
  keepEdit(event.target);
});
get("save").addEventListener("click", save);
get("copy").addEventListener("click", showPatch);
get("copy-text").addEventListener("click", copy);
get("keys").addEventListener("click", () => get("help").showModal());
get("by").addEventListener("change", keep);
addEventListener("hashchange", () => turned());
addEventListener("beforeunload", (event) => !is_kept && unsaved && event.preventDefault());
start();
