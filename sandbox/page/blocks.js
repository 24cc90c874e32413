// Block Kit, as nodes.

import { el } from "./dom.js";
import { element, image, unsupported } from "./elements.js";
import { mrkdwn, plain, textObject } from "./mrkdwn.js";
import { richText } from "./richtext.js";

function section(block, context) {
  return el(
    "div",
    { class: `block section${block.accessory ? " with-accessory" : ""}` },
    el(
      "div",
      { class: "section-words" },
      block.text && el("div", { class: "run" }, textObject(block.text)),
      block.fields && el("div", { class: "fields" }, block.fields.map((one) => el("div", { class: "run" }, textObject(one)))),
    ),
    block.accessory && el("div", { class: "accessory" }, element(block.accessory, block, context)),
  );
}

function input(block, context) {
  const error = context.errors?.[block.block_id];
  const control = element(block.element, block, context);
  const id = `input-${block.block_id}`;
  const target = control.matches("input, textarea, select") ? control : null;
  if (target) target.id = id;
  if (error) {
    (target || control).setAttribute("aria-invalid", "true");
    (target || control).setAttribute("aria-describedby", `${id}-error`);
  }
  return el(
    "div",
    { class: `block input${error ? " wrong" : ""}` },
    el(target ? "label" : "span", { class: "label", for: target ? id : undefined }, plain(block.label.text), block.optional && el("small", {}, " (optional)")),
    control,
    error && el("p", { class: "complaint", id: `${id}-error`, role: "alert" }, error),
    block.hint && el("p", { class: "hint" }, textObject(block.hint)),
  );
}

const cell = (one) => (one.type === "rich_text" ? richText(one) : one.text);

const BLOCKS = {
  section,
  input,
  header: (block) => el("h3", { class: "block header" }, plain(block.text.text)),
  divider: () => el("hr", { class: "block" }),
  context: (block, context) => el("div", { class: "block context" }, block.elements.map((one) => element(one, block, context))),
  actions: (block, context) => el("div", { class: "block actions" }, block.elements.map((one) => element(one, block, context))),
  rich_text: (block) => el("div", { class: "block rich" }, richText(block)),
  markdown: (block) => el("div", { class: "block rich" }, mrkdwn(block.text.replaceAll("**", "*"))),
  image: (block) => el("figure", { class: "block picture" }, block.title && el("figcaption", {}, plain(block.title.text)), image(block)),
  alert: (block) => el("div", { class: `block alert level-${block.level || "default"}`, role: "note" }, textObject(block.text)),
  table: (block) => el("div", { class: "block table" }, el("table", {}, block.rows.map((row, at) => el("tr", {}, row.map((one) => el(at ? "td" : "th", {}, cell(one))))))),
};

/** Blocks as nodes; `context` takes what the person does with them. */
export const blocks = (list, context) => list.map((block) => (BLOCKS[block.type] || ((it) => unsupported(`${it.type} block`)))(block, context));
