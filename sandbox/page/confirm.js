// Confirm dialogs.

import { el, fill } from "./dom.js";
import { plain, textObject } from "./mrkdwn.js";

/** Whether the person said yes. */
export function confirmed(dialog) {
  const box = document.getElementById("confirm");
  return new Promise((resolve) => {
    const finish = (answer) => {
      box.close();
      resolve(answer);
    };
    const yes = el("button", { type: "button", class: `button ${dialog.style || "primary"}`, onclick: () => finish(true) }, plain(dialog.confirm?.text || "Yes"));
    const no = el("button", { type: "button", class: "button", onclick: () => finish(false) }, plain(dialog.deny?.text || "Cancel"));
    fill(
      box,
      el("h2", { id: "confirm-title" }, plain(dialog.title?.text || "Are you sure?")),
      el("div", { class: "run" }, textObject(dialog.text)),
      el("div", { class: "dialog-buttons" }, no, yes),
    );
    box.oncancel = () => resolve(false);
    box.showModal();
    yes.focus();
  });
}
