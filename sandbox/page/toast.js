// Short words at the edge of the page about what went wrong.

import { el } from "./dom.js";

const STAYS_MS = 6000;

/** The person sees these words for a while. */
export function toast(words) {
  const node = el("div", { class: "toast" }, el("span", { "aria-hidden": "true" }, "⚠️"), words);
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), STAYS_MS);
}
