// One message.

import { act, sentence } from "./api.js";
import { avatar } from "./avatar.js";
import { blocks } from "./blocks.js";
import { momentOf, timeOf } from "./dates.js";
import { busy, el } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { nameOf, state } from "./state.js";
import { emojiFor } from "./emoji.js";
import { toast } from "./toast.js";

/** What the blocks of a message do with clicks and values. */
function contextOf(message, channel, warn) {
  const values = {};
  return {
    current: () => undefined,
    enter: (block, element, value) => {
      values[block.block_id] = { ...values[block.block_id], [element.action_id]: value };
    },
    press: (block, element, value, node) => busy(node, async () => {
      warn("");
      const outcome = await act("click", {
        user: state.me, channel, ts: message.ts, block_id: block.block_id, action_id: element.action_id, value, values,
      });
      if (!outcome.ok) warn(sentence(outcome));
    }),
  };
}

function threadLink(message, openThread) {
  if (!message.reply_count || !openThread) return null;
  const words = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  return el(
    "button",
    { type: "button", class: "thread-link", onclick: () => openThread(message.ts) },
    message.reply_users.slice(0, 3).map((user) => avatar(user, "tiny")),
    el("span", {}, words),
    el("small", {}, `Last reply ${timeOf(message.latest_reply)}`),
  );
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return el("div", { class: "reactions" }, message.reactions.map((one) => el("span", { class: "reaction" }, emojiFor(one.name) || `:${one.name}:`, ` ${one.count}`)));
}

function shortcutButtons(message, channel) {
  return state.shortcuts.filter((one) => one.kind === "message").map((one) => {
    const start = async () => {
      const outcome = await act("shortcut", { user: state.me, callback_id: one.callback_id, channel, ts: message.ts });
      if (!outcome.ok) toast(sentence(outcome));
    };
    return el("button", { type: "button", class: "wide", onclick: start }, one.name);
  });
}

/** A message as a node; `follows` says that the same author has just spoken. */
export function messageNode(message, channel, { openThread, follows } = {}) {
  const warning = el("p", { class: "warning", role: "alert", hidden: true });
  const context = contextOf(message, channel, (words) => {
    warning.textContent = words && `⚠️ ${words}`;
    warning.hidden = !words;
  });
  const isApp = message.user === state.bot;
  const shown = [
    ...(message.blocks?.length ? blocks(message.blocks, context) : message.text ? [el("div", { class: "words" }, mrkdwn(message.text))] : []),
    ...(message.attachments || []).map((part) => el("div", { class: "attachment" }, part.text && mrkdwn(part.text), blocks(part.blocks || [], context))),
  ];
  const author = nameOf(message.user);
  return el(
    "article",
    { class: `message${follows ? " follows" : ""}${message.is_ephemeral ? " ephemeral" : ""}`, "data-ts": message.ts, "aria-label": `${author}, ${timeOf(message.ts)}` },
    message.is_ephemeral && el("p", { class: "only-you" }, "👁 Only visible to you"),
    follows ? el("time", { class: "side-time", title: momentOf(message.ts) }, timeOf(message.ts)) : avatar(message.user),
    el(
      "div",
      { class: "body" },
      !follows && el("header", {}, el("strong", {}, author), isApp && el("span", { class: "badge" }, "APP"), el("time", { title: momentOf(message.ts) }, timeOf(message.ts))),
      shown,
      message.edited && !message.blocks?.length && el("small", { class: "edited" }, "(edited)"),
      reactions(message),
      threadLink(message, openThread),
      warning,
    ),
    openThread && !message.is_ephemeral && el("div", { class: "tools" }, shortcutButtons(message, channel), el("button", { type: "button", onclick: () => openThread(message.thread_ts || message.ts), "aria-label": "Reply in thread", title: "Reply in thread" }, "💬")),
  );
}
