// Faces: initials on a colour, and the app's mark.

import { el } from "./dom.js";
import { state } from "./state.js";

/** The picture of a person or of the app. */
export function avatar(id, size = "") {
  const user = state.users.get(id);
  if (!user || user.is_bot) return el("span", { class: `avatar app ${size}`, "aria-hidden": "true" });
  const initials = user.real_name.split(" ").map((word) => word[0]).slice(0, 2).join("");
  const node = el("span", { class: `avatar ${size}`, "aria-hidden": "true" }, initials);
  node.style.backgroundColor = `#${user.color}`;
  return node;
}
