// Long text of a section, folded as Slack folds it: by its height as it is drawn, unless the app asks for all of it.

import { plainButton } from "./dom.js";

const LINES = 5;
// What somebody has unfolded stays so when the message is drawn anew.
const unfolded = new Set();
const toggles = new WeakMap();

const isLong = (run) => run.scrollHeight > LINES * parseFloat(getComputedStyle(run).lineHeight) + 1;

function fold(run, long) {
  const { toggle, key } = toggles.get(run);
  const open = unfolded.has(key);
  run.classList.toggle("folded", long && !open);
  if (toggle.hidden !== !long) toggle.hidden = !long;
  const words = open ? "See less" : "See more";
  if (toggle.textContent === words) return;
  toggle.textContent = words;
  toggle.setAttribute("aria-expanded", String(open));
}

// Sections are measured once they are drawn, and again when the window is made wider or narrower: all that have changed
// together, so that a channel full of cards is laid out once and not once for each of them.
const watching = new ResizeObserver((changes) => requestAnimationFrame(() => {
  const measured = changes.map(({ target }) => [target, target.isConnected && isLong(target)]);
  for (const [run, long] of measured) fold(run, long);
}));

/** The text of a section, with “See more” below it while it is longer than Slack shows at once. */
export function foldable(run, key) {
  const toggle = plainButton("", () => {
    if (!unfolded.delete(key)) unfolded.add(key);
    fold(run, true);
  }, { class: "plain see-more", hidden: true });
  toggles.set(run, { toggle, key });
  watching.observe(run);
  return [run, toggle];
}
