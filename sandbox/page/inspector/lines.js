// The lines between the workspace and the app: sockets, outage, order of deliveries, rate limits, the token.

import { el, plainButton } from "../dom.js";
import { state } from "../state.js";
import { toast } from "../toast.js";
import { change, toggle } from "./order.js";

const MOST = 1000;

function counted(words, name) {
  const field = el("input", { class: "field", type: "number", min: 1, max: MOST, value: "2", "aria-label": `How many payloads: ${words}` });
  const left = el("small", { role: "status" });
  const button = plainButton(words, () => change(button, "settings", { [name]: Number(field.value) }), { class: "button small" });
  return {
    node: el("div", { class: "counted" }, el("span", {}, "The next "), field, button, left),
    set: (count) => {
      const says = count ? `${count} to come` : "";
      if (left.textContent !== says) left.textContent = says;
    },
  };
}

function speed() {
  const field = el("select", { class: "select", "aria-label": "How fast a minute passes for the rate limits" }, [1, 10, 60, 600].map((times) => el("option", { value: String(times) }, times === 1 ? "at Slack's speed" : `a minute in ${60 / times} s`)));
  field.addEventListener("change", () => change(field, "settings", { rate_speed: Number(field.value) }));
  return { node: field, set: (value) => { if (document.activeElement !== field) field.value = String(value); } };
}

/** Its `node` and `draw`. */
export function lineFaults() {
  const set = (name) => (on, box) => change(box, "settings", { [name]: on });
  const parts = {
    outage: toggle("Outage", "Web API answers 503, sockets drop and none is let in", set("outage")),
    half_open: toggle("Half-open sockets", "they stay, but carry nothing and answer no ping", set("half_open")),
    duplicate: counted("come twice", "duplicate"),
    reorder: counted("come in reverse", "reorder"),
    rate_limits: toggle("Rate limits", "429 beyond Slack's tiers", set("rate_limits")),
    rate_speed: speed(),
    revoked: toggle("Token revoked", "every call answers token_revoked", set("revoked")),
  };
  const drop = plainButton("Drop sockets", async () => {
    if (await change(drop, "sockets/drop", {})) toast("All sockets were cut off.", "✂️");
  }, { class: "button small" });
  const refresh = plainButton("Refresh sockets", async () => {
    if (await change(refresh, "sockets/refresh", {})) toast("The app was warned; its sockets are refreshed in ten seconds.", "🔄");
  }, { class: "button small" });
  const count = el("small", { role: "status" });
  const node = el(
    "section",
    { class: "order" },
    el("h3", {}, "The line to the app ", count),
    el("div", { class: "buttons" }, drop, refresh),
    parts.outage.node,
    parts.half_open.node,
    parts.revoked.node,
    el("div", { class: "with-more" }, parts.rate_limits.node, parts.rate_speed.node),
    parts.duplicate.node,
    parts.reorder.node,
  );
  const draw = () => {
    for (const [name, part] of Object.entries(parts)) part.set(state.settings[name]);
    const words = state.transport === "http" ? "signed HTTP" : `${state.connections} ${state.connections === 1 ? "socket" : "sockets"}`;
    if (count.textContent !== words) count.textContent = words;
  };
  return { node, draw };
}
