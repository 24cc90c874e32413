// What this page knows of the workspace, and what this person has read.

import { ask } from "./api.js";

export const state = {
  me: "U0SAM",
  bot: "",
  commands: {},
  shortcuts: [],
  connections: 0,
  transport: "socket",
  line: true,
  seq: 0,
  channel: "",
  tab: "messages",
  thread: null,
  users: new Map(),
  groups: new Map(),
  channels: new Map(),
  messages: new Map(),
  ephemerals: [],
  views: [],
  home: null,
};

const READ = "sandbox-read";
const read = JSON.parse(sessionStorage.getItem(READ) || "{}");

/** Loads who there is. */
export async function loadPeople() {
  state.users = new Map((await ask("users")).users.map((user) => [user.id, user]));
}

/** Loads everything anew, as the current person sees it. */
export async function load() {
  const [status, groups, channels] = await Promise.all([ask("status"), ask("usergroups"), ask("channels"), loadPeople()]);
  Object.assign(state, { bot: status.bot, commands: status.commands, shortcuts: status.shortcuts, connections: status.connections, transport: status.transport, seq: status.seq });
  state.groups = new Map(groups.usergroups.map((group) => [group.id, group]));
  state.channels = new Map(channels.channels.map((channel) => [channel.id, channel]));
  const loaded = await Promise.all(
    [...state.channels.keys()].map(async (id) => [id, (await ask("messages", { channel: id })).messages]),
  );
  state.messages = new Map(loaded.map(([id, list]) => [id, new Map(list.map((message) => [message.ts, message]))]));
  await loadPerson();
}

/** Loads what only the current person sees. */
export async function loadPerson() {
  const user = state.me;
  const [ephemerals, views, home] = await Promise.all([ask("ephemerals", { user }), ask("views", { user }), ask("home", { user })]);
  Object.assign(state, { ephemerals: ephemerals.messages, views: views.views, home: home.view });
}

/** The people one can act as. */
export const people = () => [...state.users.values()].filter((user) => !user.is_bot);

/** The direct message between the current person and the app, if it was ever opened. */
export const directChannel = () => [...state.channels.values()].find((channel) => channel.is_im && channel.user === state.me);

/** The messages of a channel outside threads, with the person's ephemerals, oldest first. */
export function standing(channel) {
  const all = [...(state.messages.get(channel)?.values() || [])].filter(
    (message) => !message.thread_ts || message.thread_ts === message.ts || message.subtype === "thread_broadcast",
  );
  const own = state.ephemerals.filter((message) => message.channel === channel && !message.thread_ts);
  return own.length ? [...all, ...own].sort((one, other) => one.ts.localeCompare(other.ts)) : all;
}

/** A thread's parent and replies, with the person's ephemerals, oldest first. */
export function threadOf(channel, ts) {
  const all = [...(state.messages.get(channel)?.values() || [])].filter((message) => message.ts === ts || message.thread_ts === ts);
  const own = state.ephemerals.filter((message) => message.channel === channel && message.thread_ts === ts);
  return [...all, ...own].sort((one, other) => one.ts.localeCompare(other.ts));
}

/** How many messages of a channel the current person has not seen. */
export function unread(channel) {
  const seen = read[`${state.me}:${channel}`] || "0";
  return standing(channel).filter((message) => message.ts > seen && message.user !== state.me).length;
}

/** The current person has seen everything in this channel. */
export function markRead(channel) {
  const last = standing(channel).at(-1);
  if (!last) return;
  read[`${state.me}:${channel}`] = last.ts;
  sessionStorage.setItem(READ, JSON.stringify(read));
}

/** A person's name, or their id when nobody knows them. */
export const nameOf = (id) => state.users.get(id)?.real_name || id;
