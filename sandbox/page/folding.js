// Long text of a section, folded as Slack folds it: by its height as it is drawn, unless the app asks for all of it.

import { el, plainButton } from "./dom.js";

const LINES = 5;
// What somebody has unfolded stays so when the message is drawn anew.
const unfolded = new Set();

function fold(run, toggle, key) {
  const open = unfolded.has(key);
  const most = LINES * parseFloat(getComputedStyle(run).lineHeight);
  const isLong = run.scrollHeight > most + 1;
  run.classList.toggle("folded", isLong && !open);
  toggle.hidden = !isLong;
  toggle.textContent = open ? "See less" : "See more";
  toggle.setAttribute("aria-expanded", String(open));
}

/** The text of a section, with “See more” below it while it is longer than Slack shows at once. */
export function foldable(run, key) {
  const toggle = plainButton("", () => {
    if (!unfolded.delete(key)) unfolded.add(key);
    fold(run, toggle, key);
  }, { class: "plain see-more", hidden: true });
  // It is measured once it is drawn, and again when the window is made wider or narrower.
  new ResizeObserver(() => requestAnimationFrame(() => fold(run, toggle, key))).observe(run);
  return [run, toggle];
}
