// Small menus behind a button: overflow elements, and what else can be done with a message.

import { el } from "./dom.js";

/** A button that opens a list; `items` are `{words, small, onclick}`. */
export function menu(words, label, items, attributes = {}) {
  const list = el("div", { class: "menu-list", role: "menu", "aria-label": label, hidden: true });
  const opener = el("button", { type: "button", "aria-label": label, "aria-haspopup": "menu", "aria-expanded": "false", ...attributes }, words);
  const holder = el("span", { class: "menu" }, opener, list);
  const show = (shown) => {
    list.hidden = !shown;
    opener.setAttribute("aria-expanded", String(shown));
    if (shown) {
      list.classList.toggle("upwards", opener.getBoundingClientRect().bottom + list.offsetHeight > innerHeight);
      list.firstChild.focus();
    }
  };
  list.append(...items.map((item) => el("button", {
    type: "button",
    role: "menuitem",
    tabIndex: -1,
    onclick: () => {
      show(false);
      opener.focus();
      item.onclick(opener);
    },
  }, item.words, item.small && el("small", {}, item.small))));
  opener.addEventListener("click", () => show(list.hidden));
  holder.addEventListener("focusout", (event) => {
    if (!holder.contains(event.relatedTarget)) show(false);
  });
  holder.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (list.hidden) show(true);
      else list.children[([...list.children].indexOf(document.activeElement) + step + list.children.length) % list.children.length].focus();
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      show(false);
      opener.focus();
    }
  });
  return holder;
}
