// Between what a person types and Slack's rich text: `*bold*`, `_italic_`, `~strike~`, `` `code` ``, lists and quotes.

const STYLED = /(\*[^*\n]+\*|_[^_\n]+_|~[^~\n]+~|`[^`\n]+`)/;
const STYLES = { "*": "bold", _: "italic", "~": "strike", "`": "code" };
const SIGNS = Object.fromEntries(Object.entries(STYLES).map(([sign, style]) => [style, sign]));
const LINES = [
  ["bullet", /^[-•]\s+(.*)$/],
  ["ordered", /^\d+\.\s+(.*)$/],
  ["quote", /^>\s?(.*)$/],
];

function parts(line) {
  const pieces = line.split(STYLED).filter(Boolean);
  return pieces.map((piece) => (STYLED.test(piece) && piece.length > 2
    ? { type: "text", text: piece.slice(1, -1), style: { [STYLES[piece[0]]]: true } }
    : { type: "text", text: piece }));
}

function kindOf(line) {
  for (const [kind, pattern] of LINES) {
    const found = line.match(pattern);
    if (found) return [kind, found[1]];
  }
  return ["section", line];
}

const joined = (lines) => lines.flatMap((line, at) => [...(at ? [{ type: "text", text: "\n" }] : []), ...parts(line)]);

const ELEMENT = {
  section: (lines) => ({ type: "rich_text_section", elements: joined(lines) }),
  quote: (lines) => ({ type: "rich_text_quote", elements: joined(lines) }),
  bullet: (lines) => list("bullet", lines),
  ordered: (lines) => list("ordered", lines),
};
const list = (style, lines) => ({ type: "rich_text_list", style, elements: lines.map((line) => ({ type: "rich_text_section", elements: parts(line) })) });

/** The rich text block for what was typed. */
export function asRichText(text) {
  const runs = [];
  for (const line of text.split("\n")) {
    const [kind, words] = kindOf(line);
    if (runs.at(-1)?.kind === kind) runs.at(-1).lines.push(words);
    else runs.push({ kind, lines: [words] });
  }
  return { type: "rich_text", elements: runs.map(({ kind, lines }) => ELEMENT[kind](lines)) };
}

function written(part) {
  const [style] = Object.keys(part.style || {});
  const sign = SIGNS[style] || "";
  return `${sign}${part.text ?? part.url ?? part.name ?? ""}${sign}`;
}

const line = (element) => element.elements.map(written).join("");

/** A rich text block as one would have typed it. */
export function asWritten(block) {
  return block.elements.map((element) => {
    if (element.type === "rich_text_list") return element.elements.map((item, at) => `${element.style === "ordered" ? `${at + 1}.` : "-"} ${line(item)}`).join("\n");
    return element.type === "rich_text_quote" ? line(element).replace(/^/gm, "> ") : line(element);
  }).join("\n");
}
