// The practice page: shows what the workspace holds and sends what a person does.
import { element } from "/blocks.js";
import { slackComposer, telegramComposer } from "/composer.js";
import { collect } from "/controls.js";
import { asking, home, modal } from "/dialogs.js";
import { show } from "/messages.js";

const byId = (id) => document.getElementById(id);
const main = document.querySelector("main");
const language = document.documentElement.lang;
const words = JSON.parse(main.dataset.words);
const word = (key, ...values) => values.reduce((text, value) => text.replace(/\{\w+\}/, () => value), words[key] || key);

// Within an open modal the page's own status line is silent, so the modal has one.
const say = (text) => { (byId("modal").open ? byId("modal").querySelector("[role=status]") : byId("status")).textContent = text; };
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

const asEmployee = (wish, done) => attempt("slack", { who: byId("employee-who").value, ...wish }, done);

// An act in a message, a modal or a Home, with all that has been put into it.
function act(node, wish, done) {
  const place = node.closest("[data-place]");
  const where = place.dataset.place === "view" ? { view: place.dataset.view } : { message: place.dataset.key, channel: place.dataset.channel };
  return asEmployee({ ...where, values: collect(place), ...wish }, done);
}

const page = {
  act,
  ask: asking(byId("ask")),
  word,
  shortcuts: JSON.parse(main.dataset.shortcuts),
  reply: (message) => composer.turnTo({ kind: "reply", message }),
  edit: (message) => composer.turnTo({ kind: "edit", message }),
  editTelegram: (message) => customer.turnTo({ kind: "edit", message }),
  pressTelegram: (message, target, text) => attempt("telegram", { who: byId("customer-who").value, message, ...target }, word("pressed", text)),
};
const showModal = modal(byId("modal"), page);
const showHome = home(byId("home"), page);

// Messages

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
      const fresh = show(message, room, page);
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
  if (isChanged && isAtEnd) log.scrollTop = ["digest", "group"].includes(room) ? startOfNewest(log) : log.scrollHeight;
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
  fill(byId("group-log"), "group", state.group);
  showHome(state.home);
  showModal(state.modal);
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

// What a person writes

const composer = slackComposer({ send: asEmployee, say, word });
const customer = telegramComposer({ send: (wish, done) => attempt("telegram", { who: byId("customer-who").value, ...wish }, done), say, word });

byId("employee-who").addEventListener("change", () => {
  composer.turnTo(null);
  chooseTab(byId("tab-messages"));
  beginAnew(["channel", "dm", "digest-log"]);
});
byId("customer-who").addEventListener("change", () => {
  customer.turnTo(null);
  beginAnew(["chat"]);
});

// What else a person does

for (const each of page.shortcuts.filter((shortcut) => shortcut.type === "global")) {
  const made = element("button", { type: "button", class: "in-message" }, each.name);
  made.addEventListener("click", () => asEmployee({ act: "shortcut", callback: each.callback_id }, word("pressed", each.name)));
  byId("shortcuts").append(made);
}

const tabs = [byId("tab-messages"), byId("tab-home")];

function chooseTab(chosen) {
  for (const tab of tabs) {
    const isChosen = tab === chosen;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    byId(tab.getAttribute("aria-controls")).hidden = !isChosen;
  }
}

for (const tab of tabs) {
  tab.addEventListener("click", () => {
    chooseTab(tab);
    asEmployee({ act: "home", tab: tab.dataset.tab }, "");
  });
  tab.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = tabs.find((each) => each !== tab);
    other.focus();
    other.click();
  });
}

// A menu closes by Esc and by a click elsewhere.
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest("details.menu[open]");
  if (!open) return;
  event.preventDefault();
  open.open = false;
  open.firstElementChild.focus();
});
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.menu[open]")) if (!open.contains(event.target)) open.open = false;
});

byId("leap").addEventListener("click", async () => {
  const leap = byId("leap");
  leap.setAttribute("aria-disabled", "true");
  say(word("leaping"));
  const result = await attempt("leap", { lang: language });
  leap.removeAttribute("aria-disabled");
  if (result) say(word("leapt", result.now));
});

follow();
