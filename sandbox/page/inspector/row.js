// One payload as a line of the inspector's list.

import { el } from "../dom.js";

const WORDS = { web_api: "Web API", socket_mode: "Socket Mode", http: "HTTP", response_url: "response_url" };
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });

/** Whether something went wrong. */
export const failed = (entry) => Boolean(entry.error) || (entry.status || 0) >= 400;

/** Where the payload went, in words. */
export const directionOf = (entry) => (entry.direction === "to_app" ? "to the app" : "from the app");

/** How the payload travelled, in words. */
export const transportOf = (entry) => WORDS[entry.transport] || entry.transport;

/** When it was, to the millisecond. */
export const clockOf = (entry) => CLOCK.format(new Date(entry.at * 1000));

/** The line; a click on it chooses it. */
export function asRow(entry, choose) {
  const outcome = entry.error || (entry.status && entry.status !== 200 ? String(entry.status) : "");
  return el(
    "div",
    { class: `traffic-row ${entry.direction}${failed(entry) ? " failed" : ""}`, role: "option", "aria-selected": "false", "data-n": entry.n, onclick: choose },
    el("time", {}, clockOf(entry)),
    el("span", { class: "arrow", role: "img", "aria-label": directionOf(entry), title: directionOf(entry) }, entry.direction === "to_app" ? "→" : "←"),
    el("span", { class: "traffic-name" }, entry.name),
    outcome && el("span", { class: "outcome" }, outcome),
    el("small", {}, transportOf(entry), typeof entry.ms === "number" && ` · ${entry.ms < 10 ? entry.ms.toFixed(1) : Math.round(entry.ms)} ms`),
  );
}
