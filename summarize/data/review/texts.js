"use strict";
// Texts of the run come into the page as text nodes only, and nothing hides in them.
const UNSEEN = new RegExp(
  "[\\u0000-\\u0008\\u000e-\\u001b\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160" +
  "\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f" +
  "\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\u{e0000}-\\u{e0fff}]", "gu");
const ARABIC = /[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/u;

function shown(text) {
  return text.replace(UNSEEN, "").replace(/\s+/gu, " ");
}

function element(tag, given, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given ?? {})) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...inside.filter(Boolean));
  return made;
}

// Words of the run within a sentence of ours: apart from it, in their own direction.
function insertion(text) {
  const arabic = ARABIC.test(text);
  return element("bdi", { lang: arabic && "ar", dir: arabic ? "rtl" : "ltr" }, shown(text));
}

// Offsets count characters, as the run does, not the halves that some are made of.
function pieces(text, ranges) {
  const letters = Array.from(text);
  const ends = new Set([0, letters.length]);
  for (const { start, end } of ranges) ends.add(start).add(end);
  const places = [...ends].filter((at) => at >= 0 && at <= letters.length);
  places.sort((one, other) => one - other);
  return places.slice(1).map((end, at) => ({
    text: letters.slice(places[at], end).join(""),
    over: ranges.filter((range) => range.start <= places[at] && end <= range.end),
  }));
}

// A text with the words of each range marked: `kind` is its class, `of` whose it is.
function marked(text, ranges) {
  return pieces(text, ranges.filter(({ start, end }) => start < end)).map((piece) => {
    if (!piece.over.length) return shown(piece.text);
    const kinds = new Set(piece.over.map(({ kind }) => kind));
    const of = [...new Set(piece.over.map(({ of }) => of))].join(" ");
    return element("mark", { class: [...kinds].join(" "), "data-of": of }, shown(piece.text));
  });
}

function day(published) {
  if (!published) return "";
  const at = new Date(`${published.slice(0, 10)}T00:00:00Z`);
  const shape = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
  return at.toLocaleDateString("en-GB", shape);
}

function counted(number, thing) {
  return `${number.toLocaleString("en")} ${thing}${number === 1 ? "" : "s"}`;
}

// Arabic spellings of one word compare equal, and so do large and small letters.
function folded(text) {
  return text
    .normalize("NFKC").replace(/[\u0640\u064b-\u0652\u0670]/gu, "")
    .replace(/[\u0622\u0623\u0625\u0671]/gu, "\u0627").replace(/[\u0649\u06cc]/gu, "\u064a")
    .replace(/\u0629/gu, "\u0647").replace(/\u06a9/gu, "\u0643").replace(UNSEEN, "")
    .toLowerCase();
}
