// Where a person writes: a message, or a slash command.

import { act, sentence } from "./api.js";
import { busy, el, fill } from "./dom.js";
import { people, state } from "./state.js";
import { toast } from "./toast.js";

/** `@Name` of someone known becomes a mention. */
function withMentions(text) {
  const named = [...state.users.values(), ...people()];
  return named.reduce((written, user) => written.replaceAll(`@${user.real_name}`, `<@${user.id}>`), text);
}

/** Below the cursor of `/…` stand the commands and global shortcuts that begin so. */
function offer(box, field) {
  const typed = field.value;
  const close = () => {
    box.hidden = true;
    field.focus();
  };
  const row = (name, words, choose) => el("button", { type: "button", onclick: choose }, el("strong", {}, name), el("small", {}, words));
  const commands = Object.entries(state.commands).filter(([name]) => name.startsWith(typed)).map(([name, words]) => row(name, words, () => {
    field.value = `${name} `;
    close();
  }));
  const shortcuts = state.shortcuts.filter((one) => one.kind === "global").map((one) => row(one.name, "Shortcut", async () => {
    field.value = "";
    close();
    const outcome = await act("shortcut", { user: state.me, callback_id: one.callback_id });
    if (!outcome.ok) toast(sentence(outcome));
  }));
  fill(box, commands, typed === "/" ? shortcuts : []);
  box.hidden = !typed.startsWith("/") || !box.childNodes.length;
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A composer for a channel, or for a thread in it. */
export function composer(channel, label, threadTs) {
  const field = el("textarea", { rows: 1, placeholder: label, "aria-label": label });
  const send = el("button", { type: "submit", class: "send", "aria-label": "Send", title: "Send" }, "➤");
  const submit = async (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    offers.hidden = true;
    const user = state.me;
    const outcome = await busy(send, () => (text.startsWith("/")
      ? act("command", { user, channel, text })
      : act("say", { user, channel, text: withMentions(escaped(text)), thread_ts: threadTs })));
    if (!outcome.ok) toast(sentence(outcome));
  };
  const form = el("form", { class: "composer", onsubmit: submit }, field, send);
  const offers = el("div", { class: "suggestions", hidden: true });
  field.addEventListener("input", () => offer(offers, field));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  return el("div", { class: "composer-area" }, offers, form);
}
