// The page: follows the workspace and draws what has changed, once a frame.

import { drawBanner } from "./banner.js";
import { inspector } from "./inspector/open.js";
import { closePanel, drawPanel } from "./inspector/panel.js";
import { drawModal } from "./modal.js";
import { arriveAs, become, closeThread, go, onAddress, onMove, openThread, settle, stepChannel } from "./place.js";
import { drawRoom } from "./room.js";
import { drawSidebar, showSidebar } from "./sidebar.js";
import { openChannels, state } from "./state.js";
import { follow } from "./sync.js";
import { drawThread } from "./thread.js";
import { unread } from "./unread.js";

const HIDDEN_MS = 1000;
const POURING_MS = 100;
const byId = (id) => document.getElementById(id);
const waiting = new Set();
const due = { timer: 0, last: 0 };

const DRAW = {
  banner: () => drawBanner(byId("banner"), () => atOnce(["banner", "panel"])),
  room: () => drawRoom(byId("room"), { go, openThread, openSidebar: () => showSidebar(true) }),
  thread: () => drawThread(byId("thread"), closeThread),
  sidebar: () => drawSidebar(byId("sidebar"), { go, become }),
  modal: () => drawModal(byId("modal")),
  panel: () => drawPanel(byId("panel"), () => atOnce(["banner", "panel"])),
};

// What the person does is drawn in the next frame. What comes in by itself is, too, unless it pours in: then what has
// come is drawn together, a few times a second, so that ten pages that watch leave the machine room to breathe.
function drawSoon(parts, { urgent = false } = {}) {
  for (const part of parts || Object.keys(DRAW)) waiting.add(part);
  if (!waiting.size || (due.timer && !urgent)) return;
  clearTimeout(due.timer);
  const pause = urgent ? 0 : Math.max(0, due.last + POURING_MS - performance.now());
  // A hidden page gets no frames; its title still counts what is unread.
  due.timer = setTimeout(() => (document.hidden ? drawNow() : requestAnimationFrame(drawNow)), document.hidden ? HIDDEN_MS : pause);
}

const atOnce = (parts) => drawSoon(parts, { urgent: true });

function drawNow() {
  const parts = document.hidden ? [] : Object.keys(DRAW).filter((part) => waiting.has(part));
  waiting.clear();
  Object.assign(due, { timer: 0, last: performance.now() });
  if (!state.loaded) {
    DRAW.banner();
    return;
  }
  for (const part of parts) DRAW[part]();
  const count = openChannels().reduce((sum, channel) => sum + unread(channel.id), 0);
  document.title = `${count ? `(${count}) ` : ""}Sandbox workspace`;
}

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]") || event.defaultPrevented) return;
  if (event.key === "Escape") {
    const inPanel = byId("panel").contains(document.activeElement);
    if (document.body.classList.contains("sidebar-open")) showSidebar(false);
    else if (inspector.open && (inPanel || !state.thread)) closePanel(() => atOnce(["banner", "panel"]));
    else if (state.thread) closeThread();
  }
  if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
    event.preventDefault();
    stepChannel(event.key === "ArrowDown" ? 1 : -1);
  }
});
document.addEventListener("visibilitychange", () => atOnce(null));
byId("curtain").addEventListener("click", () => showSidebar(false));

window.addEventListener("hashchange", onAddress);
onMove(() => atOnce(null));
arriveAs();
atOnce(["banner"]);
follow(drawSoon, settle);
