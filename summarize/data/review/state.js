// What was decided: one entry a sentence, in memory, in this browser if it lets us.
const { run, briefs } = JSON.parse(document.getElementById("data").textContent);
const PLACE = `mujaz-review ${run}`;
const decisions = new Map();
const drafts = new Map();
let unsaved = 0;
let is_kept = true;

const keyOf = (at, number) => `${at} ${number}`;

function sentenceOf(at, number) {
  return number ? briefs[at].sentences?.[number - 1] : briefs[at].headline;
}

// The numbers of a brief's sentences that can be decided; 0 is a headline of its own.
function numbers(at) {
  const count = briefs[at].sentences?.length ?? 0;
  return Array.from({ length: count + 1 }, (_, number) => number)
    .filter((number) => sentenceOf(at, number));
}

// The decision that stands: one made here, or one that the run already has.
function decided(at, number) {
  const own = decisions.get(keyOf(at, number));
  if (own) return own;
  const sentence = sentenceOf(at, number);
  if (!sentence.by) return null;
  const [action, by, when] = sentence.by;
  return { action, by, at: when, after: sentence.text, is_there: true };
}

const undecided = (at) => numbers(at).filter((number) => !decided(at, number));

function decide(at, number, action, after, names) {
  const { id, content } = briefs[at];
  const before = sentenceOf(at, number).text;
  const entry = { id, content, sentence: number, action, before, after };
  entry.at = new Date().toISOString();
  if (names?.length) entry.names = names;
  decisions.set(keyOf(at, number), entry);
  unsaved += 1;
  keep();
}

function undo(at, number) {
  const was = decisions.delete(keyOf(at, number));
  if (was) keep();
  return was;
}

function entries() {
  const order = (key) => key.split(" ").map(Number);
  const keys = [...decisions.keys()].map(order);
  keys.sort(([a, m], [b, n]) => a - b || m - n);
  return keys.map(([at, number]) => decisions.get(keyOf(at, number)));
}

// Who decides goes with an entry when it is first saved; a later name is a later one's.
function patchText(by) {
  for (const entry of decisions.values()) entry.by ??= by;
  keep();
  const made = { mujaz: "review", schema: 1, run, saved: new Date().toISOString() };
  return JSON.stringify({ ...made, entries: entries() }, null, 1) + "\n";
}

function keep() {
  try {
    const by = document.getElementById("by").value;
    localStorage.setItem(PLACE, JSON.stringify({ by, entries: entries() }));
  } catch {
    is_kept = false;
  }
}

// Whether a kept decision still fits, or the run itself has it by now.
function take(entry, at) {
  const sentence = at !== undefined && sentenceOf(at, entry.sentence);
  if (!sentence || briefs[at].content !== entry.content) return false;
  const { action, by, at: when } = entry;
  if (sentence.by?.join() === [action, by, when].join()) return true;
  if (sentence.text !== entry.before) return false;
  decisions.set(keyOf(at, entry.sentence), entry);
  return true;
}

// Takes what this browser kept; how many decisions are about texts no longer there.
function restore() {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(PLACE));
  } catch {
    is_kept = false;
  }
  if (!kept) return 0;
  document.getElementById("by").value = kept.by;
  const places = new Map(briefs.map((brief, at) => [brief.id, at]));
  return kept.entries.filter((entry) => !take(entry, places.get(entry.id))).length;
}
