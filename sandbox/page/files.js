// Files that were shared with a message: pictures are shown, the rest can be taken.

import { el } from "./dom.js";

const STEP = 1024;
const UNITS = ["bytes", "kB", "MB", "GB"];

function sizeOf(bytes) {
  const unit = bytes ? Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(STEP))) : 0;
  const amount = bytes / STEP ** unit;
  return `${unit && amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${UNITS[unit]}`;
}

/** The path on this very server that a file has, whatever name the server goes by. */
export function ownPath(address) {
  const url = new URL(address || "", location.href);
  return url.pathname.startsWith("/sandbox/files/") ? url.pathname : null;
}

function file(one) {
  const path = ownPath(one.url_private);
  const title = one.title || one.name;
  if (path && /^image\/(png|jpeg|gif|webp)$/.test(one.mimetype)) {
    return el("figure", { class: "picture" }, el("figcaption", {}, title), el("a", { href: path, target: "_blank", rel: "noopener" }, el("img", { src: path, alt: title, loading: "lazy" })));
  }
  const inside = [el("span", { class: "file-sign", "aria-hidden": "true" }, "📄"), el("span", {}, el("strong", {}, title), el("small", {}, `${one.name} · ${sizeOf(one.size || 0)}`))];
  return path ? el("a", { class: "file", href: path, download: one.name }, inside) : el("div", { class: "file" }, inside);
}

/** A message's files as nodes. */
export const files = (list) => list.map(file);
