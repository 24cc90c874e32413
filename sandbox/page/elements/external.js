// Choices that the app suggests while a person types.

import { sentence } from "../api.js";
import { groupsOf } from "./choices.js";

/** What the app suggests for the words typed so far. */
export async function suggested(element, block, context, typed) {
  const outcome = await context.suggest(block, element, typed);
  if (outcome.ok === false) return { complaint: sentence(outcome) };
  return { groups: groupsOf(outcome) };
}
