// Keeps the page's state true: loads the workspace whenever the line comes up, and follows it from there.
//
// Changes that come in while everything is loaded wait for its end and are then taken in their order. Each carries the
// whole new state of what it changes, so taking one twice does no harm, and none is lost to an answer older than it.

import { watch } from "./api.js";
import { take } from "./changes.js";
import { load, loadChannels, loadFaults, loadPeople, state } from "./state.js";

const RETRY_MS = 500;
const LOADERS = { people: loadPeople, channels: loadChannels, faults: loadFaults };
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** `changed(parts)` is called with what to draw again, null for everything; `settle` after everything was loaded. */
export function follow(changed, settle) {
  const under = { way: false, turn: 0, late: [], asked: new Set() };

  const loadAnew = async () => {
    under.way = true;
    under.turn += 1;
    const { turn } = under;
    under.late = [];
    for (;;) {
      try {
        await load();
        break;
      } catch {
        await pause(RETRY_MS);
      }
      if (turn !== under.turn) return;
    }
    if (turn !== under.turn) return;
    under.way = false;
    settle();
    for (const change of under.late.splice(0)) apply(change);
    changed(null);
  };

  const loadSoon = (what) => {
    if (under.asked.has(what)) return;
    under.asked.add(what);
    setTimeout(async () => {
      under.asked.delete(what);
      await LOADERS[what]().catch(() => {});
      changed(null);
    });
  };

  function apply(change) {
    const { draw, load: what } = take(change);
    if (what === "everything") loadAnew();
    else if (what) loadSoon(what);
    if (draw) changed(draw);
  }

  watch(
    (change) => {
      const opens = change.type === "hello" || change.type === "resync";
      if (under.way && !opens) under.late.push(change);
      else apply(change);
    },
    (up) => {
      if (state.line === up) return;
      state.line = up;
      changed(["sidebar", "banner"]);
    },
  );
}
