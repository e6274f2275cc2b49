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

export const picture = (file, words) => element("img", { class: "shown", src: `/page/file/${encodeURIComponent(file)}`, alt: words });

function dataTable(block) {
  const cells = (row) => row.map((cell, column) => (column ? element("td", {}, cell.text) : element("th", { scope: "row" }, cell.text)));
  const [head, ...rows] = block.rows;
  const heads = head.map((cell) => element("th", { scope: "col" }, cell.text));
  const body = rows.map((row) => element("tr", {}, ...cells(row)));
  return element("div", { class: "table" }, element("table", {}, element("caption", {}, block.caption), element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...body)));
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
  image: (block, context) => [block.slack_file?.id ? picture(block.slack_file.id, block.alt_text) : element("p", { class: "picture" }, context.word("picture", block.alt_text))],
  data_table: (block) => [dataTable(block)],
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

const ENTITY_TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "code", blockquote: "blockquote", spoiler: "span" };

function entityNode(entity, inside) {
  if (entity.type === "text_link") return link(entity.url, inside.map((node) => node.textContent || node).join(""));
  if (entity.type !== "expandable_blockquote") return element(ENTITY_TAGS[entity.type] || "span", {}, ...inside);
  // Folded, until somebody opens it; its first line stays to be seen.
  const [first, ...rest] = inside;
  return element("details", {}, element("summary", {}, first), element("blockquote", {}, ...rest));
}

// A quotation ends its line by itself.
const lineOf = (nodes, text) => (["blockquote", "details"].includes(nodes.at(-1)?.localName) ? text.replace(/^\n/, "") : text);

// The nodes of a text from one place to another; entities lie within one another.
function entityNodes(text, entities, start, end) {
  const nodes = [];
  let last = start;
  const inner = entities.filter((each) => each.offset >= start && each.offset + each.length <= end);
  while (inner.length) {
    const entity = inner.shift();
    if (entity.offset < last) continue;
    const until = entity.offset + entity.length;
    nodes.push(lineOf(nodes, text.slice(last, entity.offset)), entityNode(entity, entityNodes(text, inner.filter((each) => each.offset < until), entity.offset, until)));
    last = until;
  }
  nodes.push(lineOf(nodes, text.slice(last, end)));
  return nodes.filter((node) => node !== "");
}

export function telegramBody(message, context) {
  if (message.plain === null || message.plain === undefined) return message.photo || message.files.length ? [] : [element("p", {}, context.word("not_text"))];
  const said = element("div", { class: "lines" }, ...entityNodes(message.plain, message.entities, 0, message.plain.length));
  const target = (key) => (key.url ? { url: key.url } : { data: key.callback_data });
  const rows = message.keyboard.map((row) => element("div", { class: "actions" }, ...row.map((key) => context.button(key.text, target(key)))));
  return [said, ...rows];
}
