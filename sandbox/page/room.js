// The middle of the page: a channel, or the app's Home tab and messages.

import { act, sentence } from "./api.js";
import { avatar } from "./avatar.js";
import { blocks } from "./blocks.js";
import { footer } from "./composer.js";
import { el, fill, plainButton } from "./dom.js";
import { keptFocus } from "./focus.js";
import { MessageList } from "./messagelist.js";
import { viewContext } from "./modal.js";
import { currentChannel, nameOf, standing, state } from "./state.js";
import { tabs } from "./tabs.js";
import { toast } from "./toast.js";
import { markRead, readUpTo } from "./unread.js";

const parts = { key: "", list: null, homeMark: "" };

function top(title, note, { openSidebar, go }) {
  const choose = (tab) => go({ channel: "app", tab });
  const names = [["home", "Home"], ["messages", "Messages"]];
  return el(
    "header",
    { class: "room-top" },
    plainButton("☰", openSidebar, { class: "plain burger", "aria-label": "Channels and people" }),
    el("div", { class: "room-title" }, el("h2", {}, title), note && el("p", {}, note)),
    state.channel === "app" && tabs(`Parts of ${nameOf(state.bot)}`, names, state.tab, choose, "room-part"),
    plainButton(avatar(state.me, "small"), openSidebar, { class: "plain me", "aria-label": `You act as ${nameOf(state.me)}. Switch person` }),
  );
}

const appTitle = () => el("span", { class: "app-title" }, avatar(state.bot, "small"), nameOf(state.bot));

function drawHome(node, actions) {
  const view = state.home;
  const mark = `${state.me} ${view?.id} ${view?.hash}`;
  if (parts.homeMark === mark && parts.key === "home") return;
  const again = parts.key === "home";
  const scrolled = again ? node.querySelector(".home")?.scrollTop : 0;
  const giveBack = keptFocus();
  Object.assign(parts, { key: "home", list: null, homeMark: mark });
  const empty = el("p", { class: "empty" }, "This app has not published a Home tab for you yet.");
  const body = view ? blocks(view.blocks, viewContext(view)) : empty;
  fill(node, top(appTitle(), "", actions), el("div", { class: "home", id: "room-part", role: "tabpanel", "aria-label": "Home", tabIndex: 0 }, el("div", { class: "home-page" }, body)));
  node.querySelector(".home").scrollTop = scrolled;
  giveBack();
}

function drawMessages(node, actions) {
  const direct = state.channel === "app";
  const channel = currentChannel();
  const key = `${channel?.id} ${channel?.name} ${channel?.is_archived} ${channel?.is_member} ${channel?.is_ext_shared} ${state.me} ${direct}`;
  if (parts.key !== key) {
    const name = direct ? nameOf(state.bot) : `#${channel?.name || ""}`;
    parts.key = key;
    const giveBack = keptFocus();
    parts.list = new MessageList(`Messages in ${name}`, { openThread: actions.openThread, newAfter: channel && readUpTo(channel.id) });
    const note = direct ? "" : [channel?.topic?.value, channel?.is_ext_shared && "shared with another workspace", channel?.is_member === false && "the app is not in this channel"].filter(Boolean).join(" · ");
    fill(node, top(direct ? appTitle() : `# ${channel?.name || ""}`, note, actions), parts.list.node, footer(channel, `Message ${name}`));
    if (direct) parts.list.node.id = "room-part";
    giveBack();
  }
  const messages = channel ? standing(channel.id) : [];
  parts.list.show(channel?.id, messages, "Nothing here yet. It will appear by itself.");
  if (channel && document.visibilityState === "visible") markRead(channel.id, messages.at(-1)?.ts);
}

/** The room shows the current channel, tab and person. */
export function drawRoom(node, actions) {
  if (state.channel === "app" && state.tab === "home") drawHome(node, actions);
  else drawMessages(node, actions);
}

/** The app learns which of its tabs was opened. */
export async function openApp() {
  const outcome = await act("home", { user: state.me, tab: state.tab });
  if (!outcome.ok) toast(sentence(outcome));
}
