// Modals: the topmost of the stack, with the others behind it.

import { act, sentence } from "./api.js";
import { blocks } from "./blocks.js";
import { busy, el, fill, plainButton } from "./dom.js";
import { keptFocus } from "./focus.js";
import { current, enter, entered, forgetExcept } from "./forms.js";
import { plain } from "./mrkdwn.js";
import { state } from "./state.js";
import { toast } from "./toast.js";
import { trap } from "./trap.js";

/** What the blocks of a view do with clicks and values. */
export function viewContext(view, warn = toast) {
  const where = (block, element) => ({ user: state.me, view_id: view.id, block_id: block.block_id, action_id: element.action_id });
  return {
    scope: view.id,
    errors: view.errors,
    current: (block, element) => current(view, block, element),
    enter: (block, element, value) => enter(view, block, element, value),
    suggest: (block, element, value) => act("suggest", { ...where(block, element), value }),
    press: (block, element, what, node) => busy(node, async () => {
      const outcome = await act("click", { ...where(block, element), ...what, values: entered(view) });
      if (!outcome.ok) warn(sentence(outcome));
    }),
  };
}

const shown = { mark: "", id: "", giveBack: () => {} };

function dialogOf(view, stack) {
  const warning = el("p", { class: "warning", role: "alert", hidden: true });
  const warn = (words) => {
    warning.textContent = words;
    warning.hidden = !words;
  };
  const close = async (clear) => {
    const outcome = await act("close", { user: state.me, view_id: view.id, clear });
    if (!outcome.ok) toast(sentence(outcome));
  };
  const send = view.submit && el("button", { type: "submit", class: "button primary" }, plain(view.submit.text));
  const submit = async (event) => {
    event.preventDefault();
    if (!send || send.disabled) return;
    warn("");
    const outcome = await busy(send, () => act("submit", { user: state.me, view_id: view.id, values: entered(view) }));
    if (!outcome.ok && outcome.error !== "incomplete") warn(sentence(outcome));
  };
  const below = stack.at(-2);
  const back = below && plainButton("‹", () => close(false), { class: "plain back", "aria-label": `Back to ${plain(below.title?.text || "the last step")}`, title: "Back" });
  const form = el(
    "form",
    { novalidate: true, onsubmit: submit },
    el("header", {}, back, el("span", { class: "avatar app small", "aria-hidden": "true" }), el("h2", { id: "modal-title" }, plain(view.title?.text || "")), plainButton("✕", () => close(Boolean(below)), { class: "plain", "aria-label": below ? "Close all" : "Close" })),
    el("div", { class: "modal-body" }, blocks(view.blocks, viewContext(view, warn))),
    warning,
    (send || view.close) && el("footer", { class: "dialog-buttons" }, plainButton(plain(view.close?.text || "Cancel"), () => close(false), { class: "button" }), send),
  );
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  return { form, close };
}

function closeDialog(dialog) {
  shown.mark = "";
  shown.id = "";
  if (!dialog.open) return;
  dialog.close();
  shown.giveBack();
}

/** The dialog shows the topmost view of the stack, or is closed. */
export function drawModal(dialog) {
  forgetExcept([...state.views.map((view) => view.id), state.home?.id]);
  const view = state.views.at(-1);
  if (!view) {
    closeDialog(dialog);
    return;
  }
  const mark = `${view.id} ${view.hash} ${state.views.length} ${JSON.stringify(view.errors)}`;
  if (mark === shown.mark) return;
  const fresh = shown.id !== view.id;
  const focused = !fresh && dialog.contains(document.activeElement) ? document.activeElement.dataset.action : "";
  const scroll = fresh ? 0 : dialog.querySelector(".modal-body")?.scrollTop || 0;
  Object.assign(shown, { mark, id: view.id });
  const { form, close } = dialogOf(view, state.views);
  fill(dialog, form);
  dialog.dataset.depth = String(state.views.length);
  dialog.oncancel = (event) => {
    event.preventDefault();
    close(false);
  };
  dialog.onkeydown = trap;
  if (!dialog.open) {
    shown.giveBack = keptFocus();
    dialog.showModal();
  }
  form.querySelector(".modal-body").scrollTop = scroll;
  const first = form.querySelector("[aria-invalid]")
    || (focused && form.querySelector(`[data-action="${CSS.escape(focused)}"]`))
    || form.querySelector("[autofocus], .modal-body :is(input, textarea, select)")
    || form.querySelector("footer button:last-child")
    || form.querySelector("header button:last-child");
  first.focus();
  if (first.matches("[aria-invalid]")) first.closest(".input")?.scrollIntoView({ block: "nearest" });
}
