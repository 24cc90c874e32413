// Modals: the topmost of the stack, with the others behind it.

import { act, sentence } from "./api.js";
import { blocks } from "./blocks.js";
import { busy, el, fill } from "./dom.js";
import { current, enter, entered, forgetExcept } from "./forms.js";
import { plain } from "./mrkdwn.js";
import { state } from "./state.js";
import { toast } from "./toast.js";

/** What the blocks of a view do with clicks and values. */
export function viewContext(view, warn = toast) {
  return {
    errors: view.errors,
    current: (block, element) => current(view, block, element),
    enter: (block, element, value) => enter(view, block, element, value),
    press: (block, element, value, node) => busy(node, async () => {
      const outcome = await act("click", {
        user: state.me, view_id: view.id, block_id: block.block_id, action_id: element.action_id, value, values: entered(view),
      });
      if (!outcome.ok) warn(sentence(outcome));
    }),
  };
}

let drawn = "";

/** The dialog shows the topmost view of the stack, or is closed. */
export function drawModal(dialog) {
  forgetExcept([...state.views.map((view) => view.id), state.home?.id]);
  const view = state.views.at(-1);
  if (!view) {
    drawn = "";
    if (dialog.open) dialog.close();
    return;
  }
  const mark = `${view.id} ${view.hash} ${state.views.length} ${JSON.stringify(view.errors)}`;
  if (mark === drawn) return;
  const fresh = !drawn.startsWith(view.id);
  drawn = mark;
  const warning = el("p", { class: "warning", role: "alert", hidden: true });
  const warn = (words) => {
    warning.textContent = words;
    warning.hidden = !words;
  };
  const close = (clear) => act("close", { user: state.me, view_id: view.id, clear });
  const send = view.submit && el("button", { type: "submit", class: "button primary" }, plain(view.submit.text));
  const body = el("div", { class: "modal-body" }, blocks(view.blocks, viewContext(view, warn)));
  const submit = async (event) => {
    event.preventDefault();
    if (!send) return;
    warn("");
    const outcome = await busy(send, () => act("submit", { user: state.me, view_id: view.id, values: entered(view) }));
    if (!outcome.ok && outcome.error !== "incomplete") warn(sentence(outcome));
  };
  const stacked = state.views.length > 1;
  const scroll = fresh ? 0 : dialog.querySelector(".modal-body")?.scrollTop || 0;
  fill(dialog, el(
    "form",
    { novalidate: true, onsubmit: submit },
    el(
      "header",
      {},
      stacked && el("button", { type: "button", class: "plain", "aria-label": "Back", onclick: () => close(false) }, "‹"),
      el("span", { class: "avatar app small", "aria-hidden": "true" }),
      el("h2", { id: "modal-title" }, plain(view.title?.text || "")),
      el("button", { type: "button", class: "plain", "aria-label": "Close", onclick: () => close(stacked) }, "✕"),
    ),
    body,
    warning,
    (send || view.close) && el("footer", { class: "dialog-buttons" }, el("button", { type: "button", class: "button", onclick: () => close(false) }, plain(view.close?.text || "Cancel")), send),
  ));
  dialog.dataset.depth = String(state.views.length);
  dialog.oncancel = (event) => {
    event.preventDefault();
    close(false);
  };
  if (!dialog.open) dialog.showModal();
  body.scrollTop = scroll;
  const first = dialog.querySelector("[aria-invalid]") || (fresh && dialog.querySelector("[autofocus], .modal-body input, .modal-body textarea, .modal-body select"));
  if (first) first.focus();
}
