// Where a person writes: a message, a reply, another text for an old one, a file beside it.

const byId = (id) => document.getElementById(id);
const LARGEST_FILE = 10 * 1024 * 1024;

function asBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1] || "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

// `send` gets what was typed and the button's value, and tells whether it went; then the text is cleared.
export function compose(form, text, send) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    // Before the answer, or a person who has already moved on would be pulled back.
    text.focus();
    const typed = text.value;
    if (await send(typed, event.submitter?.value) && text.value === typed) text.value = "";
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[type=submit]:not([value])"));
  });
}

// Returns what is to be sent of the chosen file, an empty object for none, null for one that is too large.
async function chosenFile(chosen, say, word) {
  const file = chosen.files[0];
  if (!file) return {};
  if (file.size > LARGEST_FILE) {
    say(word("too_large"));
    return null;
  }
  return { name: file.name, mimetype: file.type || "application/octet-stream", content: await asBase64(file) };
}

// The line above the text says which message is answered or changed, until that is done or left.
function turning(line, text, word) {
  const turn = { mode: null }; // { kind: "reply" or "edit", message }
  turn.to = (next) => {
    turn.mode = next;
    line.hidden = !next;
    if (!next) return;
    line.firstElementChild.textContent = word(next.kind === "edit" ? "editing" : "replying", next.message.typed.slice(0, 60));
    if (next.kind === "edit") text.value = next.message.typed;
    text.focus();
  };
  line.querySelector("button").addEventListener("click", () => {
    if (turn.mode?.kind === "edit") text.value = "";
    turn.to(null);
    text.focus();
  });
  return turn;
}

export function telegramComposer({ send, say, word }) {
  const text = byId("customer-text");
  const chosen = byId("customer-file");
  const turn = turning(byId("customer-editing"), text, word);

  compose(byId("customer-form"), text, async (typed, as) => {
    if (!chosen.files[0] && !typed.trim()) return false;
    if (as === "voice") return send({ text: typed, voice: true }, word("sent"));
    const file = turn.mode ? { edits: turn.mode.message.id } : await chosenFile(chosen, say, word);
    if (!file || !(await send({ text: typed, ...file }, word("sent")))) return false;
    chosen.value = "";
    turn.to(null);
    return true;
  });

  return { turnTo: turn.to };
}

export function slackComposer({ send, say, word }) {
  const text = byId("employee-text");
  const where = byId("employee-where");
  const chosen = byId("employee-file");
  const turn = turning(byId("replying"), text, word);

  function turnTo(next) {
    if (next) where.value = "";
    turn.to(next);
  }

  function wishFor(typed, file) {
    const { mode } = turn;
    if (mode?.kind === "edit") return { act: "edit", message: mode.message.id, channel: mode.message.channel, text: typed };
    const place = { channel: where.value, thread: mode && !where.value ? mode.message.thread : null, text: typed };
    return { act: "content" in file ? "attach" : "say", ...place, ...file };
  }

  compose(byId("employee-form"), text, async (typed) => {
    if (!chosen.files[0] && !typed.trim()) return false;
    const file = await chosenFile(chosen, say, word);
    if (!file || !(await send(wishFor(typed, file), word("sent")))) return false;
    chosen.value = "";
    turnTo(null);
    return true;
  });

  return { turnTo };
}
