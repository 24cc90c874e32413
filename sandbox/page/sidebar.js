// Channels with their unread marks, the app, and the people one can act as.

import { avatar } from "./avatar.js";
import { el, fill } from "./dom.js";
import { directChannel, people, state, unread } from "./state.js";

function channelRow(channel, go) {
  const count = unread(channel.id);
  const here = state.channel === channel.id;
  return el(
    "button",
    { type: "button", class: `row${here ? " here" : ""}${count && !here ? " unread" : ""}`, "aria-current": here ? "page" : undefined, onclick: () => go({ channel: channel.id, tab: "messages" }) },
    el("span", { class: "sign", "aria-hidden": "true" }, channel.is_private ? "🔒" : "#"),
    el("span", { class: "row-name" }, channel.name),
    count && !here ? el("span", { class: "count", "aria-label": `${count} unread` }, count > 99 ? "99+" : String(count)) : null,
  );
}

function appRow(go) {
  const app = state.users.get(state.bot);
  const direct = directChannel();
  const here = state.channel === "app";
  const count = direct ? unread(direct.id) : 0;
  return el(
    "button",
    { type: "button", class: `row${here ? " here" : ""}${count && !here ? " unread" : ""}`, "aria-current": here ? "page" : undefined, onclick: () => go({ channel: "app", tab: "home" }) },
    avatar(state.bot, "tiny"),
    el("span", { class: "row-name" }, app?.real_name || "App"),
    count && !here ? el("span", { class: "count" }, String(count)) : null,
  );
}

function personRow(user, become) {
  const here = user.id === state.me;
  return el(
    "button",
    { type: "button", class: `row person${here ? " here" : ""}`, "aria-pressed": String(here), disabled: user.deleted, onclick: () => become(user.id) },
    avatar(user.id, "small"),
    el("span", { class: "row-name" }, user.real_name, el("small", {}, user.profile.title)),
  );
}

function connection() {
  const http = state.transport === "http";
  const good = state.line && (http || state.connections > 0);
  const words = !state.line ? "Sandbox not reachable" : http ? "App over signed HTTP" : good ? "App connected" : "App not connected";
  return el("p", { class: `connection ${good ? "good" : "bad"}` }, el("span", { class: "dot", "aria-hidden": "true" }), words);
}

/** The sidebar shows the current state. */
export function drawSidebar(node, { go, become }) {
  const at = [...node.querySelectorAll("button")].indexOf(document.activeElement);
  const channels = [...state.channels.values()].filter((channel) => !channel.is_im && !channel.is_archived);
  fill(
    node,
    el("div", { class: "workspace" }, el("h1", {}, "Sandbox"), connection()),
    el("div", { class: "lists" }, el("h2", {}, "Channels"), channels.map((channel) => channelRow(channel, go)), el("h2", {}, "Apps"), appRow(go)),
    el("div", { class: "people" }, el("h2", {}, "You act as"), people().map((user) => personRow(user, become))),
  );
  if (at >= 0) node.querySelectorAll("button")[at]?.focus();
}
