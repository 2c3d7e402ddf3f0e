// One English sentence beside the Arabic that it translates.
const KINDS = ["supported", "changed", "unsupported"];
const DONE = { accept: "Accepted", edit: "Edited", reject: "Rejected" };

// The words of a sentence that were checked: `of` says in which sentence, and which.
function checked({ findings = [] }, number, of = "") {
  return findings.map(([level, start, end], at) => {
    return { start, end, kind: KINDS[level], of: `${number}.${of}${at}` };
  });
}

// Where the article has what was checked.
function supporting({ findings = [] }, number, of = "") {
  return findings.flatMap(([level, , , , start, end], at) => {
    return end ? [{ start, end, kind: KINDS[level], of: `${number}.${of}${at}` }] : [];
  });
}

// The same in words that are not the article's, where no offset leads.
function sought({ findings = [] }, number, text) {
  return findings.flatMap(([level, , , words], at) => {
    const place = words ? text.indexOf(words) : -1;
    if (place < 0) return [];
    const start = Array.from(text.slice(0, place)).length;
    const end = start + Array.from(words).length;
    return [{ start, end, kind: KINDS[level], of: `${number}.${at}` }];
  });
}

// The ranges that lie in a stretch of a text, as offsets into it.
function clipped(ranges, from, to) {
  return ranges.filter(({ start, end }) => start < to && end > from).map((range) => {
    return { ...range, start: Math.max(range.start - from, 0), end: Math.min(range.end, to) - from };
  });
}

function badges({ badges = [] }, number, of = "") {
  if (!badges.length) return null;
  return element("ul", { class: "badges", lang: "en", dir: "ltr" }, ...badges.map(
    ([name, finding, ...parts], at) => {
      const id = `why-${number}-${of}${at}`;
      const words = parts.map((part, place) => (place % 2 ? insertion(part) : part));
      return element("li", null,
        element("button", {
          type: "button", class: "badge", "aria-expanded": "false", "aria-describedby": id,
          "data-of": finding < 0 ? null : `${number}.${of}${finding}`,
        }, element("span", { "aria-hidden": "true" }, "! "), name),
        element("span", { class: "why", role: "tooltip", id }, ...words));
    }));
}

function verdict(decision) {
  if (!decision) return null;
  const by = decision.by ? [" by ", insertion(decision.by)] : [];
  return element("p", { class: `verdict ${decision.action}` },
    element("b", null, DONE[decision.action]), ...by, `, ${day(decision.at)}`,
    decision.is_there ? " (in the run)" : "");
}

function actions(at, number) {
  const button = (act, key, words) => element("button",
    { type: "button", "data-act": act }, `${words} `, element("kbd", null, key));
  return element("div", { class: "actions" },
    button("accept", "a", "Accept"), button("edit", "e", "Edit"),
    button("reject", "r", "Reject"),
    decisions.has(keyOf(at, number)) && button("undo", "u", "Undo"));
}

function english(at, number) {
  const sentence = sentenceOf(at, number);
  const decision = decided(at, number);
  const now = decision?.action === "edit" ? decision.after : sentence.text;
  const is_new = now !== sentence.text;
  const words = is_new ? [shown(now)] : marked(sentence.text, checked(sentence, number));
  const state = decision ? `, ${DONE[decision.action].toLowerCase()}` : "";
  const name = number ? `Sentence ${number} of ${briefs[at].sentences.length}` : "Headline";
  return element("div", {
    class: `english ${decision ? `is-${decision.action}` : ""}`, tabindex: "-1", role: "group",
    "aria-label": name + state,
  },
  element(number ? "p" : "h2", { class: "text", lang: "en", dir: "ltr" }, ...words),
  is_new && element("p", { class: "was" }, "Was: ", element("del", null, shown(sentence.text))),
  is_new ? null : badges(sentence, number),
  sentence.repaired && element("p", { class: "note" }, sentence.repaired === "retry"
    ? "Translated a second time: the first try was doubted."
    : "Translated from the article's own sentence: the summary's was doubted."),
  sentence.edited && element("p", { class: "note" }, "A person wrote this."),
  drafts.has(keyOf(at, number)) && element("p", { class: "note" }, "An edit is begun here and not kept yet."),
  verdict(decision), actions(at, number));
}

// The Arabic side: a sentence of the summary, or of the article with its place there.
function arabic(at, sentence, number) {
  const there = sentence.arabic;
  if (!there) return null;
  const [from, to] = there.at ?? [];
  const text = there.at ? Array.from(briefs[at].text).slice(from, to).join("") : there.text;
  const ranges = there.at ? clipped(supporting(sentence, number), from, to) : sought(sentence, number, text);
  return element("div", { class: "arabic" },
    element("p", { class: "text", lang: "ar", dir: "rtl" },
      ...marked(text, [...ranges, ...checked(there, number, "s")])),
    places(sentence.sources ?? there.sources), badges(there, number, "s"));
}

function places(sources) {
  if (!sources) return null;
  const spans = sources.map(([start, end]) => `${start}\u2013${end}`).join(", ");
  return element("p", { class: "place", lang: "en", dir: "ltr" }, `characters ${spans} of the article`);
}

function row(at, number) {
  const sentence = sentenceOf(at, number);
  const title = briefs[at].title;
  const given = number || sentence.arabic || !title ? sentence : { ...sentence, arabic: { text: title } };
  return element("li", { class: number ? "row" : "row head", "data-n": number },
    english(at, number), arabic(at, given, number));
}
