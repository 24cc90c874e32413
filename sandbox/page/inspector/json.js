// JSON, pretty-printed and coloured by way of nodes.

import { el } from "../dom.js";

const LONGEST_COLOURED = 100_000;
const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A value as JSON on several lines. */
export const pretty = (value) => JSON.stringify(value ?? null, null, 2);

/** The JSON text as nodes: keys, strings and the rest each in their colour. */
export function jsonNodes(text) {
  if (text.length > LONGEST_COLOURED) return [text];
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(TOKEN)) {
    nodes.push(text.slice(from, found.index));
    const [token, string, colon] = found;
    if (string) nodes.push(el("span", { class: colon ? "json-key" : "json-string" }, string), colon || "");
    else nodes.push(el("span", { class: "json-value" }, token));
    from = found.index + token.length;
  }
  nodes.push(text.slice(from));
  return nodes.filter((node) => node !== "");
}
