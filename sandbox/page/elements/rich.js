// A field for rich text: written with the usual signs, sent as Slack's rich text.

import { el } from "../dom.js";
import { plain } from "../mrkdwn.js";
import { asRichText, asWritten } from "../richwriting.js";
import { labelled } from "./acting.js";

/** The field, with a line that says how to write. */
export function richField(element, block, context) {
  const node = el("textarea", {
    class: "field",
    rows: Math.max(5, element.min_lines || 0),
    placeholder: element.placeholder && plain(element.placeholder.text),
    "aria-label": labelled(element, block),
    "data-action": element.action_id,
    autofocus: element.focus_on_load,
  });
  const stands = context.current(block, element);
  node.value = stands ? asWritten(stands) : "";
  node.addEventListener("input", () => context.enter(block, element, node.value.trim() ? asRichText(node.value) : null));
  return el("div", { class: "rich-field" }, node, el("small", {}, "*bold* _italic_ ~strike~ `code`, lines with - 1. or >"));
}
