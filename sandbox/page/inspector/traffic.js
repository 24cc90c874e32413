// The inspector: every payload between the app and the workspace, in both directions.

import { arrange, el, plainButton } from "../dom.js";
import { book, loadTraffic } from "./book.js";
import { detail } from "./detail.js";
import { asRow, failed } from "./row.js";

const choice = (label, pairs, onchange) => el("select", { class: "select", "aria-label": label, onchange }, pairs.map(([value, words]) => el("option", { value }, words)));

/** The inspector's parts: `controls` for the panel's head, `node` for its body, and `draw`. */
export function trafficPane(redraw) {
  const rows = new Map();
  const chosen = { n: 0 };
  const right = detail(() => choose(0));
  const list = el("div", { class: "traffic-list", role: "listbox", tabIndex: 0, "aria-label": "Payloads, oldest first" });
  const node = el("div", { class: "traffic" }, list, right.node);
  const typed = el("input", { type: "search", class: "field", placeholder: "Filter by name or error", "aria-label": "Filter by name or error", oninput: redraw });
  const direction = choice("Direction", [["", "Both directions"], ["from_app", "From the app"], ["to_app", "To the app"]], redraw);
  const transport = choice("Transport", [["", "Every transport"], ["web_api", "Web API"], ["socket_mode", "Socket Mode"], ["http", "Signed HTTP"], ["response_url", "response_url"]], redraw);
  const errors = el("input", { type: "checkbox", onchange: redraw });
  const pause = plainButton("Pause", () => {
    book.paused = !book.paused;
    pause.textContent = book.paused ? "Go on" : "Pause";
    if (!book.paused) loadTraffic().then(redraw);
  }, { class: "button small" });
  const count = el("span", { class: "traffic-count", role: "status" });
  const controls = el("div", { class: "panel-controls" }, typed, direction, transport, el("label", { class: "choice" }, errors, "Errors only"), pause, count);

  const wanted = (entry) => (!direction.value || entry.direction === direction.value)
    && (!transport.value || entry.transport === transport.value)
    && (!errors.checked || failed(entry))
    && `${entry.name} ${entry.error || ""}`.toLowerCase().includes(typed.value.trim().toLowerCase());

  function choose(n) {
    chosen.n = n;
    right.show(n);
    node.classList.toggle("reading", n > 0);
    draw();
  }

  function rowOf(entry) {
    const known = rows.get(entry.n);
    if (known?.entry === entry) return known.node;
    const made = asRow(entry, () => choose(entry.n));
    rows.set(entry.n, { entry, node: made });
    return made;
  }

  function mark(n) {
    const old = list.querySelector("[aria-selected=true]");
    if (old?.dataset.n === String(n)) return;
    old?.setAttribute("aria-selected", "false");
    list.querySelector(`[data-n="${n}"]`)?.setAttribute("aria-selected", "true");
  }

  function draw() {
    const shown = book.entries.filter(wanted);
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    arrange(list, shown.length ? shown.map(rowOf) : empty);
    mark(chosen.n);
    if (rows.size > 2 * book.entries.length + 10) rows.clear();
    const words = shown.length === book.entries.length ? `${shown.length} payloads` : `${shown.length} of ${book.entries.length}`;
    if (count.textContent !== words) count.textContent = words;
    if (atEnd) list.scrollTop = list.scrollHeight;
  }
  const empty = el("p", { class: "empty" }, "Nothing yet. What the app and the workspace say to each other appears here.");

  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const shown = book.entries.filter(wanted);
    const at = shown.findIndex((entry) => entry.n === chosen.n);
    const next = shown[at < 0 ? shown.length - 1 : Math.min(shown.length - 1, Math.max(0, at + step))];
    if (!next) return;
    choose(next.n);
    rowOf(next).scrollIntoView({ block: "nearest" });
  });

  const show = () => {
    if (book.loaded) draw();
    else loadTraffic().then(redraw, () => setTimeout(redraw, 1000));
  };
  return { controls, node, draw: show };
}
