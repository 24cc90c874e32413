// Attachments: blocks behind a coloured bar, or the older fields.

import { blocks } from "./blocks.js";
import { el } from "./dom.js";
import { link, mrkdwn, plain } from "./mrkdwn.js";

const NAMED = { good: "#2f9e6e", warning: "#d99a2b", danger: "#c6293f" };

/** One attachment as a node. */
export function attachment(part, context) {
  const fields = (part.fields || []).map((one) => el("div", { class: "run" }, el("strong", {}, plain(one.title || "")), el("br"), mrkdwn(one.value || "")));
  const title = part.title && el("strong", { class: "run" }, part.title_link ? link(part.title_link, plain(part.title)) : plain(part.title));
  const node = el(
    "div",
    { class: "attachment" },
    part.pretext && mrkdwn(part.pretext),
    part.author_name && el("small", {}, plain(part.author_name)),
    title && el("div", {}, title),
    part.text && mrkdwn(part.text),
    fields.length > 0 && el("div", { class: "fields" }, fields),
    blocks(part.blocks || [], context),
    part.footer && el("small", {}, plain(part.footer)),
  );
  const colour = NAMED[part.color] || (/^#?[0-9a-f]{6}$/i.test(part.color || "") ? `#${part.color.replace("#", "")}` : "");
  if (colour) node.style.borderLeftColor = colour;
  return node;
}
