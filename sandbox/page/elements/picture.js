// Images. The page loads nothing from elsewhere, so a remote one is shown by its words.

import { el } from "../dom.js";
import { ownPath } from "../files.js";

function ownAddress(element) {
  const address = element.image_url || element.slack_file?.url || "";
  if (address.startsWith("data:image/")) return address;
  const own = address.startsWith("/") || address.startsWith(`${location.origin}/`);
  return ownPath(address) || (own ? address : element.slack_file?.id && `/sandbox/files/${encodeURIComponent(element.slack_file.id)}/image`);
}

function hostOf(address) {
  return URL.canParse(address) ? new URL(address).host : address;
}

/** An image, or what it shows in words. */
export function image(element) {
  const address = ownAddress(element);
  if (address) return el("img", { src: address, alt: element.alt_text, loading: "lazy" });
  const where = element.image_url ? hostOf(element.image_url) : "";
  return el("span", { class: "absent-image", role: "img", "aria-label": element.alt_text, title: where && `Not loaded from ${where}: this page stays on this machine` }, "🖼 ", element.alt_text);
}
