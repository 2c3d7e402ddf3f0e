// The list of stories: filtered whole, drawn a few at a time as it is read.
const list = document.getElementById("list");
const more = document.getElementById("more");
const filters = document.getElementById("filters");
const STEP = 60;
let matches = [];
const texts = [];

function textOf(at) {
  const { id, title = "", text = "", headline, sentences = [], summary = [], names = [] } = briefs[at];
  texts[at] ??= folded([
    id, title, text, headline?.text ?? "", ...sentences.map((each) => each.text),
    ...[...sentences.map(({ arabic }) => arabic), ...summary].map((each) => each?.text ?? ""), ...names.flat(),
  ].join("\n"));
  return texts[at];
}

// Many single files are told apart by their folders.
const ownSources = new Set(briefs.map(({ source }) => source));
const folder = (source) => source.slice(0, source.lastIndexOf("/") + 1) || source;
const placeOf = ({ source }) => (ownSources.size > 30 ? folder(source) : source);

function fits(at, wanted) {
  const brief = briefs[at];
  const on = (brief.published ?? "").slice(0, 10);
  return (!wanted.flagged || brief.flags)
    && (!wanted.flag || brief.flags?.includes(wanted.flag))
    && (!wanted.stage || (undecided(at).length > 0) === (wanted.stage === "open"))
    && (!wanted.from || on >= wanted.from)
    && (!wanted.to || (on && on <= wanted.to))
    && (!wanted.source || placeOf(brief) === wanted.source)
    && wanted.words.every((word) => textOf(at).includes(word));
}

function filter() {
  const wanted = Object.fromEntries(new FormData(filters));
  wanted.words = folded(wanted.words).split(/\s+/u).filter(Boolean);
  matches = [...briefs.keys()].filter((at) => fits(at, wanted));
  list.replaceChildren();
  grow();
  const flagged = briefs.filter(({ flags }) => flags).length;
  const found = matches.length < briefs.length ? `${counted(matches.length, "brief")} of ${briefs.length} shown` : counted(briefs.length, "brief");
  document.getElementById("counts").textContent = `${found}, ${flagged} flagged in all`;
}

// Draws the next stories, at least as far as one of them where that is asked for.
function grow(to = -1) {
  const from = list.childElementCount;
  const end = Math.max(from + STEP, matches.indexOf(to) + 1);
  list.append(...matches.slice(from, end).map(story));
  more.hidden = list.childElementCount >= matches.length;
}

function story(at) {
  const { headline, sentences = [], title, id, published, flags } = briefs[at];
  const head = headline?.text ?? sentences[0]?.text;
  const all = numbers(at).length;
  const done = all - undecided(at).length;
  return element("li", { "data-at": at }, element("a", { href: `#${at + 1}`, "aria-current": at === open && "true" },
    element("span", { class: "head", lang: "en", dir: "ltr" }, head ? shown(head) : insertion(id)),
    title && element("span", { class: "title", lang: "ar", dir: "rtl" }, shown(title)),
    element("span", { class: "facts" },
      [day(published), all && done ? `${done} of ${all} reviewed` : ""].filter(Boolean).join(" \u00b7 "),
      flags && element("span", { class: "flagged" }, element("span", { "aria-hidden": "true" }, "! "), flags.join(", ")),
      all && done === all && element("span", { class: "done" }, "Done"))));
}

function mark(at) {
  for (const each of list.querySelectorAll("[aria-current]")) each.removeAttribute("aria-current");
  const there = () => list.querySelector(`[data-at="${at}"]`);
  if (!there() && matches.includes(at)) grow(at);
  const fresh = there() && story(at);
  there()?.replaceWith(fresh);
  fresh?.scrollIntoView({ block: "nearest" });
}

function fill(name, values, words = (value) => value) {
  const select = filters.elements[name];
  select.append(...values.map((value) => element("option", { value }, shown(words(value)))));
  select.parentElement.hidden = values.length < 2 && name !== "flag";
}

function prepare() {
  const counts = new Map();
  for (const { flags = [] } of briefs) for (const flag of flags) counts.set(flag, (counts.get(flag) ?? 0) + 1);
  fill("flag", [...counts.keys()].sort(), (flag) => `${flag} (${counts.get(flag)})`);
  fill("source", [...new Set(briefs.map(placeOf))].sort());
  const dates = briefs.map(({ published }) => published?.slice(0, 10)).filter(Boolean).sort();
  for (const name of ["from", "to"]) {
    const input = filters.elements[name];
    input.parentElement.hidden = !dates.length;
    [input.min, input.max] = [dates[0] ?? "", dates.at(-1) ?? ""];
  }
  filters.addEventListener("input", filter);
  filters.addEventListener("submit", (event) => event.preventDefault());
  new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && grow()).observe(more);
}
