// The markdown block: ordinary Markdown, by way of nodes.

import { el } from "./dom.js";
import { inline, plain } from "./mrkdwn.js";

const LINES = [
  ["heading", /^(#{1,6})\s+(.*)$/],
  ["rule", /^(?:---+|\*\*\*+)$/],
  ["ul", /^\s*[-*+]\s+(.*)$/],
  ["ol", /^\s*\d+[.)]\s+(.*)$/],
  ["blockquote", /^>\s?(.*)$/],
];

/** Markdown's own signs in Slack's: `**bold**`, `*italic*`, `~~strike~~`, `[words](address)`. */
function asMrkdwn(text) {
  return text
    .replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign])
    .replace(/\[([^\]\n]+)\]\((https?:[^)\s]+)\)/g, "<$2|$1>")
    .replace(/(?<!\*)\*(?!\*)([^*\n]+)\*(?!\*)/g, "_$1_")
    .replace(/\*\*([^*\n]+)\*\*/g, "*$1*")
    .replace(/~~([^~\n]+)~~/g, "~$1~");
}

const words = (text) => inline(asMrkdwn(text));

function kindOf(line) {
  for (const [kind, pattern] of LINES) {
    const found = line.match(pattern);
    if (found) return [kind, found];
  }
  return [line.trim() ? "p" : "gap", [line, line]];
}

const BUILD = {
  heading: (found) => found.map(([, , text]) => el("strong", { class: "run heading" }, plain(text))),
  rule: (found) => found.map(() => el("hr", {})),
  ul: (found) => el("ul", {}, found.map(([, text]) => el("li", {}, words(text)))),
  ol: (found) => el("ol", {}, found.map(([, text]) => el("li", {}, words(text)))),
  blockquote: (found) => el("blockquote", {}, words(found.map(([, text]) => text).join("\n"))),
  p: (found) => el("p", { class: "run" }, words(found.map(([, text]) => text).join("\n"))),
  gap: () => [],
};

function paragraphs(text) {
  const runs = [];
  for (const line of text.split("\n")) {
    const [kind, found] = kindOf(line);
    if (runs.at(-1)?.kind === kind) runs.at(-1).found.push(found);
    else runs.push({ kind, found: [found] });
  }
  return runs.map(({ kind, found }) => BUILD[kind](found));
}

/** Markdown as nodes. */
export const markdown = (text) => text.split(/^```.*$/m).map((part, at) => (at % 2 ? el("pre", {}, part.replace(/^\n|\n$/g, "")) : paragraphs(part)));
