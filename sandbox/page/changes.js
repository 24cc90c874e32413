// Takes changes of the workspace into the page's state and says what must be drawn again.

import { state } from "./state.js";

const replace = (list, message) => {
  const at = list.findIndex((one) => one.ts === message.ts);
  if (at >= 0) list[at] = message;
  else list.push(message);
};

const keep = (change) => {
  if (!state.messages.has(change.channel)) state.messages.set(change.channel, new Map());
  state.messages.get(change.channel).set(change.message.ts, change.message);
  return ["room", "thread", "sidebar"];
};

const mine = (change, then) => (change.user === state.me ? then() : []);

const TAKERS = {
  "message.posted": keep,
  "message.changed": keep,
  "message.deleted": (change) => {
    state.messages.get(change.channel)?.delete(change.ts);
    return ["room", "thread", "sidebar"];
  },
  "ephemeral.posted": (change) => mine(change, () => {
    replace(state.ephemerals, { ...change.message, channel: change.channel });
    return ["room", "thread", "sidebar"];
  }),
  "ephemeral.deleted": (change) => mine(change, () => {
    state.ephemerals = state.ephemerals.filter((one) => one.ts !== change.ts);
    return ["room", "thread", "sidebar"];
  }),
  "views.changed": (change) => mine(change, () => {
    state.views = change.views;
    return ["modal"];
  }),
  "home.changed": (change) => mine(change, () => {
    state.home = change.view;
    return ["room"];
  }),
  "sockets.changed": (change) => {
    state.connections = change.connections;
    return ["sidebar"];
  },
};
TAKERS["ephemeral.changed"] = TAKERS["ephemeral.posted"];

/** The parts to draw again after this change; null means that everything must be loaded anew. */
export function take(change) {
  const missed = change.type === "hello" && change.seq !== state.seq;
  if (change.seq) state.seq = change.seq;
  if (missed) return null;
  if (["resync", "channels.changed", "users.changed"].includes(change.type)) return null;
  if (change.type.startsWith("message.") && !state.channels.has(change.channel)) return null;
  return TAKERS[change.type]?.(change) || [];
}
