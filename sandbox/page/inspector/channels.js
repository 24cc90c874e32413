// What can happen to channels: archived, shared with outsiders, the app put out.

import { el, fill } from "../dom.js";
import { openChannels, state } from "../state.js";
import { change } from "./order.js";

function box(channel, name, on, words) {
  const node = el("input", { type: "checkbox", checked: on, "aria-label": `${words}: #${channel.name}`, "data-channel": `${channel.id} ${name}` });
  node.addEventListener("change", async () => {
    const wanted = node.checked;
    if (!(await change(node, "channels", { channel: channel.id, [name]: wanted }))) node.checked = !wanted;
  });
  return el("td", {}, node);
}

function row(channel) {
  const isIn = channel.members.includes(state.bot);
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, "#", channel.name),
    box(channel, "bot_is_member", isIn, "App is in"),
    box(channel, "is_archived", channel.is_archived, "Archived"),
    box(channel, "is_ext_shared", channel.is_ext_shared, "Shared with outsiders"),
  );
}

/** Its `node` and `draw`. */
export function channelFaults() {
  const body = el("tbody", {});
  const head = el("tr", {}, ["Channel", "App is in", "Archived", "Shared"].map((words) => el("th", { scope: "col" }, words)));
  const node = el("section", { class: "order" }, el("h3", {}, "Channels"), el("table", { class: "switches" }, el("thead", {}, head), body));
  let mark = "";
  const draw = () => {
    const now = JSON.stringify(openChannels().map((one) => [one.id, one.is_archived, one.is_ext_shared, one.members.includes(state.bot)]));
    if (now === mark) return;
    mark = now;
    const focused = document.activeElement?.dataset.channel;
    fill(body, openChannels().map(row));
    if (focused) body.querySelector(`[data-channel="${CSS.escape(focused)}"]`)?.focus();
  };
  return { node, draw };
}
