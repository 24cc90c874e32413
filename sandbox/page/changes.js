// Takes changes of the workspace into the page's state and says what must be drawn again, or loaded first.

import { logOf, state } from "./state.js";
import { takeTraffic } from "./inspector/book.js";

const LISTS = ["room", "thread", "sidebar"];
const mine = (change, then) => {
  if (change.user !== state.me) return {};
  state.told += 1;
  return then();
};

function keep(change) {
  logOf(change.channel).put(change.message);
  return { draw: LISTS, load: state.channels.has(change.channel) ? undefined : "channels" };
}

function keepEphemeral(change) {
  return mine(change, () => {
    const message = { ...change.message, channel: change.channel };
    state.ephemerals = [...state.ephemerals.filter((one) => one.ts !== message.ts), message];
    return { draw: LISTS };
  });
}

const TAKERS = {
  hello: () => ({ load: "everything" }),
  resync: () => ({ load: "everything" }),
  "message.posted": keep,
  "message.changed": keep,
  "message.deleted": (change) => {
    logOf(change.channel).remove(change.ts);
    return { draw: LISTS };
  },
  "ephemeral.posted": keepEphemeral,
  "ephemeral.changed": keepEphemeral,
  "ephemeral.deleted": (change) => mine(change, () => {
    state.ephemerals = state.ephemerals.filter((one) => one.ts !== change.ts);
    return { draw: LISTS };
  }),
  "views.changed": (change) => mine(change, () => {
    state.views = change.views;
    return { draw: ["modal"] };
  }),
  "home.changed": (change) => mine(change, () => {
    state.home = change.view;
    return { draw: ["room"] };
  }),
  "sockets.changed": (change) => {
    state.connections = change.connections;
    return { draw: ["sidebar", "panel"] };
  },
  "users.changed": () => ({ load: "people" }),
  "channels.changed": () => ({ load: "channels" }),
  "faults.changed": () => ({ load: "faults" }),
  "settings.changed": () => ({ load: "faults" }),
  traffic: (change) => {
    takeTraffic(change.entry);
    return { draw: ["panel"] };
  },
};

/** `{draw: parts to draw again, load: what has to be loaded anew first}`. */
export const take = (change) => TAKERS[change.type]?.(change) || {};
