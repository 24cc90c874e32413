// What this page knows of the workspace.

import { ask } from "./api.js";
import { Log, together } from "./log.js";

export const state = {
  me: "U0SAM",
  bot: "",
  commands: {},
  shortcuts: [],
  takesMessages: true,
  connections: 0,
  transport: "socket",
  line: false,
  loaded: false,
  channel: "",
  tab: "messages",
  thread: null,
  users: new Map(),
  groups: new Map(),
  channels: new Map(),
  logs: new Map(),
  ephemerals: [],
  views: [],
  home: null,
  told: 0,
  faults: [],
  settings: {},
};

const byId = (list) => new Map(list.map((one) => [one.id, one]));

/** Loads who there is. */
export async function loadPeople() {
  const [users, groups] = await Promise.all([ask("users"), ask("usergroups")]);
  Object.assign(state, { users: byId(users.users), groups: byId(groups.usergroups) });
}

/** Loads which channels there are. */
export async function loadChannels() {
  state.channels = byId((await ask("channels")).channels);
}

/** Loads which faults stand. */
export async function loadFaults() {
  const [faults, settings] = await Promise.all([ask("faults"), ask("settings")]);
  Object.assign(state, { faults: faults.faults, settings });
}

/** Loads what only the current person sees. */
export async function loadPerson() {
  const { me: user, told } = state;
  const [ephemerals, views, home] = await Promise.all([ask("ephemerals", { user }), ask("views", { user }), ask("home", { user })]);
  if (user !== state.me) return;
  // What came in meanwhile may be newer than the answers.
  if (told !== state.told) await loadPerson();
  else Object.assign(state, { ephemerals: ephemerals.messages, views: views.views, home: home.view });
}

/** Loads everything anew, as the current person sees it. */
export async function load() {
  const [status] = await Promise.all([ask("status"), loadPeople(), loadChannels(), loadFaults()]);
  const { bot, commands, shortcuts, connections, transport, takes_messages: takesMessages } = status;
  Object.assign(state, { bot, commands, shortcuts, connections, transport, takesMessages });
  if (!people().some((user) => user.id === state.me)) state.me = people()[0].id;
  const logs = [...state.channels.keys()].map(async (id) => [id, new Log((await ask("messages", { channel: id })).messages)]);
  state.logs = new Map(await Promise.all(logs));
  await loadPerson();
  state.loaded = true;
}

/** The channel's messages. */
export function logOf(channel) {
  if (!state.logs.has(channel)) state.logs.set(channel, new Log());
  return state.logs.get(channel);
}

/** The people one can act as. */
export const people = () => [...state.users.values()].filter((user) => !user.is_bot);

/** The channels that everybody sees in the sidebar. */
export const openChannels = () => [...state.channels.values()].filter((channel) => !channel.is_im);

/** The direct message between the current person and the app, if it was ever opened. */
export const directChannel = () => [...state.channels.values()].find((channel) => channel.is_im && channel.user === state.me);

/** The channel that the room shows: the app's messages are in a direct one. */
export const currentChannel = () => (state.channel === "app" ? directChannel() : state.channels.get(state.channel));

const own = (channel, test) => state.ephemerals.filter((message) => message.channel === channel && test(message));

/** The messages of a channel outside threads, with the person's ephemerals, oldest first. */
export const standing = (channel) => together(logOf(channel).standing(), own(channel, (message) => !message.thread_ts));

/** A thread's parent and replies, with the person's ephemerals, oldest first. */
export const threadOf = (channel, ts) => together(logOf(channel).thread(ts), own(channel, (message) => message.thread_ts === ts));

/** A person's name, or their id when nobody knows them. */
export const nameOf = (id) => state.users.get(id)?.real_name || id;
