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

export function telegramComposer({ send, say, word }) {
  const chosen = byId("customer-file");
  compose(byId("customer-form"), byId("customer-text"), async (typed, as) => {
    if (!chosen.files[0] && !typed.trim()) return false;
    if (as === "voice") return send({ text: typed, voice: true }, word("sent"));
    const file = await chosenFile(chosen, say, word);
    if (!file || !(await send({ text: typed, ...file }, word("sent")))) return false;
    chosen.value = "";
    return true;
  });
}

export function slackComposer({ send, say, word }) {
  const text = byId("employee-text");
  const where = byId("employee-where");
  const chosen = byId("employee-file");
  let mode = null; // { kind: "reply" or "edit", message }

  function turnTo(next) {
    mode = next;
    byId("replying").hidden = !mode;
    if (!mode) return;
    byId("replying").firstElementChild.textContent = word(mode.kind === "edit" ? "editing" : "replying", mode.message.typed.slice(0, 60));
    if (mode.kind === "edit") text.value = mode.message.typed;
    where.value = "";
    text.focus();
  }

  function wishFor(typed, file) {
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

  byId("cancel").addEventListener("click", () => {
    if (mode?.kind === "edit") text.value = "";
    turnTo(null);
    text.focus();
  });

  return { turnTo };
}
