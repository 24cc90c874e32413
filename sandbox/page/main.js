// The page: loads the workspace, follows its changes, and draws what has changed once a frame.

import { watch } from "./api.js";
import { take } from "./changes.js";
import { drawModal } from "./modal.js";
import { drawRoom, openHome } from "./room.js";
import { drawSidebar } from "./sidebar.js";
import { load, loadPeople, loadPerson, people, state, unread } from "./state.js";
import { drawThread } from "./thread.js";

const byId = (id) => document.getElementById(id);
const waiting = new Set();
const EVERYTHING = ["room", "thread", "sidebar", "modal"];

const DRAW = {
  room: () => drawRoom(byId("room"), { go, openThread, openSidebar: () => showSidebar(true) }),
  thread: () => drawThread(byId("thread"), closeThread),
  sidebar: () => drawSidebar(byId("sidebar"), { go, become }),
  modal: () => drawModal(byId("modal")),
};

function drawSoon(parts) {
  if (!waiting.size && parts.length) requestAnimationFrame(drawNow);
  for (const part of parts) waiting.add(part);
}

function drawNow() {
  const parts = EVERYTHING.filter((part) => waiting.has(part));
  waiting.clear();
  for (const part of parts) DRAW[part]();
  const count = [...state.channels.keys()].reduce((sum, id) => sum + unread(id), 0);
  document.title = `${count ? `(${count}) ` : ""}Sandbox workspace`;
}

function remember() {
  const place = new URLSearchParams({ as: state.me, channel: state.channel });
  if (state.channel === "app") place.set("tab", state.tab);
  if (state.thread) place.set("thread", state.thread.ts);
  history.replaceState(null, "", `#${place}`);
}

function showSidebar(shown) {
  document.body.classList.toggle("sidebar-open", shown);
  byId("curtain").hidden = !shown;
}

function go({ channel, tab }) {
  Object.assign(state, { channel, tab, thread: null });
  showSidebar(false);
  remember();
  drawSoon(EVERYTHING);
  if (channel === "app" && tab === "home") openHome();
}

async function become(user) {
  state.me = user;
  showSidebar(false);
  remember();
  await loadPerson();
  drawSoon(EVERYTHING);
  if (state.channel === "app" && state.tab === "home") openHome();
}

function openThread(ts) {
  const shown = document.querySelector(`#room [data-ts="${CSS.escape(ts)}"]`);
  const channel = state.channel === "app" ? [...state.channels.values()].find((one) => one.is_im && one.user === state.me)?.id : state.channel;
  state.thread = { channel, ts, opener: shown };
  remember();
  drawSoon(EVERYTHING);
}

function closeThread() {
  const opener = state.thread?.opener;
  state.thread = null;
  remember();
  drawSoon(EVERYTHING);
  opener?.querySelector("button")?.focus();
}

function stepChannel(step) {
  const ids = [...state.channels.values()].filter((one) => !one.is_im && !one.is_archived).map((one) => one.id);
  go({ channel: ids.at((ids.indexOf(state.channel) + step) % ids.length), tab: "messages" });
}

document.addEventListener("keydown", (event) => {
  const free = !document.querySelector("dialog[open]");
  if (event.key === "Escape" && free && state.thread) closeThread();
  if (event.altKey && free && ["ArrowUp", "ArrowDown"].includes(event.key)) {
    event.preventDefault();
    stepChannel(event.key === "ArrowDown" ? 1 : -1);
  }
});
document.addEventListener("visibilitychange", () => drawSoon(["room", "sidebar"]));
byId("curtain").addEventListener("click", () => showSidebar(false));

async function start() {
  const place = new URLSearchParams(location.hash.slice(1));
  await loadPeople();
  const wanted = place.get("as");
  if (people().some((user) => user.id === wanted)) state.me = wanted;
  else if (!people().some((user) => user.id === state.me)) state.me = people()[0].id;
  await load();
  const [, , shared, linked] = location.pathname.split("/");
  state.channel = place.get("channel") || shared || [...state.channels.keys()][0];
  state.tab = place.get("tab") || "messages";
  const thread = place.get("thread") || linked?.replace(/^p(\d+)(\d{6})$/, "$1.$2");
  if (thread) state.thread = { channel: state.channel, ts: thread };
  drawSoon(EVERYTHING);
  if (state.channel === "app" && state.tab === "home") openHome();
  watch(
    async (change) => {
      const parts = take(change);
      if (parts === null) await load();
      drawSoon(parts ?? EVERYTHING);
    },
    (lost) => {
      state.line = !lost;
      drawSoon(["sidebar"]);
    },
  );
}

start();
