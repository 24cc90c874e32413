// Slack's mrkdwn, as nodes.

import { filledDate } from "./dates.js";
import { el } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { nameOf, state } from "./state.js";

/** The characters behind `&amp;`, `&lt;` and `&gt;`. */
export const unescaped = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (whole, code) => emojiFor(code) || whole);

/** Plain text with its short codes as characters. */
export const plain = (text) => withEmoji(unescaped(text));

/** Whether an address may be opened: one of the web or of mail, never a script. */
export const isAddress = (url) => /^(https?:|mailto:)/i.test(url);

/** A link that opens elsewhere; addresses that are not web or mail stay words. */
export function link(address, label) {
  const url = unescaped(address);
  if (!isAddress(url)) return document.createTextNode(label || url);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label || url.replace(/^mailto:/i, ""));
}

/** A mention of a person, a group or a channel. */
export function mention(kind, id) {
  if (kind === "channel") return el("span", { class: "mention" }, `#${state.channels.get(id)?.name || id}`);
  if (kind === "usergroup") return el("span", { class: "mention" }, `@${state.groups.get(id)?.handle || id}`);
  return el("span", { class: `mention${id === state.me ? " mine" : ""}` }, `@${nameOf(id)}`);
}

function special(inside) {
  const bar = inside.indexOf("|");
  const head = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : plain(inside.slice(bar + 1));
  if (head.startsWith("@")) return mention("user", head.slice(1));
  if (head.startsWith("#")) return mention("channel", head.slice(1));
  if (head.startsWith("!subteam^")) return mention("usergroup", head.slice(9));
  if (head.startsWith("!date^")) {
    const [, stamp, pattern, address] = head.split("^");
    const words = filledDate(Number(stamp), unescaped(pattern || "{date}"));
    if (words === null) return document.createTextNode(label || head);
    const time = el("time", { title: label, datetime: new Date(Number(stamp) * 1000).toISOString() }, words);
    return address ? link(address, words) : time;
  }
  if (head.startsWith("!")) return el("span", { class: "mention" }, `@${head.slice(1).split("^")[0]}`);
  return link(head, label);
}

const STYLES = { "*": "strong", _: "em", "~": "s" };
const OPENS = /^$|[\s([{"'.,;:!?/\-–—*_~>]/u;
const CLOSES = /^$|[\s)\]}"'.,;:!?/\-–—*_~<…]/u;

// Where no sign closes one, none closes a later one on the same line: `barren` says up to where nobody need look again.
function closing(text, from, mark, barren) {
  if (from < (barren[mark] ?? 0) || /\s/.test(text[from + 1] || " ")) return -1;
  const newline = text.indexOf("\n", from);
  const end = newline < 0 ? text.length : newline;
  for (let at = text.indexOf(mark, from + 1); at >= 0 && at < end; at = text.indexOf(mark, at + 1)) {
    if (at > from + 1 && !/\s/.test(text[at - 1]) && CLOSES.test(text[at + 1] || "")) return at;
  }
  barren[mark] = end;
  return -1;
}

/** One run of text without fences and quotes. */
export function inline(text) {
  const nodes = [];
  const barren = {};
  let words = "";
  const flush = () => {
    plain(words).split("\n").forEach((line, index) => {
      if (index) nodes.push(el("br"));
      if (line) nodes.push(line);
    });
    words = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    let end = -1;
    if (sign === "`") end = text.indexOf("`", at + 1);
    else if (sign === "<") end = text.indexOf(">", at + 1);
    else if (STYLES[sign] && OPENS.test(text[at - 1] || "")) end = closing(text, at, sign, barren);
    if (end <= at + 1) {
      words += sign;
      continue;
    }
    const inside = text.slice(at + 1, end);
    flush();
    if (sign === "`") nodes.push(el("code", {}, unescaped(inside)));
    else if (sign === "<") nodes.push(special(inside));
    else nodes.push(el(STYLES[sign], {}, inline(inside)));
    at = end;
  }
  flush();
  return nodes;
}

function paragraphs(text) {
  const nodes = [];
  let quoted = [];
  let open = [];
  const close = () => {
    if (quoted.length) nodes.push(el("blockquote", {}, inline(quoted.join("\n"))));
    if (open.length) nodes.push(el("span", { class: "run" }, inline(open.join("\n"))));
    quoted = [];
    open = [];
  };
  for (const line of text.split("\n")) {
    const quote = line.match(/^(?:>|&gt;) ?(.*)$/);
    if (quote ? open.length : quoted.length) close();
    (quote ? quoted : open).push(quote ? quote[1] : line);
  }
  close();
  return nodes;
}

/** Mrkdwn as nodes. */
export function mrkdwn(text) {
  return text.split("```").flatMap((part, index) => {
    if (index % 2) return el("pre", {}, unescaped(part.replace(/^\n|\n$/g, "")));
    const bare = part.replace(/^\n/, index ? "" : "$&");
    return bare ? paragraphs(bare) : [];
  });
}

/** A text object as nodes. */
export function textObject(object) {
  if (!object) return [];
  return object.type === "mrkdwn" ? mrkdwn(object.text) : plain(object.text).split("\n").flatMap((line, index) => (index ? [el("br"), line] : [line]));
}
