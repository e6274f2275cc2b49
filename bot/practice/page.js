// The practice page: shows what the workspace holds and sends what a person does.
import { element, slackBody, telegramBody } from "/blocks.js";

const byId = (id) => document.getElementById(id);
const main = document.querySelector("main");
const language = document.documentElement.lang;
const word = (key, ...values) => values.reduce((text, value) => text.replace(/\{\w+\}/, () => value), main.dataset[key] || key);

const say = (text) => { byId("status").textContent = text; };
let thread = null;
let waiting = null;
let version = "";
let notices = null;
let wasDeaf = null;

async function post(act, wish) {
  const answered = await fetch(`/page/${act}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(wish) });
  const result = await answered.json();
  if (!answered.ok) throw new Error(result.error);
  return result;
}

async function attempt(act, wish, done) {
  try {
    const result = await post(act, wish);
    if (done) say(done);
    return result;
  } catch (error) {
    say(word("failed", error.message));
    return null;
  }
}

// Messages

function button(pane, message) {
  return (text, target, style = "", label = "") => {
    const made = element("button", { type: "button", class: `in-message ${style}` }, text);
    if (label) made.setAttribute("aria-label", label);
    const wish = pane === "telegram"
      ? { who: byId("customer-who").value, message: message.id, ...target }
      : { who: byId("employee-who").value, message: message.id, channel: message.channel, ...target };
    made.addEventListener("click", () => attempt(pane, wish, word("pressed", text)));
    return made;
  };
}

function replyButton(message) {
  const made = element("button", { type: "button", class: "plain reply" }, word("reply"));
  made.addEventListener("click", () => {
    thread = message.id;
    byId("replying").hidden = false;
    byId("replying").firstElementChild.textContent = word("replying", message.text.slice(0, 60));
    byId("employee-where").value = "";
    byId("employee-text").focus();
  });
  return made;
}

function show(message, room) {
  const pane = room === "chat" ? "telegram" : "slack";
  const context = { word, button: button(pane, message) };
  const author = element("span", { class: "author" }, message.is_me ? word("you") : message.author);
  const head = element("header", {}, author);
  if (message.is_bot) head.append(element("span", { class: "badge" }, word("bot")));
  head.append(element("time", {}, message.time));
  if (message.is_edited) head.append(element("span", { class: "quiet" }, word("edited")));
  const made = element("article", { tabIndex: -1, class: [message.is_bot && "bot", message.is_me && "me", message.is_private && "private", message.in_thread && "thread"].filter(Boolean).join(" ") });
  if (message.in_thread) made.append(element("p", { class: "note" }, "↳ " + word("in_thread")));
  if (message.is_private) made.append(element("p", { class: "note" }, word("only_you")));
  made.append(head, element("div", { class: "body" }, ...(pane === "telegram" ? telegramBody(message, context) : slackBody(message, context))));
  if (message.reactions && message.reactions.length) made.append(element("p", { class: "quiet" }, message.reactions.join(" ")));
  if (room === "channel" && message.is_me && !message.in_thread) made.append(replyButton(message));
  made.dataset.key = message.id;
  made.dataset.revision = message.revision;
  return made;
}

function startOfNewest(log) {
  // A digest is longer than its pane and is read from its beginning.
  const newest = [...log.querySelectorAll("article:not(.thread)")].at(-1);
  return newest ? newest.offsetTop - log.offsetTop : 0;
}

function fill(log, room, messages) {
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const old = new Map([...log.querySelectorAll("article")].map((article) => [article.dataset.key, article]));
  log.querySelector(".empty")?.remove();
  let previous = null;
  let isChanged = false;
  for (const message of messages) {
    let article = old.get(message.id);
    old.delete(message.id);
    if (!article || article.dataset.revision !== String(message.revision)) {
      const fresh = show(message, room);
      const hadFocus = article?.contains(document.activeElement);
      article?.replaceWith(fresh);
      article = fresh;
      isChanged = true;
      if (hadFocus) requestAnimationFrame(() => fresh.focus());
    }
    const wanted = previous ? previous.nextElementSibling : log.firstElementChild;
    if (article !== wanted) log.insertBefore(article, wanted);
    previous = article;
  }
  for (const gone of old.values()) {
    if (gone.contains(document.activeElement)) log.focus();
    gone.remove();
  }
  if (!messages.length) log.append(element("p", { class: "empty" }, log.dataset.empty));
  if (isChanged && isAtEnd) log.scrollTop = room === "digest" ? startOfNewest(log) : log.scrollHeight;
  log.setAttribute("aria-busy", "false");
}

// What is new

function take(state) {
  version = state.version;
  byId("now").textContent = state.now;
  fill(byId("channel"), "channel", state.channel);
  fill(byId("dm"), "dm", state.dm);
  fill(byId("chat"), "chat", state.chat);
  fill(byId("digest-log"), "digest", state.digest);
  if (notices !== null && state.notice[0] > notices) say(state.notice[1]);
  notices = state.notice[0];
  const deaf = state.deaf.join(", ");
  if (deaf !== wasDeaf) say(deaf ? word("deaf", deaf) : wasDeaf === null ? "" : word("listening"));
  wasDeaf = deaf;
}

async function follow() {
  for (;;) {
    waiting = new AbortController();
    try {
      const query = new URLSearchParams({ lang: language, since: version, employee: byId("employee-who").value, customer: byId("customer-who").value });
      const answered = await fetch(`/page/state?${query}`, { signal: waiting.signal });
      take(await answered.json());
    } catch (error) {
      if (error.name === "AbortError") continue;
      say(word("lost_page"));
      await new Promise((resolve) => setTimeout(resolve, 2000));
      version = "";
    }
  }
}

function beginAnew(logs) {
  for (const id of logs) {
    byId(id).setAttribute("aria-busy", "true");
    byId(id).replaceChildren();
  }
  version = "";
  notices = null;
  waiting?.abort();
}

// What a person does

function endReply() {
  thread = null;
  byId("replying").hidden = true;
}

function compose(form, text, act, wish) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    // Before the answer, or a person who has already moved on would be pulled back.
    text.focus();
    const typed = text.value;
    if (!typed.trim()) return;
    const result = await attempt(act, { ...wish(), text: typed }, word("sent"));
    if (!result) return;
    if (text.value === typed) text.value = "";
    if (act === "slack") endReply();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

compose(byId("employee-form"), byId("employee-text"), "slack", () => ({
  who: byId("employee-who").value,
  channel: byId("employee-where").value,
  thread: byId("employee-where").value ? null : thread,
}));
compose(byId("customer-form"), byId("customer-text"), "telegram", () => ({ who: byId("customer-who").value }));

byId("cancel").addEventListener("click", () => {
  endReply();
  byId("employee-text").focus();
});
byId("employee-who").addEventListener("change", () => {
  endReply();
  beginAnew(["channel", "dm", "digest-log"]);
});
byId("customer-who").addEventListener("change", () => beginAnew(["chat"]));
byId("leap").addEventListener("click", async () => {
  const leap = byId("leap");
  leap.setAttribute("aria-disabled", "true");
  say(word("leaping"));
  const result = await attempt("leap", { lang: language });
  leap.removeAttribute("aria-disabled");
  if (result) say(word("leapt", result.now));
});

follow();
