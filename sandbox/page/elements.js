// Interactive elements. `context.press(block, element, value, node)` tells of a click, `context.enter` of a value entered.

import { confirmed } from "./confirm.js";
import { el } from "./dom.js";
import { plain, textObject } from "./mrkdwn.js";
import { people, state } from "./state.js";

const labelled = (element, block) => plain(block.label?.text || element.placeholder?.text || element.action_id);

async function press(context, block, element, value, node) {
  if (element.confirm && !(await confirmed(element.confirm))) return;
  await context.press(block, element, value, node);
}

function button(element, block, context) {
  const node = el(
    "button",
    {
      type: "button",
      class: `button ${element.style || ""}`,
      "aria-label": element.accessibility_label,
      "data-action": element.action_id,
      onclick: () => press(context, block, element, undefined, node),
    },
    plain(element.text.text),
  );
  if (element.url) node.addEventListener("click", () => window.open(element.url, "_blank", "noopener,noreferrer"));
  return node;
}

/** A value was chosen: kept by the form it is in, and told to the app where the element stands alone. */
function chosen(context, block, element, value, node) {
  context.enter(block, element, value);
  if (block.type !== "input" || block.dispatch_action) press(context, block, element, value, node);
}

function menu(choices) {
  return (element, block, context) => {
    const current = context.current(block, element);
    const node = el("select", {
      class: "select",
      "aria-label": labelled(element, block),
      onchange: () => chosen(context, block, element, node.value, node),
    });
    node.append(el("option", { value: "", disabled: true, selected: !current }, plain(element.placeholder?.text || "Choose one")));
    for (const group of choices(element)) {
      const options = group.options.map(([value, words]) => el("option", { value, selected: value === current }, words));
      node.append(...(group.label ? [el("optgroup", { label: group.label }, options)] : options));
    }
    return node;
  };
}

const optionPair = (option) => [option.value, plain(option.text.text)];
const staticChoices = (element) => (element.option_groups || [{ options: element.options }]).map((group) => ({
  label: group.label && plain(group.label.text),
  options: group.options.map(optionPair),
}));
const peopleChoices = () => [{ options: people().map((user) => [user.id, user.real_name]) }];
const channelChoices = () => [{ options: [...state.channels.values()].filter((one) => !one.is_im).map((one) => [one.id, `#${one.name}`]) }];

function choiceList(kind, choices) {
  return (element, block, context) => {
    const name = `${block.block_id}-${element.action_id}`;
    const current = [context.current(block, element)].flat().filter(Boolean);
    const boxes = choices(element).map(({ value, label, description }) => {
      const box = el("input", { type: kind, name, value, checked: current.includes(value) });
      box.addEventListener("change", () => {
        const picked = [...group.querySelectorAll("input:checked")].map((one) => one.value);
        chosen(context, block, element, kind === "radio" ? picked[0] : picked, group);
      });
      return el("label", { class: "choice" }, box, el("span", {}, label, description && el("small", {}, description)));
    });
    const group = el("div", { class: "choices", role: kind === "radio" ? "radiogroup" : "group", "aria-label": labelled(element, block) }, boxes);
    return group;
  };
}

const richOptions = (element) => element.options.map((option) => ({
  value: option.value,
  label: textObject(option.text),
  description: option.description && textObject(option.description),
}));
const pairsAsOptions = (choices) => (element) => choices(element).flatMap((group) => group.options.map(([value, label]) => ({ value, label })));

function field(type, attributes = () => ({})) {
  return (element, block, context) => {
    const multiline = type === "text" && element.multiline;
    const json = multiline && /^\s*[{[]/.test(element.initial_value || "");
    const node = el(multiline ? "textarea" : "input", {
      type: multiline ? undefined : type,
      class: json ? "field code" : "field",
      rows: multiline ? (json ? 12 : 5) : undefined,
      spellcheck: json ? "false" : undefined,
      placeholder: element.placeholder && plain(element.placeholder.text),
      maxlength: element.max_length,
      "aria-label": labelled(element, block),
      "data-action": element.action_id,
      autofocus: element.focus_on_load,
      ...attributes(element),
    });
    node.value = context.current(block, element) ?? "";
    node.addEventListener("input", () => context.enter(block, element, node.value));
    node.addEventListener("change", () => {
      if (["date", "time"].includes(type)) chosen(context, block, element, node.value, node);
      else if (block.dispatch_action) press(context, block, element, node.value, node);
    });
    return node;
  };
}

function moment(element, block, context) {
  const node = field("datetime-local")(element, block, { ...context, enter: () => {}, current: () => "" });
  const seconds = context.current(block, element);
  if (seconds) node.value = new Date(seconds * 1000 - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  node.addEventListener("change", () => chosen(context, block, element, Math.floor(new Date(node.value).getTime() / 1000), node));
  return node;
}

function overflow(element, block, context) {
  const list = el("div", { class: "overflow-list", role: "menu" });
  const holder = el("details", { class: "overflow" }, el("summary", { class: "button", "aria-label": "More actions" }, "⋯"), list);
  for (const option of element.options) {
    list.append(el("button", {
      type: "button",
      role: "menuitem",
      onclick: () => {
        holder.open = false;
        press(context, block, element, option.value, holder.firstChild);
      },
    }, plain(option.text.text), option.description && el("small", {}, plain(option.description.text))));
  }
  return holder;
}

/** An image; the page loads nothing from elsewhere, so a remote one is shown by its words. */
export function image(element) {
  const address = element.image_url || "";
  if (address.startsWith("/") || address.startsWith(`${location.origin}/`) || address.startsWith("data:image/")) {
    return el("img", { src: address, alt: element.alt_text });
  }
  return el("span", { class: "absent-image", role: "img", "aria-label": element.alt_text }, "🖼 ", element.alt_text);
}

/** A loud box for what this page cannot show. */
export const unsupported = (what) => el("div", { class: "unsupported", role: "alert" }, `Unsupported here: ${what}`);

const ELEMENTS = {
  button,
  workflow_button: button,
  overflow,
  image,
  plain_text: (element) => el("span", { class: "run" }, textObject(element)),
  mrkdwn: (element) => el("span", { class: "run" }, textObject(element)),
  static_select: menu(staticChoices),
  users_select: menu(peopleChoices),
  channels_select: menu(channelChoices),
  conversations_select: menu(channelChoices),
  multi_static_select: choiceList("checkbox", pairsAsOptions(staticChoices)),
  multi_users_select: choiceList("checkbox", pairsAsOptions(peopleChoices)),
  multi_channels_select: choiceList("checkbox", pairsAsOptions(channelChoices)),
  multi_conversations_select: choiceList("checkbox", pairsAsOptions(channelChoices)),
  checkboxes: choiceList("checkbox", richOptions),
  radio_buttons: choiceList("radio", richOptions),
  plain_text_input: field("text"),
  email_text_input: field("email"),
  url_text_input: field("url"),
  number_input: field("text", (element) => ({ inputmode: element.is_decimal_allowed ? "decimal" : "numeric" })),
  datepicker: field("date"),
  timepicker: field("time"),
  datetimepicker: moment,
};

/** One element as a node. */
export const element = (one, block, context) => (ELEMENTS[one.type] || ((it) => unsupported(`${it.type} element`)))(one, block, context);
