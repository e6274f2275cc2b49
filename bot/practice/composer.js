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

// `send` gets what was typed and tells whether it went; then the text is cleared.
export function compose(form, text, send) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    // Before the answer, or a person who has already moved on would be pulled back.
    text.focus();
    const typed = text.value;
    if (await send(typed) && text.value === typed) text.value = "";
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
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

  async function wishFor(typed) {
    const file = chosen.files[0];
    if (mode?.kind === "edit") return { act: "edit", message: mode.message.id, channel: mode.message.channel, text: typed };
    const place = { channel: where.value, thread: mode && !where.value ? mode.message.thread : null, text: typed };
    if (!file) return { act: "say", ...place };
    return { act: "attach", ...place, name: file.name, mimetype: file.type || "application/octet-stream", content: await asBase64(file) };
  }

  compose(byId("employee-form"), text, async (typed) => {
    const file = chosen.files[0];
    if (!file && !typed.trim()) return false;
    if (file && file.size > LARGEST_FILE) {
      say(word("too_large"));
      return false;
    }
    if (!(await send(await wishFor(typed), word("sent")))) return false;
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
