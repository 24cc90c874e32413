// Buttons, and the menus and pairs of buttons that are only several of them.

import { el } from "../dom.js";
import { menu } from "../menu.js";
import { isAddress, plain } from "../mrkdwn.js";
import { press } from "./acting.js";

function openElsewhere(url) {
  if (url && isAddress(url)) window.open(url, "_blank", "noopener,noreferrer");
}

/** The app hears of the button that the person saw, even if the message has changed meanwhile. */
const asSeen = (element) => ({ value: element.value, text: element.text?.text, stale: true });

/** A button; one with an address opens that, too. */
export function button(element, block, context) {
  const node = el("button", {
    type: "button",
    class: `button ${element.style || ""}`,
    "aria-label": element.accessibility_label,
    "data-action": element.action_id,
    onclick: (event) => {
      // The second half of a double click may land on what has come under the pointer since the first.
      if (event.detail > 1) return;
      openElsewhere(element.url);
      press(context, block, element, asSeen(element), node);
    },
  }, plain(element.text.text), element.url && el("span", { class: "elsewhere", "aria-hidden": "true" }, " ↗"));
  return node;
}

/** A `⋯` with a few choices. */
export function overflow(element, block, context) {
  const items = element.options.map((option) => ({
    words: plain(option.text.text),
    small: option.description && plain(option.description.text),
    onclick: (node) => {
      openElsewhere(option.url);
      press(context, block, element, { value: option.value, stale: true, type: "overflow" }, node);
    },
  }));
  return menu("⋯", element.accessibility_label || "More actions", items, { class: "button", "data-action": element.action_id });
}

/** Thumbs up and thumbs down. */
export function feedback(element, block, context) {
  const one = (sign, choice) => {
    const node = el("button", {
      type: "button",
      class: "button quiet",
      "aria-label": choice.accessibility_label,
      onclick: () => press(context, block, element, { value: choice.value }, node),
    }, sign, " ", plain(choice.text.text));
    return node;
  };
  return el("span", { class: "pair" }, one("👍", element.positive_button), one("👎", element.negative_button));
}

const SIGNS = { trash: "🗑" };

/** A small button that is mostly a sign. */
export function iconButton(element, block, context) {
  const node = el("button", {
    type: "button",
    class: "button quiet",
    "aria-label": element.accessibility_label || plain(element.text.text),
    onclick: () => press(context, block, element, asSeen(element), node),
  }, SIGNS[element.icon] || "▫", " ", plain(element.text.text));
  return node;
}
