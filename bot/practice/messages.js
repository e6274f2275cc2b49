// Messages of both platforms, and the menu of what can be done with one.
import { element, picture, slackBody, telegramBody } from "/blocks.js";
import { controls, menu } from "/controls.js";

const REACTIONS = ["book", "no_bell"];
const emoji = (name, word) => (REACTIONS.includes(name) ? word(`emoji_${name}`) : `:${name}:`);

function plain(label, action, text = label) {
  const made = element("button", { type: "button", class: "plain" }, text);
  if (text !== label) made.setAttribute("aria-label", label);
  made.addEventListener("click", () => {
    made.closest("details")?.removeAttribute("open");
    action(made);
  });
  return made;
}

function reactions(message, { act, word }) {
  const made = message.reactions.map(({ name, count, is_mine: isMine }) => {
    const label = word("reacted", emoji(name, word), count);
    const chip = plain(label, (node) => act(node, { act: "react", name }, label), `${emoji(name, word)} ${count}`);
    chip.classList.add("chip");
    chip.setAttribute("aria-pressed", String(isMine));
    return chip;
  });
  return element("div", { class: "actions" }, ...made);
}

async function remove(node, message, { act, ask, word }) {
  const isSure = await ask({ title: word("delete_sure"), body: [element("p", {}, message.typed.slice(0, 200))], yes: word("delete_yes"), no: word("cancel"), style: "danger" });
  if (isSure) act(node, { act: "delete" }, word("done", word("delete")));
}

function actionsOf(message, page) {
  const { act, word } = page;
  const shortcuts = page.shortcuts.filter((each) => each.type === "message");
  const items = shortcuts.map((each) => plain(each.name, (node) => act(node, { act: "message_shortcut", callback: each.callback_id }, word("done", each.name))));
  for (const name of REACTIONS) items.push(plain(word("react", emoji(name, word)), (node) => act(node, { act: "react", name }, word("done", emoji(name, word)))));
  if (message.is_me) items.push(plain(word("edit"), () => page.edit(message)), plain(word("delete"), (node) => remove(node, message, page)));
  return menu(word("more"), ...items);
}

const ownActions = (message, page) => menu(page.word("more"), plain(page.word("edit"), () => page.editTelegram(message)));

function slackContext(message, page) {
  return controls({ id: message.id, values: message.values, act: page.act, ask: page.ask, word: page.word, heading: "h4" });
}

function telegramContext(message, room, page) {
  const button = (text, target) => {
    const made = element("button", { type: "button", class: "in-message" }, text);
    made.addEventListener("click", () => page.pressTelegram(message.id, { group: room === "group", ...target }, text));
    return made;
  };
  return { word: page.word, button };
}

function slackParts(message, room, page) {
  const parts = message.trouble ? [element("p", { class: "trouble", role: "alert" }, message.trouble)] : [];
  if (message.reactions.length) parts.push(reactions(message, page));
  if (room === "channel" && !message.is_private) parts.push(plain(page.word("reply"), () => page.reply(message)));
  return parts;
}

function fileParts(message, { word }) {
  const parts = message.files.map(({ name, url }) => {
    const label = word("attached", name);
    return element("p", { class: "picture" }, url ? element("a", { href: url, target: "_blank", rel: "noopener" }, label) : label);
  });
  if (message.voice) parts.push(element("p", { class: "picture" }, word("voice")));
  return parts;
}

// A photo stands above its caption, as Telegram shows it.
const photo = (message, { word }) => (message.photo ? [picture(message.photo, word("photo"))] : []);

export function show(message, room, page) {
  const { word } = page;
  const isSlack = !["chat", "group"].includes(room);
  const head = element("header", {}, element("span", { class: "author" }, message.is_me ? word("you") : message.author));
  if (message.is_bot) head.append(element("span", { class: "badge" }, word("bot")));
  head.append(element("time", {}, message.time));
  if (message.is_edited) head.append(element("span", { class: "quiet" }, word("edited")));
  if (isSlack && !message.is_private) head.append(actionsOf(message, page));
  if (!isSlack && message.is_me && message.typed) head.append(ownActions(message, page));
  const made = element("article", { tabIndex: -1, class: [message.is_bot && "bot", message.is_me && "me", message.is_private && "private", message.in_thread && "thread"].filter(Boolean).join(" ") });
  if (message.in_thread) made.append(element("p", { class: "note" }, "↳ " + word("in_thread")));
  if (message.is_private) made.append(element("p", { class: "note" }, word("only_you")));
  const body = isSlack ? slackBody(message, slackContext(message, page)) : telegramBody(message, telegramContext(message, room, page));
  made.append(head, element("div", { class: "body" }, ...photo(message, page), ...body), ...fileParts(message, page), ...(isSlack ? slackParts(message, room, page) : []));
  Object.assign(made.dataset, { key: message.id, revision: message.revision, place: "message", channel: message.channel || "" });
  return made;
}
