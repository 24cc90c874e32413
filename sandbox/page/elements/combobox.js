// A field to search in, for menus with several choices and for those whose choices the app suggests as one types.

import { el, fill, plainButton } from "../dom.js";
import { plain } from "../mrkdwn.js";
import { chosen, labelled } from "./acting.js";
import { SuggestionList } from "./suggestionlist.js";

const TYPING_MS = 200;

/** `find(element, block, context, typed)` gives groups of choices; `many` lets one take several of them. */
export function combobox({ find, many, external }) {
  return (element, block, context) => {
    const options = new Map();
    const key = (value) => (typeof value === "object" ? value.value : value);
    const now = () => [context.current(block, element)].flat().filter((one) => one !== undefined && one !== null);
    for (const value of now()) if (typeof value === "object") options.set(value.value, { value: value.value, words: plain(value.text.text), whole: value });
    const sent = (keys) => keys.map((one) => (external ? options.get(one)?.whole : one)).filter(Boolean);
    const words = (value) => options.get(value)?.words || value;
    const most = many ? element.max_selected_items || Number.POSITIVE_INFINITY : 1;

    const chips = el("span", { class: "chips" });
    const field = el("input", {
      type: "text", class: "combo-field", role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-autocomplete": "list",
      "aria-label": labelled(element, block), "data-action": element.action_id, autofocus: element.focus_on_load,
    });
    const holder = el("div", { class: "combo" }, chips, field);
    let turn = 0;
    let timer = 0;

    const take = async (keys) => {
      const value = many ? sent(keys) : sent(keys)[0] ?? null;
      await chosen(context, block, element, value, field);
      draw();
    };
    const pick = (choice) => {
      options.set(choice.value, choice);
      const have = now().map(key);
      const next = have.includes(choice.value) ? have.filter((one) => one !== choice.value) : [...have, choice.value];
      field.value = "";
      list.close();
      take(many ? next : [choice.value]);
      field.focus();
    };
    const list = new SuggestionList(field, holder, pick);

    function draw() {
      const have = now().map(key);
      fill(chips, have.map((value) => el("span", { class: "chip" }, words(value), plainButton("✕", () => {
        take(have.filter((one) => one !== value));
        field.focus();
      }, { "aria-label": `Remove ${words(value)}` }))));
      field.disabled = many && have.length >= most;
      field.placeholder = have.length ? "" : plain(element.placeholder?.text || (many ? "Choose some" : "Choose one"));
    }

    async function search() {
      turn += 1;
      const mine = turn;
      const least = external ? element.min_query_length ?? 3 : 0;
      if (field.value.length < least) {
        list.say(`Type at least ${least} character${least === 1 ? "" : "s"}.`);
        return;
      }
      list.say("Searching …");
      const { groups, complaint } = await find(element, block, context, field.value);
      if (mine !== turn || document.activeElement !== field) return;
      if (complaint) list.say(complaint);
      else list.show(groups, now().map(key));
    }

    field.addEventListener("focus", search);
    field.addEventListener("click", () => list.closed && search());
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(search, external ? TYPING_MS : 0);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Backspace" && !field.value && now().length) take(now().map(key).slice(0, -1));
      else if (event.key === "ArrowDown" && list.closed) search();
    });
    field.addEventListener("blur", () => list.close());
    const known = external ? [] : find(element, block, context, "").groups;
    for (const choice of known.flatMap((group) => group.options)) options.set(choice.value, choice);
    draw();
    return holder;
  };
}

const has = (choice, typed) => choice.words.toLowerCase().includes(typed.toLowerCase());

/** Choices that the page knows, narrowed by what was typed. */
export const among = (groups) => (element, _block, _context, typed) => ({
  groups: groups(element).map((group) => ({ ...group, options: group.options.filter((one) => has(one, typed)) })),
});
