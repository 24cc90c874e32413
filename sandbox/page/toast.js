// Short words at the edge of the page about what went wrong, or well.

import { el } from "./dom.js";

const STAYS_MS = 6000;

/** The person sees these words for a while; a dialog that is open does not hide them. */
export function toast(words, sign = "⚠️") {
  const node = el("div", { class: "toast" }, el("span", { "aria-hidden": "true" }, sign), words);
  const place = document.getElementById("toasts");
  (document.querySelector("dialog[open]") || document.body).append(place);
  place.append(node);
  setTimeout(() => node.remove(), STAYS_MS);
}
