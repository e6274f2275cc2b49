// Block Kit's elements as the browser's own controls, and what a person has put into them.
import { element, link, textObject } from "/blocks.js";

const MANY = ["checkboxes", "multi_static_select"];

function wishOf(state) {
  if (!state) return null;
  if (state.type === "plain_text_input") return state.value || "";
  if (MANY.includes(state.type)) return state.selected_options.map((option) => option.value);
  return state.selected_option ? state.selected_option.value : null;
}

function read(part) {
  if (part.dataset.kind === "text") return part.querySelector("textarea, input").value;
  if (part.dataset.kind === "menu") return part.querySelector("select").value || null;
  const checked = [...part.querySelectorAll("input:checked")].map((box) => box.value);
  return part.dataset.kind === "many" ? checked : checked[0] ?? null;
}

// What is typed and chosen within an element, by block and action, as the workspace takes it.
export function collect(root) {
  const wishes = {};
  for (const part of root.querySelectorAll("[data-block]")) (wishes[part.dataset.block] ??= {})[part.dataset.action] = read(part);
  return wishes;
}

// Build an element anew without taking the focus away from the control that had it.
export function refill(root, nodes) {
  const here = root.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
  root.replaceChildren(...nodes);
  const again = here && [...root.querySelectorAll("[data-focus]")].find((control) => control.dataset.focus === here);
  if (again) again.focus();
  return Boolean(again);
}

export function menu(label, ...items) {
  const summary = element("summary", { "aria-label": label, title: label }, "⋯");
  return element("details", { class: "menu" }, summary, element("div", { class: "menu-items" }, ...items));
}

const optionsOf = (item) => item.options || item.option_groups.flatMap((group) => group.options);

// `values` is Slack's `state.values`, `typed` what this page knows better; `id` makes names unique.
export function controls({ id, values, typed, act, ask, word, heading }) {
  const wish = (block, item) => typed?.[block.block_id]?.[item.action_id] ?? wishOf(values?.[block.block_id]?.[item.action_id]);
  const focusKey = (block, item, value = "") => `${block.block_id}/${item.action_id}/${value}`;
  const nameOf = (block, item) => `${id}-${block.block_id}-${item.action_id}`;

  const sure = async (item) => !item.confirm || ask({ title: item.confirm.title.text, body: textObject(item.confirm.text), yes: item.confirm.confirm.text, no: item.confirm.deny.text, style: item.confirm.style });

  async function press(node, block, item, value, label) {
    if (await sure(item)) act(node, { act: "press", block: block.block_id, action: item.action_id, value }, word("pressed", label));
  }

  function button(block, item, text, value, properties = {}) {
    const made = element("button", { type: "button", class: `in-message ${item.style || ""}`, ...properties }, text);
    made.dataset.focus = focusKey(block, item, value);
    made.addEventListener("click", () => press(made, block, item, value, text));
    return made;
  }

  function pressable(block, item) {
    if (item.url) return link(item.url, item.text.text);
    return button(block, item, item.text.text, item.value ?? null, item.accessibility_label ? { "aria-label": item.accessibility_label } : {});
  }

  const overflow = (block, item) => menu(word("more"), ...optionsOf(item).map((option) => button(block, item, option.text.text, option.value)));

  function part(block, item, kind, ...inside) {
    const made = element("div", { class: "control" }, ...inside);
    Object.assign(made.dataset, { block: block.block_id, action: item.action_id, kind });
    if (block.type === "input" && !block.dispatch_action) return made;
    made.addEventListener("change", async () => {
      if (await sure(item)) act(made, { act: "fill" }, word("sent"));
    });
    return made;
  }

  function text(block, item, attributes) {
    const properties = { value: wish(block, item) || "", placeholder: item.placeholder?.text || "", maxLength: item.max_length || 3000, ...attributes };
    const made = element(item.multiline ? "textarea" : "input", item.multiline ? { rows: 4, ...properties } : { type: "text", ...properties });
    made.dataset.focus = focusKey(block, item);
    return part(block, item, "text", made);
  }

  function selectMenu(block, item, attributes) {
    const chosen = wish(block, item);
    const options = (list) => list.map((option) => element("option", { value: option.value, selected: option.value === chosen }, option.text.text));
    const inside = item.options ? options(item.options) : item.option_groups.map((group) => element("optgroup", { label: group.label.text }, ...options(group.options)));
    const made = element("select", attributes, element("option", { value: "" }, item.placeholder?.text || word("choose")), ...inside);
    made.dataset.focus = focusKey(block, item);
    return part(block, item, "menu", made);
  }

  function choices(block, item, isMany) {
    const chosen = [wish(block, item) ?? []].flat();
    const row = (option) => {
      const id = `${nameOf(block, item)}-${optionsOf(item).indexOf(option)}`;
      const box = element("input", { type: isMany ? "checkbox" : "radio", name: nameOf(block, item), value: option.value, checked: chosen.includes(option.value), id });
      box.dataset.focus = focusKey(block, item, option.value);
      const says = element("label", { htmlFor: box.id }, ...textObject(option.text), ...(option.description ? textObject(option.description) : []));
      return element("div", { class: "choice" }, box, says);
    };
    const group = ({ label, options }) => element("fieldset", {}, element("legend", {}, label.text), ...options.map(row));
    const rows = item.options ? item.options.map(row) : item.option_groups.map(group);
    return part(block, item, isMany ? "many" : "one", ...rows);
  }

  const GROUPS = { radio_buttons: false, checkboxes: true, multi_static_select: true };

  // An element in a section or in actions, which has no label of its own.
  function control(block, item) {
    const label = item.placeholder?.text || block.text?.text || item.action_id;
    if (item.type === "button") return pressable(block, item);
    if (item.type === "overflow") return overflow(block, item);
    if (item.type === "image") return element("p", { class: "picture" }, word("picture", item.alt_text));
    if (item.type === "static_select") return selectMenu(block, item, { "aria-label": label });
    return element("fieldset", { "aria-label": label }, choices(block, item, GROUPS[item.type]));
  }

  function input(block) {
    const item = block.element;
    const name = nameOf(block, item);
    const hint = block.hint ? element("p", { class: "hint", id: `${name}-hint` }, block.hint.text) : null;
    const error = element("p", { class: "error", id: `${name}-error` });
    error.dataset.errorOf = block.block_id;
    const described = [hint && hint.id, error.id].filter(Boolean).join(" ");
    const label = block.label.text + (block.optional ? ` (${word("optional")})` : "");
    if (item.type in GROUPS) return element("fieldset", { "aria-describedby": described }, element("legend", {}, label), choices(block, item, GROUPS[item.type]), hint, error);
    const attributes = { id: name, "aria-describedby": described, "aria-required": String(!block.optional) };
    const made = item.type === "static_select" ? selectMenu(block, item, attributes) : text(block, item, attributes);
    return element("div", { class: "input" }, element("label", { htmlFor: name }, label), made, hint, error);
  }

  return { word, heading, control, input };
}
