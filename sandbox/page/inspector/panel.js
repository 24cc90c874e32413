// The panel below everything: the inspector, and the faults to order.

import { el, fill, plainButton } from "../dom.js";
import { tabs } from "../tabs.js";
import { faultsPane } from "./faults.js";
import { inspector, openTool } from "./open.js";
import { trafficPane } from "./traffic.js";

const parts = { tab: "", pane: null };
const PANES = { traffic: trafficPane, faults: faultsPane };

/** The panel shows the chosen tool, or is hidden. */
export function drawPanel(node, redraw) {
  node.hidden = !inspector.open;
  if (!inspector.open) {
    if (parts.pane) fill(node);
    Object.assign(parts, { tab: "", pane: null });
    return;
  }
  if (parts.tab !== inspector.tab) {
    const { tab } = inspector;
    const choose = (name) => {
      inspector.tab = name;
      redraw();
    };
    Object.assign(parts, { tab, pane: PANES[tab](redraw) });
    fill(
      node,
      el("header", { class: "panel-top" }, tabs("Tools", [["traffic", "Inspector"], ["faults", "Faults"]], tab, choose, "panel-pane"), parts.pane.controls, plainButton("✕", () => closePanel(redraw), { class: "plain", "aria-label": "Close the panel" })),
      el("div", { class: "panel-pane", id: "panel-pane", role: "tabpanel" }, parts.pane.node),
    );
    node.querySelector("[role=tab][aria-selected=true]").focus();
  }
  parts.pane.draw();
}

/** The panel is gone, and the keyboard is back at the button that opened it. */
export function closePanel(redraw) {
  const { tab } = inspector;
  if (inspector.open) openTool(tab);
  redraw();
  document.querySelector(`#banner [data-tool="${tab}"]`)?.focus();
}
