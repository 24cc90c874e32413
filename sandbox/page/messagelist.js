// A list of messages that draws again only what has changed.

import { dayOf } from "./dates.js";
import { el } from "./dom.js";
import { messageNode } from "./message.js";

const SHOWN_AT_FIRST = 200;
const NEAR_END_PX = 80;
const SAME_BREATH_SECONDS = 300;

function follows(message, before) {
  return Boolean(
    before && before.user === message.user && !message.blocks?.length && !before.blocks?.length &&
    !message.is_ephemeral && !before.is_ephemeral && message.ts - before.ts < SAME_BREATH_SECONDS,
  );
}

/** A scrolling list for one channel or thread. */
export class MessageList {
  constructor(label, options) {
    this.node = el("div", { class: "messages", role: "log", "aria-label": label, tabIndex: 0 });
    this.options = options;
    this.known = new Map();
    this.limit = SHOWN_AT_FIRST;
    this.key = "";
    this.atEnd = true;
    this.node.addEventListener("scroll", () => {
      this.atEnd = this.distanceToEnd() < NEAR_END_PX;
    });
    // A list that stood at its end stays there when a panel opens beside it.
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.node);
  }

  distanceToEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight;
  }

  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
  }

  /** The list shows these messages; it stays at its end if it was there. */
  show(key, channel, messages, empty) {
    const fresh = key !== this.key;
    if (fresh) Object.assign(this, { key, known: new Map(), limit: SHOWN_AT_FIRST });
    const atEnd = fresh || this.atEnd;
    const visible = messages.slice(-this.limit);
    const nodes = [];
    if (visible.length < messages.length) nodes.push(this.earlier(channel, messages));
    const known = new Map();
    let day = "";
    visible.forEach((message, index) => {
      const its = dayOf(message.ts);
      if (its !== day) nodes.push(el("div", { class: "day", role: "separator" }, el("span", {}, its)));
      const joined = its === day && follows(message, visible[index - 1]);
      day = its;
      const before = this.known.get(message.ts);
      const same = before && before.message === message && before.joined === joined;
      const node = same ? before.node : messageNode(message, channel, { ...this.options, follows: joined });
      known.set(message.ts, { message, joined, node });
      nodes.push(node);
    });
    this.known = known;
    if (!visible.length && empty) nodes.push(empty);
    this.place(nodes);
    if (atEnd) this.toEnd();
  }

  /** Puts the nodes in order without touching those already in place, so that focus and menus stay. */
  place(nodes) {
    const wanted = new Set(nodes);
    for (const child of [...this.node.children]) if (!wanted.has(child)) child.remove();
    nodes.forEach((node, at) => {
      if (this.node.children[at] !== node) this.node.insertBefore(node, this.node.children[at] || null);
    });
  }

  earlier(channel, messages) {
    const more = () => {
      this.limit += SHOWN_AT_FIRST;
      this.show(this.key, channel, messages);
    };
    return el("button", { type: "button", class: "button earlier", onclick: more }, `Show earlier messages (${messages.length - this.limit})`);
  }
}
