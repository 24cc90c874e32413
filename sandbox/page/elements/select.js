// Menus with one choice, and lists of boxes to tick.

import { el } from "../dom.js";
import { plain } from "../mrkdwn.js";
import { chosen, labelled } from "./acting.js";
import { richOptions } from "./choices.js";

/** A menu of which one entry is chosen; `groups(element)` says what there is. */
export function select(groups) {
  return (element, block, context) => {
    const current = context.current(block, element);
    const node = el("select", {
      class: "select",
      "aria-label": labelled(element, block),
      "data-action": element.action_id,
      autofocus: element.focus_on_load,
    });
    let shown = current ?? "";
    node.append(el("option", { value: "", disabled: !(block.type === "input" && block.optional), selected: !current }, plain(element.placeholder?.text || "Choose one")));
    for (const group of groups(element)) {
      const options = group.options.map((option) => el("option", { value: option.value, selected: option.value === current }, option.words, option.description && ` – ${option.description}`));
      node.append(...(group.label ? [el("optgroup", { label: group.label }, options)] : options));
    }
    node.addEventListener("change", async () => {
      if (await chosen(context, block, element, node.value || null, node)) shown = node.value;
      else node.value = shown;
    });
    return node;
  };
}

/** Checkboxes (`checkbox`) or radio buttons (`radio`). */
export function boxes(kind) {
  return (element, block, context) => {
    const name = `${context.scope}-${block.block_id}-${element.action_id}`;
    const ticked = () => [context.current(block, element)].flat().filter(Boolean);
    const inputs = [];
    const tick = async () => {
      const picked = inputs.filter((one) => one.checked).map((one) => one.value);
      const told = await chosen(context, block, element, kind === "radio" ? picked[0] ?? null : picked, group);
      if (!told) for (const one of inputs) one.checked = ticked().includes(one.value);
    };
    const rows = richOptions(element).map(({ value, label, description }) => {
      const box = el("input", { type: kind, name, value, checked: ticked().includes(value), onchange: tick });
      inputs.push(box);
      return el("label", { class: "choice" }, box, el("span", {}, label, description && el("small", {}, description)));
    });
    const group = el("div", { class: "choices", role: kind === "radio" ? "radiogroup" : "group", "aria-label": labelled(element, block), "data-action": element.action_id }, rows);
    return group;
  };
}
