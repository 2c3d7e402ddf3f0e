// What can be done with the sentence that is open, and where that leads.
function changed(number) {
  redraw(number);
  mark(open);
  progress();
}

const acts = {
  accept() {
    const { text } = sentenceOf(open, now);
    decide(open, now, "accept", text);
    onward("accepted");
  },
  reject() {
    decide(open, now, "reject", "");
    onward("rejected");
  },
  undo() {
    say(undo(open, now) ? "Undone" : "There was nothing to undo");
    changed(now);
  },
  edit() {
    const there = englishOf(now);
    if (there.querySelector(".panel")) return;
    there.append(panel(open, now));
    there.classList.add("editing");
    there.querySelector("textarea").focus({ preventScroll: true });
    there.querySelector(".panel").scrollIntoView({ block: "nearest" });
  },
  drop() {
    drafts.delete(keyOf(open, now));
    redraw(now);
  },
};

// Says what was done and goes to the brief's next sentence, where there is one.
function onward(what) {
  const done = now;
  changed(done);
  say(`${done ? `Sentence ${done}` : "Headline"} ${what}`);
  const after = numbers(open).filter((number) => number > done);
  if (after.length) go(after[0]);
}

function keepEdit(form) {
  const after = shown(form.querySelector("textarea").value).trim();
  if (!after) {
    say("Write something, or reject the sentence");
    return;
  }
  drafts.delete(keyOf(open, now));
  const names = statedNames(form);
  const { text } = sentenceOf(open, now);
  const is_same = after === text && !names.length;
  decide(open, now, is_same ? "accept" : "edit", is_same ? text : after, names);
  onward(is_same ? "accepted" : "edited");
}

// Goes so many sentences on or back, and over to the next brief that is listed.
function step(by) {
  const there = numbers(open);
  const next = there[there.indexOf(now) + by];
  if (next !== undefined && there.includes(now)) go(next);
  else leap(by, by < 0);
}

function leap(by, is_last = false) {
  const at = matches.indexOf(open);
  const next = matches[at < 0 ? 0 : at + by];
  if (next === undefined) {
    say(by > 0 ? "This is the last brief" : "This is the first brief");
    return;
  }
  history.replaceState(null, "", `#${next + 1}`);
  show(next, is_last ? numbers(next).at(-1) : undefined);
  mark(next);
}
