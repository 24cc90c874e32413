// Tabs that a keyboard moves through with the arrows.

import { el } from "./dom.js";

/** A list of tabs; `names` are pairs of name and words, `choose` gets the name, `panel` is the id of what they switch. */
export function tabs(label, names, chosen, choose, panel) {
  const list = el("div", { class: "tabs", role: "tablist", "aria-label": label }, names.map(([name, words]) => el("button", {
    type: "button",
    role: "tab",
    "data-tab": name,
    "aria-selected": String(name === chosen),
    "aria-controls": panel,
    tabIndex: name === chosen ? 0 : -1,
    onclick: () => choose(name),
  }, words)));
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = names.findIndex(([name]) => name === event.target.dataset.tab);
    const next = names[(at + step + names.length) % names.length][0];
    choose(next);
    requestAnimationFrame(() => document.querySelector(`[role="tab"][data-tab="${next}"]`)?.focus());
  });
  return list;
}
