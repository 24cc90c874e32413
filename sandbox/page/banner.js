// The banner over everything: that this is a sandbox, whether it is there, and the way to its tools.

import { el, fill, plainButton } from "./dom.js";
import { inspector, openTool } from "./inspector/open.js";
import { state } from "./state.js";

const THEME = "sandbox-theme";
const shown = { mark: "" };

const isDark = () => (document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem(THEME, theme);
}

const remembered = localStorage.getItem(THEME);
if (remembered) setTheme(remembered);

/** How many things are broken on purpose. */
export function faultCount() {
  const { outage, half_open: halfOpen, revoked, duplicate, reorder } = state.settings;
  return state.faults.length + [outage, halfOpen, revoked, duplicate, reorder].filter(Boolean).length;
}

/** The banner shows the current state. */
export function drawBanner(node, redraw) {
  const count = faultCount();
  const dark = isDark();
  const mark = JSON.stringify([state.line, state.loaded, count, inspector.open, inspector.tab, dark]);
  if (mark === shown.mark) return;
  shown.mark = mark;
  const focused = document.activeElement?.closest("#banner")?.querySelector(":focus")?.dataset.tool;
  const tool = (name, words, label) => plainButton(words, () => {
    openTool(name);
    redraw();
  }, { class: "tool", "data-tool": name, "aria-label": label, "aria-expanded": String(inspector.open && inspector.tab === name), "aria-controls": "panel" });
  const theme = plainButton(dark ? "☀" : "☾", () => {
    setTheme(dark ? "light" : "dark");
    redraw();
  }, { class: "tool", "data-tool": "theme", "aria-label": dark ? "Light colours" : "Dark colours", title: dark ? "Light colours" : "Dark colours" });
  const words = state.line ? "a pretend workspace on this machine; nothing leaves it" : state.loaded ? "does not answer. This page comes back by itself." : "is being reached …";
  node.classList.toggle("lost", !state.line);
  fill(
    node,
    el("p", { role: state.line ? "note" : "alert" }, el("strong", {}, "Sandbox"), " ", el("span", {}, words)),
    el("div", { class: "tools-of-page" }, tool("traffic", "Inspector"), tool("faults", count ? `Faults · ${count}` : "Faults", count ? `Faults, ${count} in force` : undefined), theme),
  );
  if (focused) node.querySelector(`[data-tool="${focused}"]`)?.focus();
}
