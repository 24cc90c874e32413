// The panel that shows one thread.

import { composer } from "./composer.js";
import { el, fill } from "./dom.js";
import { MessageList } from "./messagelist.js";
import { state, threadOf } from "./state.js";

const parts = { key: "", list: null };

/** The panel shows the open thread, or is hidden. */
export function drawThread(node, close) {
  const thread = state.thread;
  node.hidden = !thread;
  if (!thread) {
    Object.assign(parts, { key: "", list: null });
    fill(node);
    return;
  }
  const key = `${thread.channel} ${thread.ts} ${state.me}`;
  if (parts.key !== key) {
    Object.assign(parts, { key, list: new MessageList("Messages in this thread", {}) });
    const name = state.channels.get(thread.channel)?.name;
    fill(
      node,
      el("header", { class: "room-top" }, el("div", { class: "room-title" }, el("h2", {}, "Thread"), el("p", {}, `# ${name}`)), el("button", { type: "button", class: "plain", "aria-label": "Close the thread", onclick: close }, "✕")),
      parts.list.node,
      composer(thread.channel, "Reply…", thread.ts),
    );
  }
  parts.list.show(key, thread.channel, threadOf(thread.channel, thread.ts));
}
