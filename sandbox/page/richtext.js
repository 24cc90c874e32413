// Slack's rich text, as nodes.

import { filledDate } from "./dates.js";
import { el } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { link, mention } from "./mrkdwn.js";

const TAGS = [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "s"], ["underline", "u"]];

function styled(node, style = {}) {
  return TAGS.reduce((inner, [name, tag]) => (style[name] ? el(tag, {}, inner) : inner), node);
}

function lines(text) {
  return text.split("\n").flatMap((line, index) => (index ? [el("br"), line] : [line]));
}

const PARTS = {
  text: (part) => (Object.keys(part.style || {}).length ? styled(el("span", {}, lines(part.text)), part.style) : lines(part.text)),
  link: (part) => styled(link(part.url, part.text), part.style),
  emoji: (part) => emojiFor(part.name) || `:${part.name}:`,
  user: (part) => mention("user", part.user_id),
  usergroup: (part) => mention("usergroup", part.usergroup_id),
  channel: (part) => mention("channel", part.channel_id),
  broadcast: (part) => el("span", { class: "mention" }, `@${part.range}`),
  date: (part) => el("time", {}, filledDate(part.timestamp, part.format) ?? part.fallback ?? String(part.timestamp)),
  color: (part) => el("code", {}, part.value),
};

const inside = (element) => element.elements.map((part) => PARTS[part.type]?.(part) ?? `[${part.type}]`);

const ELEMENTS = {
  rich_text_section: (element) => el("div", { class: "run" }, inside(element)),
  rich_text_quote: (element) => el("blockquote", {}, inside(element)),
  rich_text_preformatted: (element) => el("pre", {}, inside(element)),
  rich_text_list: (element) => el(
    element.style === "ordered" ? "ol" : "ul",
    { class: `indent-${element.indent || 0}`, start: element.offset ? element.offset + 1 : undefined },
    element.elements.map((item) => el("li", {}, inside(item))),
  ),
};

/** A rich text block as nodes. */
export const richText = (block) => block.elements.map((element) => ELEMENTS[element.type]?.(element));
