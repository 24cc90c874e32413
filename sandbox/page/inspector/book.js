// The traffic between app and workspace, as far as this page has been told of it.

import { ask } from "../api.js";
import { inspector } from "./open.js";

const MOST = 500;

export const book = { entries: [], last: 0, loaded: false, paused: false };

/** A new line of traffic. */
export function takeTraffic(entry) {
  if (!inspector.open || inspector.tab !== "traffic" || !book.loaded) {
    book.loaded = false;
    return;
  }
  if (book.paused) return;
  if (entry.n <= book.last) return;
  // Exchanges are told of when they are over, and shown in the order in which they began.
  let at = book.entries.length;
  while (at > 0 && book.entries[at - 1].at > entry.at) at -= 1;
  book.entries.splice(at, 0, entry);
  book.last = entry.n;
  if (book.entries.length > MOST) book.entries.splice(0, book.entries.length - MOST);
}

/** The page knows what the workspace still remembers of the traffic. */
export async function loadTraffic() {
  book.loaded = true;
  const { traffic, last } = await ask("traffic", { after: 0, limit: MOST });
  const lines = traffic.map(({ request, response, ...line }) => line);
  const since = book.entries.filter((entry) => entry.n > last && book.last > last);
  Object.assign(book, { entries: [...lines, ...since].sort((one, other) => one.at - other.at), last: Math.max(last, ...since.map((one) => one.n)) });
}

/** One line of traffic with both payloads. */
export const whole = (n) => ask(`traffic/${n}`);
