// Speaks with the sandbox's JSON API.

const BASE = "/sandbox/api/";

/** What the workspace says to this question. */
export async function ask(what, query = {}) {
  const response = await fetch(`${BASE}${what}?${new URLSearchParams(query)}`);
  if (!response.ok) throw new Error(`${what}: ${response.status}`);
  return response.json();
}

/** What came of a person's act; never throws, an unreachable sandbox is an answer too. */
export async function act(what, fields) {
  try {
    const response = await fetch(BASE + what, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(fields),
    });
    return await response.json();
  } catch {
    return { ok: false, error: "sandbox_unreachable" };
  }
}

const SENTENCES = {
  app_not_connected: "The app is not connected. Start it, then try again.",
  app_not_reachable: "The app's request URL does not answer. Start it, then try again.",
  operation_timeout: "The app did not answer within 3 seconds. Try again.",
  connection_lost: "The app's connection broke before it answered. Try again.",
  sandbox_unreachable: "The sandbox does not answer. Is it still running?",
};

/** One sentence for a person about an act that failed. */
export function sentence(outcome) {
  const detail = typeof outcome.detail === "string" ? outcome.detail : "";
  return SENTENCES[outcome.error] || detail || `That did not work (${outcome.error}).`;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 2000;

/** Calls `take` with every change, and `up(true|false)` when the line is there and when it breaks; tries for ever. */
export function watch(take, up) {
  const address = new URL("/sandbox/ws", location.href);
  address.protocol = address.protocol.replace("http", "ws");
  let wait = FIRST_WAIT_MS;
  const connect = () => {
    const socket = new WebSocket(address);
    socket.onopen = () => {
      wait = FIRST_WAIT_MS;
      up(true);
    };
    socket.onmessage = (event) => take(JSON.parse(event.data));
    socket.onclose = () => {
      up(false);
      setTimeout(connect, wait);
      wait = Math.min(LONGEST_WAIT_MS, 2 * wait);
    };
  };
  connect();
}
