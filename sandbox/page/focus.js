// Where the keyboard is, over redraws: what it was on may meanwhile be a new node.

const quoted = (value) => `"${CSS.escape(value)}"`;

function successor({ ts, action, tab }) {
  if (tab) return document.querySelector(`#room [data-tab=${quoted(tab)}]`);
  const message = ts && document.querySelector(`#room [data-ts=${quoted(ts)}], #thread [data-ts=${quoted(ts)}]`);
  const again = action && (message || document).querySelector(`[data-action=${quoted(action)}]`);
  return again || message;
}

/** Remembers what has the keyboard now; the function returned gives it back, to its successor if need be. */
export function keptFocus() {
  const node = document.activeElement;
  const place = { ts: node.closest?.("[data-ts]")?.dataset.ts, action: node.dataset?.action, tab: node.dataset?.tab };
  return () => {
    if (node.isConnected) return;
    successor(place)?.focus({ preventScroll: true });
  };
}
