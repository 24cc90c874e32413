// Fields to write in: text, numbers, addresses, dates and times.

import { el } from "../dom.js";
import { plain } from "../mrkdwn.js";
import { chosen, labelled, press } from "./acting.js";

const TYPING_MS = 400;
const LONGEST_TEXT = 3000;

/** The app is told while somebody writes, if it asked for that: after each pause, or when Enter is pressed. */
function dispatch(node, element, block, context) {
  if (!block.dispatch_action) return;
  const on = element.dispatch_action_config?.trigger_actions_on || ["on_enter_pressed"];
  const tell = () => press(context, block, element, { value: node.value }, node);
  let timer = 0;
  if (on.includes("on_character_entered")) {
    node.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(tell, TYPING_MS);
    });
  }
  if (on.includes("on_enter_pressed")) {
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      tell();
    });
  }
}

const rowsFor = (element, json) => (json ? Math.min(14, Math.max(6, element.initial_value.split("\n").length + 1)) : 5);

/** A field of this type; `attributes(element)` adds to it. */
export function field(type, attributes = () => ({})) {
  return (element, block, context) => {
    const multiline = type === "text" && element.multiline;
    const json = multiline && /^\s*[{[]/.test(element.initial_value || "");
    const node = el(multiline ? "textarea" : "input", {
      type: multiline ? undefined : type,
      class: json ? "field code" : "field",
      rows: multiline ? rowsFor(element, json) : undefined,
      spellcheck: json ? "false" : undefined,
      placeholder: element.placeholder && plain(element.placeholder.text),
      maxlength: element.max_length ?? (type === "text" && element.type === "plain_text_input" ? LONGEST_TEXT : undefined),
      "aria-label": labelled(element, block),
      "aria-required": block.type === "input" && !block.optional ? "true" : undefined,
      "data-action": element.action_id,
      autofocus: element.focus_on_load,
      ...attributes(element),
    });
    node.value = context.current(block, element) ?? "";
    node.addEventListener("input", () => context.enter(block, element, node.value));
    dispatch(node, element, block, context);
    return node;
  };
}

/** A field for a date or a time of day. */
export function picker(type) {
  return (element, block, context) => {
    const node = el("input", { type, class: "field", "aria-label": labelled(element, block), "data-action": element.action_id, autofocus: element.focus_on_load });
    node.value = context.current(block, element) ?? "";
    node.addEventListener("change", async () => {
      if (!(await chosen(context, block, element, node.value || null, node))) node.value = context.current(block, element) ?? "";
    });
    return node;
  };
}

const MINUTE_MS = 60_000;
const asLocal = (seconds) => {
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 16);
};

/** A field for a moment; the app gets it as seconds since 1970. */
export function moment(element, block, context) {
  const node = el("input", { type: "datetime-local", class: "field", "aria-label": labelled(element, block), "data-action": element.action_id, autofocus: element.focus_on_load });
  const seconds = context.current(block, element);
  if (seconds) node.value = asLocal(seconds);
  node.addEventListener("change", () => {
    const entered = node.value ? Math.floor(new Date(node.value).getTime() / 1000) : null;
    chosen(context, block, element, entered, node);
  });
  return node;
}
