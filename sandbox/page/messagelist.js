// A list of messages that draws again only what has changed.

import { dayOf } from "./dates.js";
import { arrange, el, plainButton } from "./dom.js";
import { keptFocus } from "./focus.js";
import { messageNode } from "./message.js";
import { state } from "./state.js";

const SHOWN_AT_FIRST = 200;
const NEAR_END_PX = 80;
const SAME_BREATH_SECONDS = 300;

function follows(message, before) {
  return Boolean(
    before && before.user === message.user && !message.blocks?.length && !before.blocks?.length &&
    !message.is_ephemeral && !before.is_ephemeral && message.ts - before.ts < SAME_BREATH_SECONDS,
  );
}

/** A scrolling list for one channel or thread; what is later than `newAfter` stands below a line that says so. */
export class MessageList {
  constructor(label, { newAfter, ...options }) {
    this.node = el("div", { class: "messages", role: "log", "aria-label": label, tabIndex: 0 });
    this.options = options;
    this.newAfter = newAfter;
    this.known = new Map();
    this.lines = new Map();
    this.limit = SHOWN_AT_FIRST;
    this.oldest = "";
    this.atEnd = true;
    this.top = 0;
    this.node.addEventListener("scroll", () => this.onScroll(), { passive: true });
    // A list that stood at its end stays there when a panel opens beside it, or a picture in it arrives.
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.node);
    this.node.addEventListener("load", () => this.atEnd && this.toEnd(), true);
  }

  /** Only somebody who scrolls up leaves the end; that the list grew under them is no reason. */
  onScroll() {
    const { scrollHeight, scrollTop, clientHeight } = this.node;
    if (scrollHeight - scrollTop - clientHeight < NEAR_END_PX) this.atEnd = true;
    else if (scrollTop < this.top) this.atEnd = false;
    this.top = scrollTop;
  }

  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
  }

  /** The list shows these messages, or `empty` words; it stays at its end if it was there. */
  show(channel, messages, empty) {
    const visible = messages.slice(this.begin(messages));
    const nodes = visible.length < messages.length ? [this.earlier(channel, messages)] : [];
    const known = new Map();
    let before = null;
    for (const message of visible) {
      const entry = this.entry(message, before, channel);
      if (entry.day !== before?.day) nodes.push(this.line("day", entry.day));
      if (this.newAfter && message.ts > this.newAfter && !(before && before.message.ts > this.newAfter)) nodes.push(this.line("new", "New"));
      known.set(message.ts, entry);
      nodes.push(entry.node);
      before = entry;
    }
    this.known = known;
    if (!visible.length) nodes.push(this.line("empty", empty));
    const giveBack = keptFocus();
    arrange(this.node, nodes);
    giveBack();
    if (this.atEnd) this.toEnd();
  }

  /** Where the shown part begins: it moves on with the end, but stands still under somebody who reads further up. */
  begin(messages) {
    const end = Math.max(0, messages.length - this.limit);
    const held = this.atEnd || !this.oldest ? -1 : messages.findIndex((message) => message.ts >= this.oldest);
    const begin = held < 0 ? end : Math.min(end, held);
    this.oldest = messages[begin]?.ts || "";
    return begin;
  }

  entry(message, before, channel) {
    const old = this.known.get(message.ts);
    const day = old?.day || dayOf(message.ts);
    const joined = before?.day === day && follows(message, before.message);
    if (old && old.message === message && old.joined === joined && old.shortcuts === state.shortcuts) return old;
    const node = messageNode(message, channel, { ...this.options, follows: joined });
    return { message, day, joined, node, shortcuts: state.shortcuts };
  }

  line(kind, words) {
    const key = `${kind} ${words}`;
    if (!this.lines.has(key)) this.lines.set(key, kind === "empty" ? el("p", { class: "empty" }, words) : el("div", { class: `line ${kind}`, role: "separator" }, el("span", {}, words)));
    return this.lines.get(key);
  }

  earlier(channel, messages) {
    const more = () => {
      this.limit += SHOWN_AT_FIRST;
      this.atEnd = false;
      this.oldest = "";
      this.show(channel, messages);
    };
    const words = `Show earlier messages (${messages.length - Math.min(messages.length, this.limit)})`;
    if (!this.button) this.button = plainButton("", () => this.more(), { class: "button earlier" });
    this.more = more;
    if (this.button.textContent !== words) this.button.textContent = words;
    return this.button;
  }
}
