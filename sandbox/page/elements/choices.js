// Where the choices of an element come from: `[{label?, options: [{value, words, description?, whole?}]}]`.

import { plain, textObject } from "../mrkdwn.js";
import { people, state } from "../state.js";

const asChoice = (option) => ({
  value: option.value,
  words: plain(option.text.text),
  description: option.description && plain(option.description.text),
  whole: option,
});

/** Groups out of what the app gave: options, or groups of them. */
export const groupsOf = (given) => (given.option_groups?.length ? given.option_groups : [{ options: given.options || [] }]).map((group) => ({
  label: group.label && plain(group.label.text),
  options: group.options.map(asChoice),
}));

/** People who are still there. */
export const peopleGroups = () => [{ options: people().filter((user) => !user.deleted).map((user) => ({ value: user.id, words: user.real_name, description: user.profile.title })) }];

const publicChannels = () => [...state.channels.values()].filter((one) => !one.is_im && !one.is_archived && !one.is_private);
const asChannel = (one) => ({ value: one.id, words: one.is_im ? state.users.get(one.user)?.real_name || one.id : `#${one.name}` });

/** Public channels. */
export const channelGroups = () => [{ options: publicChannels().map(asChannel) }];

const kindOf = (one) => (one.is_im ? "im" : one.is_private ? "private" : "public");

/** Conversations, as far as the element's filter lets them through. */
export function conversationGroups(element) {
  const { include, exclude_external_shared_channels: onlyOwn } = element.filter || {};
  const wanted = [...state.channels.values()].filter((one) => !one.is_archived && (!one.is_im || one.user === state.me) && (!include || include.includes(kindOf(one))) && !(onlyOwn && one.is_ext_shared));
  return [{ options: wanted.map(asChannel) }];
}

/** Options with their styled words, for checkboxes and radio buttons. */
export const richOptions = (element) => element.options.map((option) => ({
  value: option.value,
  label: textObject(option.text),
  description: option.description && textObject(option.description),
}));
