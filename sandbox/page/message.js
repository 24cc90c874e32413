// One message.

import { act, sentence } from "./api.js";
import { attachment } from "./attachment.js";
import { avatar } from "./avatar.js";
import { blocks } from "./blocks.js";
import { momentOf, timeOf } from "./dates.js";
import { busy, el, plainButton } from "./dom.js";
import { unsupported } from "./elements.js";
import { emojiFor } from "./emoji.js";
import { files } from "./files.js";
import { initial } from "./forms.js";
import { menu } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { nameOf, state } from "./state.js";
import { toast } from "./toast.js";
import { isThreadUnread } from "./unread.js";

/** What the blocks of a message do with clicks and values. */
function contextOf(message, channel, warn) {
  const values = {};
  return {
    scope: message.ts,
    current: (block, element) => {
      const own = values[block.block_id] || {};
      return element.action_id in own ? own[element.action_id] : initial(element);
    },
    enter: (block, element, value) => {
      values[block.block_id] = { ...values[block.block_id], [element.action_id]: value };
    },
    suggest: (block, element, value) => act("suggest", { user: state.me, channel, ts: message.ts, block_id: block.block_id, action_id: element.action_id, value }),
    press: (block, element, what, node) => busy(node, async () => {
      warn("");
      const outcome = await act("click", { user: state.me, channel, ts: message.ts, block_id: block.block_id, action_id: element.action_id, ...what, values });
      if (!outcome.ok) warn(sentence(outcome));
    }),
  };
}

// One part that this page cannot take must not take the whole channel from sight.
function shown(what, draw) {
  try {
    return draw();
  } catch (error) {
    return unsupported(`${what} (${error.message})`);
  }
}

function threadLink(message, openThread) {
  if (!message.reply_count || !openThread) return null;
  const words = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  const fresh = isThreadUnread(message);
  return el(
    "button",
    { type: "button", class: `thread-link${fresh ? " unread" : ""}`, onclick: () => openThread(message.ts) },
    message.reply_users.slice(0, 3).map((user) => avatar(user, "tiny")),
    el("span", {}, words, fresh && " · new"),
    el("small", {}, `Last reply ${timeOf(message.latest_reply)}`),
  );
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return el("div", { class: "reactions" }, message.reactions.map((one) => el("span", { class: "reaction", title: one.users.map(nameOf).join(", ") }, emojiFor(one.name) || `:${one.name}:`, ` ${one.count}`)));
}

function tools(message, channel, openThread) {
  const start = (one) => async () => {
    const outcome = await act("shortcut", { user: state.me, callback_id: one.callback_id, channel, ts: message.ts });
    if (!outcome.ok) toast(sentence(outcome));
  };
  const shortcuts = state.shortcuts.filter((one) => one.kind === "message").map((one) => ({ words: one.name, onclick: start(one) }));
  return el(
    "div",
    { class: "tools" },
    plainButton("💬", () => openThread(message.thread_ts || message.ts), { "aria-label": "Reply in thread", title: "Reply in thread" }),
    shortcuts.length > 0 && menu("⋯", "More actions", shortcuts, { title: "More actions" }),
  );
}

/** A message as a node; `follows` says that the same author has just spoken. */
export function messageNode(message, channel, { openThread, follows } = {}) {
  const warning = el("p", { class: "warning", role: "alert", hidden: true });
  const context = contextOf(message, channel, (words) => {
    warning.textContent = words && `⚠️ ${words}`;
    warning.hidden = !words;
  });
  const author = nameOf(message.user);
  const time = (name) => el("time", { class: name, title: momentOf(message.ts) }, timeOf(message.ts));
  return el(
    "article",
    { class: `message${follows ? " follows" : ""}${message.is_ephemeral ? " ephemeral" : ""}`, "data-ts": message.ts, "aria-label": `${author}, ${timeOf(message.ts)}`, tabIndex: -1 },
    message.is_ephemeral && el("p", { class: "only-you" }, "👁 Only visible to you"),
    follows ? time("side-time") : avatar(message.user),
    el(
      "div",
      { class: "body" },
      !follows && el("header", {}, el("strong", {}, author), message.user === state.bot && el("span", { class: "badge" }, "APP"), time()),
      message.blocks?.length ? blocks(message.blocks, context) : message.text && shown("text", () => el("div", { class: "words" }, mrkdwn(message.text))),
      (message.attachments || []).map((part) => shown("attachment", () => attachment(part, context))),
      files(message.files || []),
      message.edited && !message.blocks?.length && el("small", { class: "edited" }, "(edited)"),
      reactions(message),
      threadLink(message, openThread),
      warning,
    ),
    openThread && !message.is_ephemeral && tools(message, channel, openThread),
  );
}
