// The middle of the page: a channel, or the app's Home tab and messages.

import { act, sentence } from "./api.js";
import { avatar } from "./avatar.js";
import { blocks } from "./blocks.js";
import { composer } from "./composer.js";
import { el, fill } from "./dom.js";
import { MessageList } from "./messagelist.js";
import { viewContext } from "./modal.js";
import { directChannel, markRead, nameOf, standing, state } from "./state.js";
import { toast } from "./toast.js";

const parts = { key: "", list: null, homeMark: "" };

function top(title, note, { openSidebar }, tabs) {
  return el(
    "header",
    { class: "room-top" },
    el("button", { type: "button", class: "plain burger", "aria-label": "Channels and people", onclick: openSidebar }, "☰"),
    el("div", { class: "room-title" }, el("h2", {}, title), note && el("p", {}, note)),
    tabs,
  );
}

function tabs(go) {
  const tab = (name, words) => el("button", { type: "button", role: "tab", "aria-selected": String(state.tab === name), onclick: () => go({ channel: "app", tab: name }) }, words);
  return el("div", { class: "tabs", role: "tablist" }, tab("home", "Home"), tab("messages", "Messages"));
}

function emptyRoom(words) {
  return el("p", { class: "empty" }, words);
}

function drawHome(node, actions) {
  const view = state.home;
  const mark = `home ${state.me} ${view?.id} ${view?.hash}`;
  if (parts.homeMark === mark && parts.key === "home") return;
  Object.assign(parts, { key: "home", list: null, homeMark: mark });
  const body = view ? blocks(view.blocks, viewContext(view)) : emptyRoom("This app has not published a Home tab for you yet.");
  fill(
    node,
    top(el("span", { class: "app-title" }, avatar(state.bot, "small"), nameOf(state.bot)), "", actions, tabs(actions.go)),
    el("div", { class: "home", tabIndex: 0 }, el("div", { class: "home-page" }, body)),
  );
}

/** The room shows the current channel, tab and person. */
export function drawRoom(node, actions) {
  if (state.channel === "app" && state.tab === "home") {
    drawHome(node, actions);
    return;
  }
  const direct = state.channel === "app";
  const channel = direct ? directChannel() : state.channels.get(state.channel);
  const key = `${channel?.id} ${state.me} ${direct}`;
  if (parts.key !== key || !parts.list) {
    parts.key = key;
    parts.list = new MessageList(`Messages in ${channel?.name || "the app"}`, { openThread: actions.openThread });
    const title = direct ? el("span", { class: "app-title" }, avatar(state.bot, "small"), nameOf(state.bot)) : `# ${channel?.name || ""}`;
    const label = direct ? `Message ${nameOf(state.bot)}` : `Message #${channel?.name}`;
    fill(node, top(title, direct ? "" : channel?.topic?.value, actions, direct ? tabs(actions.go) : null), parts.list.node, channel && composer(channel.id, label));
  }
  const messages = channel ? standing(channel.id) : [];
  parts.list.show(key, channel?.id, messages, emptyRoom("Nothing here yet. It will appear by itself."));
  if (channel && document.visibilityState === "visible") markRead(channel.id);
}

/** The app learns that its Home tab was opened. */
export async function openHome() {
  const outcome = await act("home", { user: state.me });
  if (!outcome.ok) toast(sentence(outcome));
}
