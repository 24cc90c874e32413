// What happens when an element is used: a question first if the app asked for one, then the app is told.

import { confirmed } from "../confirm.js";
import { plain } from "../mrkdwn.js";

/** The words that a screen reader says for an element. */
export const labelled = (element, block) => plain(block.label?.text || element.placeholder?.text || element.accessibility_label || element.action_id);

/** The app is told, unless the person thinks better of it; whether it was. */
export async function press(context, block, element, what, node) {
  if (element.confirm && !(await confirmed(element.confirm))) return false;
  await context.press(block, element, what, node);
  return true;
}

/** A value was chosen: kept by the form it is in, and told to the app where the element stands alone. */
export async function chosen(context, block, element, value, node) {
  const before = context.current(block, element);
  context.enter(block, element, value);
  if (block.type === "input" && !block.dispatch_action) return true;
  const told = await press(context, block, element, { value }, node);
  if (!told) context.enter(block, element, before ?? null);
  return told;
}
