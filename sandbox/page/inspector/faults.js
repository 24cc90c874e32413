// The faults to order: calls that fail, broken lines, an outage, and what an administrator may do to channels and people.

import { el, fill, plainButton } from "../dom.js";
import { state } from "../state.js";
import { channelFaults } from "./channels.js";
import { faultForm } from "./faultform.js";
import { lineFaults } from "./lines.js";
import { change } from "./order.js";
import { peopleFaults } from "./peoplefaults.js";

function wordsOf(fault) {
  const ways = [
    fault.drop && "breaks off without an answer",
    fault.error && `answers ${fault.error}`,
    fault.status && `answers HTTP ${fault.status}`,
    fault.retry_after !== null && fault.retry_after !== undefined && `says Retry-After ${fault.retry_after} s`,
    fault.delay && `takes ${fault.delay} s longer`,
    fault.after_effect && "but takes effect",
  ];
  return ways.filter(Boolean).join(", ");
}

function standing() {
  const rows = state.faults.map((fault, index) => el(
    "li",
    {},
    el("span", {}, el("strong", {}, fault.method === "*" ? "Every method" : fault.method), ` ${wordsOf(fault)}`, el("small", {}, ` · ${fault.times} more ${fault.times === 1 ? "time" : "times"}`)),
    plainButton("Remove", (event) => change(event.target, "faults/remove", { index }), { class: "button small", "aria-label": `Remove the fault of ${fault.method}` }),
  ));
  return [
    el("h3", { tabIndex: -1 }, "Calls that will fail"),
    rows.length ? el("ul", { class: "standing" }, rows) : el("p", { class: "none" }, "None. Every call is answered as Slack would."),
    rows.length > 1 && plainButton("Remove all", (event) => change(event.target, "faults/clear", {}), { class: "button small" }),
  ];
}

/** The faults' parts: `controls` for the panel's head, `node` for its body, and `draw`. */
export function faultsPane() {
  const inForce = el("section", { class: "order", "aria-live": "polite" });
  const sections = [lineFaults(), channelFaults(), peopleFaults()];
  const node = el("div", { class: "orders" }, el("section", { class: "order" }, faultForm()), inForce, sections.map((one) => one.node));
  let mark = "";
  const draw = () => {
    for (const one of sections) one.draw();
    const now = JSON.stringify(state.faults);
    if (now === mark) return;
    mark = now;
    const here = inForce.contains(document.activeElement) || document.activeElement === document.body;
    fill(inForce, standing());
    if (here) inForce.querySelector("button, h3").focus();
  };
  return { controls: el("p", { class: "panel-controls panel-note" }, "Break the workspace on purpose, and see whether the app holds."), node, draw };
}
