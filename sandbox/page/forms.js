// What a person has entered into views and not yet sent: it outlives every redraw.

const drafts = new Map();
const KEYS = ["value", "rich_text_value", "selected_user", "selected_conversation", "selected_channel", "selected_date", "selected_time", "selected_date_time", "files"];
const INITIAL = ["initial_value", "initial_user", "initial_conversation", "initial_channel", "initial_date", "initial_time", "initial_date_time", "initial_users", "initial_conversations", "initial_channels"];
const EXTERNAL = /external_select$/;

// An option of an external menu is kept whole, since no list here knows the words for its value.
const optionOf = (entry, option) => (EXTERNAL.test(entry.type) ? option : option.value);
const first = (entry, keys) => keys.map((key) => entry[key]).find((value) => value !== undefined && value !== null);

function valueOf(entry) {
  if (!entry) return undefined;
  if (entry.selected_option) return optionOf(entry, entry.selected_option);
  if (entry.selected_options) return entry.selected_options.map((option) => optionOf(entry, option));
  return entry.selected_users || entry.selected_channels || entry.selected_conversations || first(entry, KEYS);
}

/** What an element holds that nobody has touched. */
export function initial(element) {
  if (element.initial_option) return optionOf(element, element.initial_option);
  if (element.initial_options) return element.initial_options.map((option) => optionOf(element, option));
  return first(element, INITIAL);
}

/** What stands in an element: the draft if there is one, else what the workspace knows. */
export function current(view, block, element) {
  const draft = drafts.get(view.id)?.[block.block_id];
  if (draft && element.action_id in draft) return draft[element.action_id];
  return valueOf(view.state.values[block.block_id]?.[element.action_id]);
}

/** The draft holds this value. */
export function enter(view, block, element, value) {
  const draft = drafts.get(view.id) || {};
  draft[block.block_id] = { ...draft[block.block_id], [element.action_id]: value };
  drafts.set(view.id, draft);
}

/** Everything entered for the elements that the view has now. */
export function entered(view) {
  const draft = drafts.get(view.id) || {};
  const present = new Map(view.blocks.map((block) => [block.block_id, [block.element, block.accessory, ...(block.elements || [])].filter(Boolean).map((one) => one.action_id)]));
  const kept = {};
  for (const [blockId, actions] of Object.entries(draft)) {
    for (const [actionId, value] of Object.entries(actions)) {
      if (present.get(blockId)?.includes(actionId)) kept[blockId] = { ...kept[blockId], [actionId]: value };
    }
  }
  return kept;
}

/** Drafts of views that are gone are forgotten. */
export function forgetExcept(ids) {
  for (const id of drafts.keys()) if (!ids.includes(id)) drafts.delete(id);
}
