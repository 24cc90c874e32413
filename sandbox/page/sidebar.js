// Channels with their unread marks, the app, and the people one can act as.

import { avatar } from "./avatar.js";
import { arrange, el } from "./dom.js";
import { directChannel, openChannels, people, state } from "./state.js";
import { unread } from "./unread.js";

// Rows stay the same nodes while what they say changes: a row may not vanish under a finger when messages pour in.
const rows = new Map();
const parts = {};

function row(key, classes, onclick, ...children) {
  if (!rows.has(key)) rows.set(key, el("button", { type: "button", onclick }, children));
  const node = rows.get(key);
  const names = ["row", ...classes.filter(Boolean)].join(" ");
  if (node.className !== names) node.className = names;
  return node;
}

function mark(node, count, shown) {
  const words = shown && count ? (count > 99 ? "99+" : String(count)) : "";
  const badge = node.lastChild;
  if (badge.textContent !== words) {
    badge.textContent = words;
    badge.setAttribute("aria-label", `${count} unread`);
  }
  badge.hidden = !words;
}

function here(node, is) {
  if (is) node.setAttribute("aria-current", "page");
  else node.removeAttribute("aria-current");
}

function channelRow(channel, go) {
  const count = unread(channel.id);
  const is = state.channel === channel.id;
  const sign = channel.is_archived ? "🗄" : channel.is_private ? "🔒" : "#";
  const node = row(
    `${channel.id} ${sign} ${channel.name}`,
    [is && "here", count && !is && "unread", channel.is_archived && "archived"],
    () => go({ channel: channel.id, tab: "messages" }),
    el("span", { class: "sign", "aria-hidden": "true" }, sign),
    el("span", { class: "row-name" }, channel.name, channel.is_archived && el("small", {}, " archived")),
    el("span", { class: "count", hidden: true }),
  );
  mark(node, count, !is);
  here(node, is);
  return node;
}

function appRow(go) {
  const name = state.users.get(state.bot)?.real_name || "App";
  const is = state.channel === "app";
  const count = directChannel() ? unread(directChannel().id) : 0;
  const open = () => go({ channel: "app", tab: "home" });
  const node = row(`app ${name}`, [is && "here", count && !is && "unread"], open, avatar(state.bot, "tiny"), el("span", { class: "row-name" }, name), el("span", { class: "count", hidden: true }));
  mark(node, count, !is);
  here(node, is);
  return node;
}

/** What a person is, where that is more or less than a member. */
export function standingOf(user) {
  if (user.deleted) return "Deactivated";
  if (user.is_stranger) return "From another workspace";
  if (user.is_ultra_restricted) return "Single-channel guest";
  return user.is_restricted ? "Guest" : "";
}

function personRow(user, become) {
  const is = user.id === state.me;
  const special = standingOf(user);
  const node = row(
    `${user.id} ${special} ${user.real_name}`,
    ["person", is && "here"],
    () => become(user.id),
    avatar(user.id, "small"),
    el("span", { class: "row-name" }, user.real_name, el("small", {}, special || user.profile.title)),
  );
  node.setAttribute("aria-pressed", String(is));
  return node;
}

function connection() {
  const http = state.transport === "http";
  const good = state.line && (http || state.connections > 0);
  const words = !state.line ? "Sandbox not reachable" : http ? "App over signed HTTP" : good ? "App connected" : "App not connected";
  parts.connection.className = `connection ${good ? "good" : "bad"}`;
  if (parts.words.textContent !== words) parts.words.textContent = words;
}

function build(node) {
  parts.words = el("span", {});
  parts.connection = el("p", { class: "connection", role: "status" }, el("span", { class: "dot", "aria-hidden": "true" }), parts.words);
  parts.channels = el("div", { class: "rows" });
  parts.apps = el("div", { class: "rows" });
  parts.people = el("div", { class: "rows", role: "group", "aria-label": "You act as" });
  arrange(
    node,
    el("div", { class: "workspace" }, el("h1", {}, "Sandbox"), parts.connection),
    el("div", { class: "lists" }, el("h2", {}, "Channels"), parts.channels, el("h2", {}, "Apps"), parts.apps),
    el("div", { class: "people" }, el("h2", {}, "You act as"), parts.people),
  );
}

/** The sidebar shows the current state. */
export function drawSidebar(node, { go, become }) {
  if (!parts.channels) build(node);
  connection();
  arrange(parts.channels, openChannels().map((channel) => channelRow(channel, go)));
  arrange(parts.apps, appRow(go));
  arrange(parts.people, people().map((user) => personRow(user, become)));
}

/** On a phone the sidebar lies over the room, or is away. */
export function showSidebar(shown) {
  const was = document.body.classList.contains("sidebar-open");
  document.body.classList.toggle("sidebar-open", shown);
  document.getElementById("curtain").hidden = !shown;
  if (shown) document.querySelector("#sidebar .person.here")?.focus();
  else if (was) document.querySelector("#room .burger")?.focus();
}
