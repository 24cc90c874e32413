// The list below a field that one searches in: moved through with the arrows while the field keeps the keyboard.

import { el, fill } from "../dom.js";

let lists = 0;

export class SuggestionList {
  constructor(field, holder, pick) {
    lists += 1;
    this.id = `suggestions-${lists}`;
    this.field = field;
    this.pick = pick;
    this.node = el("div", { class: "combo-list", role: "listbox", id: this.id, "aria-label": "Suggestions", hidden: true });
    this.rows = [];
    this.at = -1;
    field.setAttribute("aria-controls", this.id);
    field.addEventListener("keydown", (event) => this.onKey(event));
    // The field would lose the keyboard, and with it the list, before the click came.
    this.node.addEventListener("mousedown", (event) => event.preventDefault());
    holder.append(this.node);
  }

  get closed() {
    return this.node.hidden;
  }

  open(shown) {
    this.node.hidden = !shown;
    this.field.setAttribute("aria-expanded", String(shown));
    if (shown) this.node.scrollIntoView({ block: "nearest" });
    else this.field.removeAttribute("aria-activedescendant");
  }

  close() {
    this.open(false);
  }

  /** The list says only these words. */
  say(words) {
    this.rows = [];
    fill(this.node, el("p", { class: "combo-note", role: "status" }, words));
    this.open(true);
  }

  /** The list offers these groups of choices; those in `taken` are ticked. */
  show(groups, taken) {
    this.rows = [];
    const row = (choice) => {
      const node = el("div", { role: "option", id: `${this.id}-${this.rows.length}`, "aria-selected": String(taken.includes(choice.value)), onclick: () => this.pick(choice) }, choice.words, choice.description && el("small", {}, choice.description));
      this.rows.push({ node, choice });
      return node;
    };
    const full = groups.filter((group) => group.options.length);
    fill(this.node, full.map((group) => el("div", { role: "group", "aria-label": group.label }, group.label && el("p", { class: "combo-note" }, group.label), group.options.map(row))));
    if (!this.rows.length) this.say("Nothing matches.");
    this.at = -1;
    this.open(true);
    if (this.rows.length) this.move(0);
  }

  move(to) {
    this.rows[this.at]?.node.classList.remove("at");
    this.at = (to + this.rows.length) % this.rows.length;
    const { node } = this.rows[this.at];
    node.classList.add("at");
    node.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", node.id);
  }

  onKey(event) {
    if (this.closed) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (this.rows.length && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      this.move(this.at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.rows[this.at]) this.pick(this.rows[this.at].choice);
    }
  }
}
