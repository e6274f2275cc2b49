// Turns Slack blocks, mrkdwn and Telegram texts into elements. Text only ever becomes text nodes.

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class") made.className = value;
    else if (key in made && key !== "role") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const decoded = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
const isWeb = (url) => /^https?:\/\//i.test(url);

export function link(url, label) {
  if (!isWeb(url)) return document.createTextNode(label);
  return element("a", { href: url, rel: "noopener noreferrer nofollow", target: "_blank" }, label);
}

function angled(inside) {
  const [target, label] = inside.split("|", 2);
  if (target.startsWith("@")) return element("span", { class: "mention" }, "@" + (label || (target === "@U0KUULEBOT" ? "Kuule" : target.slice(1))));
  if (target.startsWith("#")) return element("span", { class: "mention" }, "#" + (label || target.slice(1)));
  if (target.startsWith("!")) return document.createTextNode(decoded(label || "@" + target.slice(1).split("^")[0]));
  return link(decoded(target), decoded(label || target));
}

const MARKS = { "*": "strong", "_": "em", "~": "s", "`": "code" };
const TOKEN = /<([^<>\n]+)>|(?<![\p{L}\p{N}])([*_~`])(?=\S)([^\n]*?\S)\2(?![\p{L}\p{N}])/gu;

function inline(text) {
  const nodes = [];
  let last = 0;
  for (const match of text.matchAll(TOKEN)) {
    nodes.push(decoded(text.slice(last, match.index)));
    if (match[1] !== undefined) nodes.push(angled(match[1]));
    else if (match[2] === "`") nodes.push(element("code", {}, decoded(match[3])));
    else nodes.push(element(MARKS[match[2]], {}, ...inline(match[3])));
    last = match.index + match[0].length;
  }
  nodes.push(decoded(text.slice(last)));
  return nodes.filter((node) => node !== "");
}

export function mrkdwn(text) {
  const parts = [];
  for (const line of text.split("\n")) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    const kind = quoted ? "blockquote" : "p";
    const nodes = inline(quoted ? quoted[1] : line);
    const previous = parts.at(-1);
    if (previous && previous.localName === kind && line !== "" && previous.dataset.gap !== "1") previous.append(element("br"), ...nodes);
    else if (line !== "") parts.push(element(kind, {}, ...nodes));
    else if (previous) previous.dataset.gap = "1";
  }
  return parts;
}

export function textObject(object) {
  if (object.type === "mrkdwn") return mrkdwn(object.text);
  return [element("p", {}, object.text)];
}

function richInline(part) {
  const style = part.style || {};
  let node = document.createTextNode(part.text || part.url || (part.name ? `:${part.name}:` : part.user_id ? `@${part.user_id}` : ""));
  if (part.type === "link") node = link(part.url, part.text || part.url);
  for (const [name, tag] of [["code", "code"], ["strike", "s"], ["italic", "em"], ["bold", "strong"]]) if (style[name]) node = element(tag, {}, node);
  return node;
}

function richText(part) {
  const tags = { rich_text_quote: "blockquote", rich_text_preformatted: "pre", rich_text_section: "p" };
  if (part.type === "rich_text_list") {
    const items = part.elements.map((item) => element("li", {}, ...(item.elements || []).map(richInline)));
    return element(part.style === "ordered" ? "ol" : "ul", {}, ...items);
  }
  return element(tags[part.type] || "p", {}, ...(part.elements || []).map(richInline));
}

const BLOCKS = {
  header: (block, context) => [element(context.heading, {}, block.text.text)],
  divider: () => [element("hr")],
  section: (block, context) => [
    ...(block.text ? textObject(block.text) : []),
    block.fields ? element("div", { class: "fields" }, ...block.fields.map((field) => element("div", {}, ...textObject(field)))) : null,
    block.accessory ? element("div", { class: "actions" }, context.control(block, block.accessory)) : null,
  ],
  context: (block, context) => [element("div", { class: "context" }, ...block.elements.flatMap((item) => (item.type === "image" ? [context.word("picture", item.alt_text)] : textObject(item))))],
  actions: (block, context) => [element("div", { class: "actions" }, ...block.elements.map((item) => context.control(block, item)))],
  input: (block, context) => [context.input(block)],
  image: (block, context) => [element("p", { class: "picture" }, context.word("picture", block.alt_text))],
  rich_text: (block) => block.elements.map(richText),
  markdown: (block) => [element("p", {}, block.text)],
};

export function blocksBody(blocks, context) {
  return blocks.flatMap((block) => (BLOCKS[block.type] || (() => []))(block, context)).filter(Boolean);
}

export function slackBody(message, context) {
  if (!message.blocks.length) return mrkdwn(message.text);
  return blocksBody(message.blocks, context);
}

const ENTITY_TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "code", blockquote: "q", expandable_blockquote: "q", spoiler: "span" };

export function telegramBody(message, context) {
  if (message.plain === null || message.plain === undefined) return message.photo || message.files.length ? [] : [element("p", {}, context.word("not_text"))];
  const paragraph = element("p", { class: "lines" });
  let last = 0;
  for (const entity of message.entities) {
    if (entity.offset < last) continue;
    paragraph.append(message.plain.slice(last, entity.offset));
    const inside = message.plain.slice(entity.offset, entity.offset + entity.length);
    if (entity.type === "text_link") paragraph.append(link(entity.url, inside));
    else if (ENTITY_TAGS[entity.type]) paragraph.append(element(ENTITY_TAGS[entity.type], {}, inside));
    else paragraph.append(inside);
    last = entity.offset + entity.length;
  }
  paragraph.append(message.plain.slice(last));
  const rows = message.keyboard.map((row) => element("div", { class: "actions" }, ...row.map((key) => (key.url ? link(key.url, key.text) : context.button(key.text, { data: key.callback_data })))));
  return [paragraph, ...rows];
}
