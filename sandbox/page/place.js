// Where the person is: as whom, in which channel and thread. The address keeps it over a reload.

import { showSidebar } from "./sidebar.js";
import { openApp } from "./room.js";
import { currentChannel, loadPerson, openChannels, state } from "./state.js";

let moved = () => {};

/** `then` is called whenever the person is somewhere else. */
export const onMove = (then) => {
  moved = then;
};

function remember() {
  const place = new URLSearchParams({ as: state.me, channel: state.channel });
  if (state.channel === "app") place.set("tab", state.tab);
  if (state.thread) place.set("thread", state.thread.ts);
  history.replaceState(null, "", `#${place}`);
}

/** Another channel, or the app's Home tab or messages, is shown. */
export function go({ channel, tab }) {
  Object.assign(state, { channel, tab, thread: null });
  showSidebar(false);
  remember();
  moved();
  if (channel === "app") openApp();
}

/** The page is this person's now. */
export async function become(user, { keep = false } = {}) {
  state.me = user;
  Object.assign(state, { ephemerals: [], views: [], home: null });
  if (state.channel === "app") state.thread = null;
  showSidebar(false);
  if (!keep) remember();
  moved();
  await loadPerson();
  moved();
  if (state.channel === "app") openApp();
}

/** The thread of this message is open beside the room. */
export function openThread(ts) {
  state.thread = { channel: currentChannel()?.id, ts };
  remember();
  moved();
}

/** No thread is open, and the keyboard is back at the message it began with. */
export function closeThread() {
  const ts = state.thread?.ts;
  state.thread = null;
  remember();
  moved();
  document.querySelector(`#room [data-ts="${CSS.escape(ts || "")}"] :is(.thread-link, .tools button)`)?.focus();
}

/** The channel above or below is shown. */
export function stepChannel(step) {
  const ids = openChannels().map((one) => one.id);
  go({ channel: ids.at((ids.indexOf(state.channel) + step) % ids.length), tab: "messages" });
}

let arrived = false;

/** Who the address says that one is, before anything is known of the workspace. */
export function arriveAs() {
  state.me = placeInAddress().get("as") || state.me;
}

/** After everything was loaded: the place in the address, or what is left of the place where the person was. */
export function settle() {
  if (!arrived) arrive();
  if (state.channel !== "app" && !state.channels.has(state.channel)) state.channel = openChannels()[0]?.id || "app";
  if (state.thread && !state.logs.get(state.thread.channel)?.all.has(state.thread.ts)) state.thread = null;
  remember();
  if (state.channel === "app") openApp();
}

const placeInAddress = () => new URLSearchParams(location.hash.slice(1));

function arrive() {
  arrived = true;
  const place = placeInAddress();
  const [, , shared, linked] = location.pathname.split("/");
  state.channel = place.get("channel") || shared || "";
  if (state.channels.get(state.channel)?.is_im) state.channel = "app";
  state.tab = place.get("tab") || "messages";
  const thread = place.get("thread") || linked?.replace(/^p(\d+)(\d{6})$/, "$1.$2");
  if (thread) state.thread = { channel: currentChannel()?.id, ts: thread };
}

/** Somebody wrote another place into the address. */
export async function onAddress() {
  const wanted = placeInAddress().get("as");
  if (wanted && state.users.has(wanted) && wanted !== state.me) await become(wanted, { keep: true });
  arrive();
  settle();
  moved();
}
