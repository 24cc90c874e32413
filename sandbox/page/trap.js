// Keeps the Tab key inside a dialog.

const STOPS = "button, input, textarea, select, a[href], [tabindex='0']";

/** Handles a key inside a dialog: from the last stop Tab leads to the first, and back. */
export function trap(event) {
  if (event.key !== "Tab") return;
  const dialog = event.currentTarget;
  const stops = [...dialog.querySelectorAll(STOPS)].filter((one) => !one.disabled && one.tabIndex >= 0 && one.getClientRects().length);
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (to && (document.activeElement === from || !dialog.contains(document.activeElement))) {
    event.preventDefault();
    to.focus();
  }
}
