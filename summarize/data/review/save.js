// The decisions as a patch: a file, or a text to copy.
function save() {
  const text = signed();
  if (!text) return;
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const name = `mujaz-patch-${run.slice(0, 8)}-${new Date().toISOString().replace(/\W|\.\d+/gu, "")}.json`;
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  say(`${counted(decisions.size, "decision")} saved as ${name}`);
}

// The patch's text, or nothing where a name or a decision is missing.
function signed() {
  const by = shown(get("by").value).trim();
  if (!decisions.size) notice("There is nothing to save: you have decided nothing here yet.");
  else if (!by) notice("Write your name first: it goes with every decision.");
  else {
    notice("");
    const text = patchText(by);
    unsaved = 0;
    progress();
    return text;
  }
  if (decisions.size) get("by").focus();
  return "";
}

function showPatch() {
  const text = signed();
  if (!text) return;
  get("copied").textContent = "";
  get("patch-text").value = text;
  get("patch").showModal();
}

async function copy() {
  const area = get("patch-text");
  area.select();
  let is_copied = false;
  try {
    await navigator.clipboard.writeText(area.value);
    is_copied = true;
  } catch {
    is_copied = document.execCommand("copy");
  }
  get("copied").textContent = is_copied ? "Copied." : "Press Ctrl C to copy the selected text.";
}
