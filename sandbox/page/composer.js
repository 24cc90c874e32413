// Where a person writes: a message, or a slash command.

import { act, sentence } from "./api.js";
import { busy, el } from "./dom.js";
import { SuggestionList } from "./elements/suggestionlist.js";
import { openChannels, state } from "./state.js";
import { toast } from "./toast.js";

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** `@Name` and `#channel` of what is known become mentions; the longest names first. */
function withMentions(text) {
  const named = [...state.users.values()].map((user) => [`@${user.real_name}`, `<@${user.id}>`]);
  const groups = [...state.groups.values()].map((group) => [`@${group.handle}`, `<!subteam^${group.id}>`]);
  const channels = openChannels().map((channel) => [`#${channel.name}`, `<#${channel.id}|${channel.name}>`]);
  const all = [...named, ...groups, ...channels].sort(([one], [other]) => other.length - one.length);
  return all.reduce((written, [name, mention]) => written.replaceAll(name, mention), text);
}

function commandChoices(typed) {
  const commands = Object.entries(state.commands).filter(([name]) => name.startsWith(typed)).map(([name, words]) => ({ value: `${name} `, words: name, description: words }));
  const shortcuts = state.shortcuts.filter((one) => one.kind === "global" && typed === "/").map((one) => ({ value: "", words: one.name, description: "Shortcut", shortcut: one.callback_id }));
  return [...commands, ...shortcuts];
}

function mentionChoices(typed) {
  const [, head, sign, begun] = typed.match(/^([\s\S]*?)([@#])([^\s@#]*)$/) || [];
  if (!sign || (head && !/\s$/.test(head))) return [];
  const names = sign === "@"
    ? [...[...state.users.values()].filter((user) => !user.deleted).map((user) => [user.real_name, user.profile.title || (user.is_bot ? "App" : "")]), ...[...state.groups.values()].map((group) => [group.handle, group.name])]
    : openChannels().map((channel) => [channel.name, ""]);
  return names.filter(([name]) => name.toLowerCase().startsWith(begun.toLowerCase())).map(([name, description]) => ({ value: `${head}${sign}${name} `, words: sign + name, description }));
}

/** Why nobody can write here, in Slack's words; empty where people can. */
function closedBy(channel) {
  if (channel?.is_archived) return "🗄 This channel is archived; nobody can write here.";
  const isDirect = channel ? channel.is_im : state.channel === "app";
  return isDirect && !state.takesMessages ? "Sending messages to this app has been turned off." : "";
}

/** What stands below the messages of a channel, or of a thread in it: a composer, or why there is none. */
export function footer(channel, label, threadTs) {
  const closed = closedBy(channel);
  if (closed) return el("p", { class: "closed" }, closed);
  return channel ? composer(channel.id, label, threadTs) : null;
}

function composer(channel, label, threadTs) {
  const field = el("textarea", { rows: 1, placeholder: label, "aria-label": label, role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list" });
  const send = el("button", { type: "submit", class: "send", "aria-label": "Send", title: "Send" }, "➤");
  const submit = async (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    list.close();
    const user = state.me;
    // What a person says stands at once; only a command waits for the app.
    const outcome = text.startsWith("/")
      ? await busy(send, () => act("command", { user, channel, text }))
      : await act("say", { user, channel, text: withMentions(escaped(text)), thread_ts: threadTs });
    if (!outcome.ok) toast(sentence(outcome));
  };
  const form = el("form", { class: "composer", onsubmit: submit }, field, send);
  const area = el("div", { class: "composer-area" }, form);
  const pick = async (choice) => {
    field.value = choice.value;
    list.close();
    field.focus();
    if (!choice.shortcut) return;
    const outcome = await act("shortcut", { user: state.me, callback_id: choice.shortcut });
    if (!outcome.ok) toast(sentence(outcome));
  };
  const list = new SuggestionList(field, area, pick);
  field.addEventListener("input", () => {
    const typed = field.value;
    const options = typed.startsWith("/") ? commandChoices(typed) : mentionChoices(typed);
    if (options.length && !options.some((one) => one.value.trim() === typed)) list.show([{ options }], []);
    else list.close();
  });
  field.addEventListener("blur", () => list.close());
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !event.defaultPrevented) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  return area;
}
