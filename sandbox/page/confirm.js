// Confirm dialogs.

import { el, fill, plainButton } from "./dom.js";
import { keptFocus } from "./focus.js";
import { plain, textObject } from "./mrkdwn.js";
import { trap } from "./trap.js";

/** Whether the person said yes. */
export function confirmed(dialog) {
  const box = document.getElementById("confirm");
  const giveBack = keptFocus();
  return new Promise((resolve) => {
    const finish = (answer) => {
      box.close();
      giveBack();
      resolve(answer);
    };
    const yes = plainButton(plain(dialog.confirm?.text || "Yes"), (event) => event.detail < 2 && finish(true), { class: `button ${dialog.style || "primary"}` });
    const no = plainButton(plain(dialog.deny?.text || "Cancel"), () => finish(false), { class: "button" });
    fill(
      box,
      el("h2", { id: "confirm-title" }, plain(dialog.title?.text || "Are you sure?")),
      el("div", { class: "run", id: "confirm-words" }, textObject(dialog.text)),
      el("div", { class: "dialog-buttons" }, no, yes),
    );
    box.oncancel = (event) => {
      event.preventDefault();
      finish(false);
    };
    box.onkeydown = trap;
    box.showModal();
    yes.focus();
  });
}
