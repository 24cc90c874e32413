// The form that makes the next calls of a method fail.

import { act, sentence } from "../api.js";
import { busy, el } from "../dom.js";

const METHODS = [
  "*", "auth.test", "apps.connections.open", "chat.postMessage", "chat.update", "chat.delete", "chat.postEphemeral", "chat.getPermalink",
  "views.open", "views.update", "views.push", "views.publish", "conversations.info", "conversations.history", "conversations.open",
  "users.info", "usergroups.users.list", "reactions.add", "files.getUploadURLExternal", "files.completeUploadExternal",
];
const ERRORS = ["internal_error", "channel_not_found", "not_in_channel", "is_archived", "msg_too_long", "invalid_blocks", "message_not_found", "expired_trigger_id", "account_inactive", "token_revoked", "missing_scope", "fatal_error"];

// How a call can fail: the words for it, what else is asked, and the fault to order.
const WAYS = {
  error: ["answer an error", "which", (it) => ({ error: it.text("which") || "internal_error" })],
  status: ["answer HTTP 500", "", () => ({ status: 500 })],
  unavailable: ["answer HTTP 503", "", () => ({ status: 503 })],
  limited: ["answer 429 with Retry-After", "seconds", (it) => ({ status: 429, error: "ratelimited", retry_after: it.number("seconds") })],
  slow: ["answer late", "seconds", (it) => ({ delay: it.number("seconds") })],
  drop: ["break off without an answer", "", () => ({ drop: true })],
  lost: ["take effect, then break off", "", () => ({ drop: true, after_effect: true })],
};

function labelled(words, control) {
  control.setAttribute("aria-label", words);
  return el("label", { class: "line-field" }, el("span", {}, words), control);
}

const choices = (id, list) => el("datalist", { id }, list.map((value) => el("option", { value })));

/** The form. */
export function faultForm() {
  const controls = {
    method: el("input", { class: "field", name: "method", list: "fault-methods", value: "chat.postMessage", spellcheck: "false", "aria-describedby": "fault-complaint" }),
    times: el("input", { class: "field", name: "times", type: "number", min: 1, max: 1000, value: "1" }),
    way: el("select", { class: "select", name: "way" }, Object.entries(WAYS).map(([value, [words]]) => el("option", { value }, words))),
    which: el("input", { class: "field", name: "which", list: "fault-errors", value: "channel_not_found", spellcheck: "false" }),
    seconds: el("input", { class: "field", name: "seconds", type: "number", min: 0, max: 600, step: "any", value: "5" }),
  };
  const it = { text: (name) => controls[name].value.trim(), number: (name) => Number(controls[name].value) };
  const which = labelled("Error", controls.which);
  const seconds = labelled("Seconds", controls.seconds);
  const complaint = el("p", { class: "complaint", role: "alert", id: "fault-complaint", hidden: true });
  const send = el("button", { type: "submit", class: "button primary" }, "Order it");
  const asked = () => {
    const [, more] = WAYS[controls.way.value];
    which.hidden = more !== "which";
    seconds.hidden = more !== "seconds";
  };
  const order = async (event) => {
    event.preventDefault();
    const [, , fields] = WAYS[controls.way.value];
    const outcome = await busy(send, () => act("faults", { method: it.text("method"), times: it.number("times"), ...fields(it) }));
    complaint.hidden = outcome.ok !== false;
    complaint.textContent = outcome.ok === false ? sentence(outcome) : "";
  };
  controls.way.addEventListener("change", asked);
  asked();
  return el(
    "form",
    { class: "fault-form", onsubmit: order, novalidate: true },
    el("h3", {}, "Make calls fail"),
    el("p", { class: "hint" }, "The next calls of a method (* is every one) …"),
    choices("fault-methods", METHODS),
    choices("fault-errors", ERRORS),
    el("div", { class: "line-fields" }, labelled("Method", controls.method), labelled("Calls", controls.times), labelled("How", controls.way), which, seconds, send),
    complaint,
  );
}
