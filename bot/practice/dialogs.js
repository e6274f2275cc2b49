// The modal that the app has opened, and Slack's own question before something cannot be undone.
import { blocksBody, element } from "/blocks.js";
import { collect, controls, refill } from "/controls.js";

// Returns a function that asks and resolves to whether the answer was yes; Esc is a no.
export function asking(dialog) {
  const [no, yes] = dialog.querySelectorAll("button");
  return ({ title, body, yes: yesText, no: noText, style }) => {
    dialog.querySelector("h2").textContent = title;
    dialog.querySelector(".body").replaceChildren(...body);
    no.textContent = noText;
    yes.textContent = yesText;
    yes.className = style === "danger" ? "in-message danger" : "";
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
  };
}

// Returns a function that shows a view, or closes the dialog for none.
export function modal(dialog, { act, ask, word }) {
  const form = dialog.querySelector("form");
  const title = dialog.querySelector("h2");
  const body = dialog.querySelector(".body");
  const trouble = dialog.querySelector(".trouble");
  const [close, submit] = dialog.querySelectorAll(".foot button");
  let shown = null;

  function build(view) {
    const isSame = shown && shown.id === view.id;
    const context = controls({ id: view.id, values: view.values, typed: isSame ? collect(form) : null, act, ask, word, heading: "h3" });
    form.dataset.view = view.id;
    title.textContent = view.title;
    close.textContent = view.close || word("close");
    submit.textContent = view.submit;
    submit.hidden = !view.submit;
    const kept = refill(body, blocksBody(view.blocks, context));
    if (!dialog.open) dialog.showModal();
    if (!kept) (body.querySelector("input, textarea, select, button") || title).focus();
  }

  function mark(view) {
    trouble.textContent = view.trouble;
    let first = null;
    for (const place of body.querySelectorAll("[data-error-of]")) {
      const text = view.errors[place.dataset.errorOf] || "";
      const control = place.parentElement.querySelector("input, textarea, select");
      if (text && place.textContent !== text) first ??= control;
      place.textContent = text;
      if (text) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
    if (first) first.focus();
  }

  close.addEventListener("click", () => act(close, { act: "close" }, ""));
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    act(close, { act: "close" }, "");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act(form, { act: "submit" }, "");
  });

  return (view) => {
    if (!view) {
      if (dialog.open) dialog.close();
    } else {
      if (!shown || shown.id !== view.id || shown.hash !== view.hash) build(view);
      mark(view);
    }
    shown = view;
  };
}

// Returns a function that shows the App Home, or a word in its place.
export function home(panel, { act, ask, word }) {
  let shown = null;
  return (view) => {
    if (view && shown && view.id === shown.id && view.hash === shown.hash && view.trouble === shown.trouble) return;
    const isSame = view && shown && view.id === shown.id;
    panel.dataset.view = view ? view.id : "";
    const context = view && controls({ id: view.id, values: view.values, typed: isSame ? collect(panel) : null, act, ask, word, heading: "h4" });
    const trouble = view && view.trouble ? [element("p", { class: "trouble", role: "alert" }, view.trouble)] : [];
    const nodes = view ? [...trouble, element("div", { class: "body" }, ...blocksBody(view.blocks, context))] : [element("p", { class: "empty" }, panel.dataset.empty)];
    const hadFocus = panel.contains(document.activeElement);
    if (!refill(panel, nodes) && hadFocus) panel.focus();
    shown = view;
  };
}
