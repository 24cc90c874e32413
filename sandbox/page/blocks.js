// Block Kit, as nodes.

import { el } from "./dom.js";
import { element, unsupported } from "./elements.js";
import { image } from "./elements/picture.js";
import { foldable } from "./folding.js";
import { markdown } from "./markdown.js";
import { plain, textObject } from "./mrkdwn.js";
import { richText } from "./richtext.js";

function words(block, context) {
  const run = el("div", { class: "run" }, textObject(block.text));
  return block.expand ? run : foldable(run, `${context.scope} ${block.block_id}`);
}

function section(block, context) {
  return el(
    "div",
    { class: `block section${block.accessory ? " with-accessory" : ""}` },
    el(
      "div",
      { class: "section-words" },
      block.text && words(block, context),
      block.fields && el("div", { class: "fields" }, block.fields.map((one) => el("div", { class: "run" }, textObject(one)))),
    ),
    block.accessory && el("div", { class: "accessory" }, element(block.accessory, block, context)),
  );
}

function input(block, context) {
  const error = context.errors?.[block.block_id];
  const control = element(block.element, block, context);
  const id = `input-${block.block_id}`;
  const target = control.matches("input, textarea, select") ? control : control.querySelector("input[role=combobox], textarea");
  if (target) {
    target.id = id;
    target.removeAttribute("aria-label");
  }
  const about = [error && `${id}-error`, block.hint && `${id}-hint`].filter(Boolean).join(" ");
  if (error) (target || control).setAttribute("aria-invalid", "true");
  if (about) (target || control).setAttribute("aria-describedby", about);
  return el(
    "div",
    { class: `block input${error ? " wrong" : ""}` },
    el(target ? "label" : "span", { class: "label", for: target ? id : undefined }, plain(block.label.text), block.optional && el("small", {}, " (optional)")),
    control,
    error && el("p", { class: "complaint", id: `${id}-error`, role: "alert" }, error),
    block.hint && el("p", { class: "hint", id: `${id}-hint` }, textObject(block.hint)),
  );
}

const ALIGNS = { left: "left", center: "center", right: "right" };
const cell = (one) => (one.type === "rich_text" ? richText(one) : one.text);

function table(block) {
  const row = (cells, at) => el("tr", {}, cells.map((one, column) => {
    const settings = block.column_settings?.[column] || {};
    return el(at ? "td" : "th", { class: `to-${ALIGNS[settings.align] || "left"}`, scope: at ? undefined : "col" }, cell(one));
  }));
  return el("div", { class: "block table", tabIndex: 0, role: "region", "aria-label": "Table" }, el("table", {}, block.rows.map(row)));
}

const all = (block, context) => block.elements.map((one) => element(one, block, context));

const BLOCKS = {
  section,
  input,
  table,
  header: (block) => el("h3", { class: "block header" }, plain(block.text.text)),
  divider: () => el("hr", { class: "block" }),
  context: (block, context) => el("div", { class: "block context" }, all(block, context)),
  actions: (block, context) => el("div", { class: "block actions" }, all(block, context)),
  context_actions: (block, context) => el("div", { class: "block actions" }, all(block, context)),
  rich_text: (block) => el("div", { class: "block rich" }, richText(block)),
  markdown: (block) => el("div", { class: "block rich" }, markdown(block.text)),
  image: (block) => el("figure", { class: "block picture" }, block.title && el("figcaption", {}, plain(block.title.text)), image(block)),
  alert: (block) => el("div", { class: `block alert level-${block.level || "default"}`, role: "note" }, textObject(block.text)),
};

// What one block holds may be more than this page can take; everything around it must stand all the same.
function shown(block, context) {
  if (!Object.hasOwn(BLOCKS, block.type)) return unsupported(`${block.type} block`);
  try {
    return BLOCKS[block.type](block, context);
  } catch (error) {
    return unsupported(`${block.type} block (${error.message})`);
  }
}

/** Blocks as nodes; `context` takes what the person does with them. */
export const blocks = (list, context) => list.map((block) => shown(block, context));
