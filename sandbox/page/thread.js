// The panel that shows one thread.

import { footer } from "./composer.js";
import { el, fill, plainButton } from "./dom.js";
import { MessageList } from "./messagelist.js";
import { nameOf, state, threadOf } from "./state.js";
import { markRead } from "./unread.js";

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
  const channel = state.channels.get(thread.channel);
  const key = `${thread.channel} ${thread.ts} ${state.me} ${channel?.is_archived}`;
  const fresh = parts.key !== key;
  if (fresh) {
    Object.assign(parts, { key, list: new MessageList("Messages in this thread", {}) });
    const place = channel?.is_im ? nameOf(state.bot) : `# ${channel?.name}`;
    fill(
      node,
      el("header", { class: "room-top" }, el("div", { class: "room-title" }, el("h2", {}, "Thread"), el("p", {}, place)), plainButton("✕", close, { class: "plain", "aria-label": "Close the thread" })),
      parts.list.node,
      footer(channel, "Reply…", thread.ts),
    );
  }
  const messages = threadOf(thread.channel, thread.ts);
  parts.list.show(thread.channel, messages, "This thread is gone.");
  if (fresh) node.querySelector("textarea, button")?.focus({ preventScroll: true });
  if (document.visibilityState === "visible") markRead(thread.ts, messages.at(-1)?.ts);
}
