// What the current person has read, for as long as this tab lives.

import { standing, state } from "./state.js";

const KEY = "sandbox-read";
const read = JSON.parse(sessionStorage.getItem(KEY) || "{}");
let saving = 0;

const keyOf = (place) => `${state.me}:${place}`;

function save() {
  saving ||= setTimeout(() => {
    saving = 0;
    sessionStorage.setItem(KEY, JSON.stringify(read));
  }, 500);
}

/** How far the current person has read in a channel or thread; nothing read yet is "". */
export const readUpTo = (place) => read[keyOf(place)] || "";

/** The current person has seen everything up to this message. */
export function markRead(place, ts) {
  if (!ts || readUpTo(place) === ts) return;
  read[keyOf(place)] = ts;
  save();
}

/** How many messages of a channel the current person has not seen. */
export function unread(channel) {
  const seen = readUpTo(channel);
  const all = standing(channel);
  let count = 0;
  for (let at = all.length - 1; at >= 0 && all[at].ts > seen; at -= 1) if (all[at].user !== state.me) count += 1;
  return count;
}

/** Whether a thread that the person has opened before has newer replies. */
export const isThreadUnread = (message) => Boolean(readUpTo(message.ts)) && message.latest_reply > readUpTo(message.ts);
