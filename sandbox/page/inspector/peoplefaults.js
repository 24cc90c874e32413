// What people can become: guests, outsiders, or no longer there.

import { el, fill } from "../dom.js";
import { people } from "../state.js";
import { change } from "./order.js";

const NOTHING = { deleted: false, is_restricted: false, is_ultra_restricted: false, is_stranger: false, team_id: "T0SANDBOX" };
const KINDS = {
  member: ["Member", {}],
  guest: ["Guest", { is_restricted: true }],
  single: ["Single-channel guest", { is_restricted: true, is_ultra_restricted: true }],
  outsider: ["From another workspace", { is_stranger: true, team_id: "T0ELSEWHERE" }],
  deactivated: ["Deactivated", { deleted: true }],
};

function kindOf(user) {
  if (user.deleted) return "deactivated";
  if (user.is_stranger || user.team_id !== NOTHING.team_id) return "outsider";
  if (user.is_ultra_restricted) return "single";
  return user.is_restricted ? "guest" : "member";
}

function row(user) {
  const select = el("select", { class: "select", "aria-label": `${user.real_name} is`, "data-person": user.id }, Object.entries(KINDS).map(([value, [words]]) => el("option", { value, selected: value === kindOf(user) }, words)));
  select.addEventListener("change", async () => {
    if (!(await change(select, "users", { user: user.id, ...NOTHING, ...KINDS[select.value][1] }))) select.value = kindOf(user);
  });
  return el("tr", {}, el("th", { scope: "row" }, user.real_name), el("td", {}, select));
}

/** Its `node` and `draw`. */
export function peopleFaults() {
  const body = el("tbody", {});
  const node = el("section", { class: "order" }, el("h3", {}, "People"), el("table", { class: "switches" }, body));
  let mark = "";
  const draw = () => {
    const now = JSON.stringify(people().map((user) => [user.id, kindOf(user)]));
    if (now === mark) return;
    mark = now;
    const focused = document.activeElement?.dataset.person;
    fill(body, people().map(row));
    if (focused) body.querySelector(`[data-person="${CSS.escape(focused)}"]`)?.focus();
  };
  return { node, draw };
}
