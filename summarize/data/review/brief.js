// The open brief: the only one in the page.
const main = document.getElementById("brief");
let open = -1;
let now = 0;

function article(at) {
  const brief = briefs[at];
  const is_own = isOwn(brief);
  const rows = numbers(at).map((number) => row(at, number));
  const summary = (brief.summary ?? []).map((each, number) => element("li",
    { class: "row", "data-n": number + 1 }, arabic(at, { arabic: each }, number + 1)));
  return element("article", null,
    element("p", { class: "top" },
      element("a", { class: "back", href: "#" }, "All stories"),
      element("span", { class: "facts" }, ...facts(brief))),
    !brief.headline && element("h2", { class: brief.title ? "text" : "unseen" }, insertion(brief.title ?? brief.id)),
    element("div", { class: "heads", "aria-hidden": "true" },
      element("span", null, brief.sentences ? "English" : ""),
      element("span", null, is_own ? "Arabic: the article\u2019s own sentences" : "Arabic summary")),
    element("ol", { class: "rows" }, ...rows, ...summary),
    source(at),
    element("p", { class: "receipt" }, shown(brief.receipt)));
}

function facts({ published, byline, where, id }) {
  const parts = [day(published), byline, where, id === where ? "" : id].filter(Boolean);
  return parts.flatMap((part, at) => [at ? " \u00b7 " : "", insertion(part)]);
}

// Whether the Arabic beside the English is the article's, word for word.
function isOwn({ sentences = [], summary = [] }) {
  const beside = sentences.length ? sentences.map((each) => each.arabic) : summary;
  return beside.every((arabic) => arabic?.at);
}

// The article whole: its sentences that the brief rests on, in them what was checked.
function source(at) {
  const { text, sentences = [], summary = [], headline } = briefs[at];
  const users = sentences.length ? sentences : summary.map((arabic) => ({ arabic, sources: arabic.sources }));
  const ranges = users.flatMap((each, place) => [
    ...(each.sources ?? []).map(([start, end]) => ({ start, end, kind: "source", of: String(place + 1) })),
    ...supporting(each, place + 1), ...supporting(each.arabic ?? {}, place + 1, "s"),
  ]);
  ranges.push(...supporting(headline ?? {}, 0));
  let from = 0;
  const lines = text.split("\n").map((line) => {
    const to = from + Array.from(line).length;
    const made = line.trim() && element("p", { class: "text", lang: "ar", dir: "rtl" }, ...marked(line, clipped(ranges, from, to)));
    from = to + 1;
    return made;
  });
  return element("details", { class: "whole", open: !isOwn(briefs[at]) },
    element("summary", null, "The article ", element("kbd", null, "o")), ...lines);
}

// Lights these sentences, the Arabic they rest on and the words that were checked.
function light(lit) {
  const wanted = new Set(lit.map(String));
  for (const each of main.querySelectorAll(".row")) each.classList.toggle("lit", wanted.has(each.dataset.n));
  for (const each of main.querySelectorAll("mark")) {
    const parts = each.dataset.of.split(" ").map((of) => of.split("."));
    each.classList.toggle("lit", parts.some(([number, finding]) => !finding && wanted.has(number)));
    each.classList.toggle("on", parts.some(([number, finding]) => finding && wanted.has(number)));
  }
}

// Points at the words of one finding, in both languages.
function point(of) {
  for (const each of main.querySelectorAll("mark")) {
    each.classList.toggle("point", Boolean(of) && each.dataset.of.split(" ").includes(of));
  }
}

function englishOf(number) {
  return main.querySelector(`.row[data-n="${number}"] > .english`);
}

function go(number, is_focused = true) {
  now = number;
  for (const each of main.querySelectorAll(".english")) {
    const is_now = each === englishOf(number);
    each.parentElement.classList.toggle("now", is_now);
    each.tabIndex = is_now ? 0 : -1;
  }
  light([number]);
  if (is_focused) {
    englishOf(number)?.focus({ preventScroll: true });
    englishOf(number)?.parentElement.scrollIntoView({ block: "nearest" });
  }
}

function show(at, number, is_focused = true) {
  open = at;
  document.body.classList.toggle("reading", at >= 0);
  main.replaceChildren(...(at >= 0 ? [article(at)] : []));
  if (at < 0) return;
  main.scrollTop = 0;
  scrollTo(0, 0);
  const first = undecided(at)[0] ?? numbers(at)[0] ?? 0;
  go(number ?? first, is_focused);
}

// Draws one sentence again, after something was decided about it.
function redraw(number) {
  englishOf(number)?.replaceWith(english(open, number));
  go(number);
}
