// Asking the workspace for a fault, or for its end.

import { act, sentence } from "../api.js";
import { busy, el } from "../dom.js";
import { state } from "../state.js";
import { toast } from "../toast.js";

/** The workspace does this, or the person reads why it does not; whether it did. */
export async function change(button, what, fields) {
  const outcome = await busy(button, () => act(what, fields));
  if (outcome.ok === false) toast(sentence(outcome));
  else if (what === "settings") Object.assign(state.settings, outcome);
  return outcome.ok !== false;
}

/** A switch; `turn(on, box)` says what it does and whether that was done. */
export function toggle(words, hint, turn) {
  const box = el("input", { type: "checkbox", role: "switch" });
  box.addEventListener("change", async () => {
    const wanted = box.checked;
    if (!(await turn(wanted, box))) box.checked = !wanted;
  });
  return { node: el("label", { class: "choice" }, box, el("span", {}, words, hint && el("small", {}, hint))), set: (on) => {
    // While the workspace is asked, what this page knows of it is older than what the person wants.
    if (!box.disabled) box.checked = Boolean(on);
  } };
}
