// One payload with its answer, pretty-printed.

import { el, fill, plainButton } from "../dom.js";
import { toast } from "../toast.js";
import { whole } from "./book.js";
import { jsonNodes, pretty } from "./json.js";
import { clockOf, directionOf, failed, transportOf } from "./row.js";

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.", "📋");
  } catch {
    toast("The browser does not let this page copy. Select the text instead.");
  }
}

function part(title, value) {
  const text = pretty(value);
  return el(
    "section",
    { class: "payload" },
    el("header", {}, el("h3", {}, title), plainButton("Copy", () => copy(text), { class: "button small", "aria-label": `Copy the ${title.toLowerCase()}` })),
    el("pre", { tabIndex: 0, "aria-label": title }, jsonNodes(text)),
  );
}

function entryNodes(entry, close) {
  const facts = [clockOf(entry), transportOf(entry), directionOf(entry), entry.status && `status ${entry.status}`, typeof entry.ms === "number" && `${Math.round(entry.ms * 10) / 10} ms`];
  return [
    el("header", { class: "detail-top" }, plainButton("‹", close, { class: "plain back", "aria-label": "Back to the list" }), el("div", {}, el("h2", {}, entry.name), el("small", {}, facts.filter(Boolean).join(" · ")))),
    failed(entry) && el("p", { class: "warning" }, `⚠️ ${entry.error || `Status ${entry.status}`}`),
    part(entry.direction === "to_app" ? "Payload" : "Request", entry.request),
    part(entry.direction === "to_app" ? "The app's answer" : "Response", entry.response),
  ];
}

/** The right side of the inspector; `show(n)` fetches that payload, 0 shows none. */
export function detail(close) {
  const node = el("div", { class: "detail", role: "region", "aria-label": "Payload" });
  const none = () => fill(node, el("p", { class: "empty" }, "Choose a payload to read it whole."));
  let wanted = 0;
  none();
  return {
    node,
    show: async (n) => {
      wanted = n;
      if (!n) {
        none();
        return;
      }
      try {
        const answer = await whole(n);
        if (wanted === n) fill(node, entryNodes(answer.entry || answer, close));
      } catch {
        if (wanted === n) fill(node, el("p", { class: "empty" }, "The workspace no longer has this payload; it keeps the newest 500."));
      }
    },
  };
}
