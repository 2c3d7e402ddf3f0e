// The panel in which a sentence is written anew and its names are stated.
const LETTERS = "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc";

// What a glossary can be made of: Arabic letters in one field, none in the other.
function nameRow(arabic, english) {
  const field = (value, more) => element("input",
    { type: "text", maxlength: "200", value, "data-was": value, required: Boolean(value), ...more });
  const pair = [
    field(arabic, { dir: "rtl", lang: "ar", "aria-label": "Arabic name", title: "Arabic letters", pattern: `[^\\|]*[${LETTERS}][^\\|]*` }),
    field(english, { dir: "ltr", lang: "en", "aria-label": "English name", title: "English letters", pattern: `[^\\|${LETTERS}]+` }),
  ];
  const require = () => pair.forEach((each) => { each.required = pair.some(({ value }) => value.trim()); });
  return element("div", { class: "pair", oninput: require }, pair[0], element("span", { "aria-hidden": "true" }, "="), pair[1]);
}

// The names that the sentence has, as the run spells them.
function namesIn(at, text) {
  return (briefs[at].names ?? []).filter(([, english]) => text.includes(english));
}

function panel(at, number) {
  const decision = decided(at, number);
  const now = decision?.action === "edit" ? decision.after : sentenceOf(at, number).text;
  const stated = (decision?.names ?? []).map(({ arabic, english }) => [arabic, english]);
  const known = new Set(stated.map(([arabic]) => arabic));
  const names = namesIn(at, sentenceOf(at, number).text).filter(([arabic]) => !known.has(arabic));
  const pairs = element("div", { class: "pairs" },
    ...[...stated.map(([arabic, english]) => [arabic, english, true]), ...names]
      .map(([arabic, english, is_own]) => {
        const made = nameRow(arabic, english);
        if (is_own) made.dataset.stated = "";
        return made;
      }));
  const text = element("textarea", { lang: "en", dir: "ltr", rows: String(2 + Math.ceil(now.length / 45)), maxlength: "20000", "aria-label": "The sentence in English" });
  text.value = drafts.get(keyOf(at, number)) ?? now;
  text.addEventListener("input", () => drafts.set(keyOf(at, number), text.value));
  return element("form", { class: "panel" }, text,
    element("fieldset", null,
      element("legend", null, "Names, where their spelling changed"),
      pairs,
      element("button", { type: "button", class: "plain", onclick: () => {
        pairs.append(nameRow("", ""));
        pairs.lastChild.firstChild.focus();
      } }, "Add a name")),
    element("div", { class: "actions open" },
      element("button", { type: "submit", class: "main" }, "Keep edit ", element("kbd", null, "Ctrl Enter")),
      element("button", { type: "button", "data-act": "drop" }, "Drop it ", element("kbd", null, "Esc"))));
}

// The pairs that a person changed or added; the others say nothing new.
function statedNames(form) {
  return [...form.querySelectorAll(".pair")].flatMap((pair) => {
    const [arabic, english] = [...pair.querySelectorAll("input")];
    const is_new = [arabic, english].some((input) => input.value.trim() !== input.dataset.was);
    const given = { arabic: shown(arabic.value).trim(), english: shown(english.value).trim() };
    const is_whole = given.arabic && given.english;
    return is_whole && (is_new || "stated" in pair.dataset) ? [given] : [];
  });
}
