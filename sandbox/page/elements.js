// Interactive elements. `context.press` tells the app of a click, `context.enter` keeps a value, `context.current` has it.

import { el } from "./dom.js";
import { button, feedback, iconButton, overflow } from "./elements/button.js";
import { channelGroups, conversationGroups, groupsOf, peopleGroups } from "./elements/choices.js";
import { among, combobox } from "./elements/combobox.js";
import { suggested } from "./elements/external.js";
import { field, moment, picker } from "./elements/fields.js";
import { image } from "./elements/picture.js";
import { richField } from "./elements/rich.js";
import { boxes, select } from "./elements/select.js";
import { textObject } from "./mrkdwn.js";

/** A loud box for what this page cannot show. */
export const unsupported = (what) => el("div", { class: "unsupported", role: "alert" }, el("strong", {}, "Unsupported here: "), what, el("small", {}, "Slack may show it; this page cannot."));

const words = (element) => el("span", { class: "run" }, textObject(element));
const several = (groups) => combobox({ find: among(groups), many: true });

const ELEMENTS = {
  button,
  workflow_button: button,
  overflow,
  feedback_buttons: feedback,
  icon_button: iconButton,
  image,
  plain_text: words,
  mrkdwn: words,
  static_select: select(groupsOf),
  users_select: select(peopleGroups),
  channels_select: select(channelGroups),
  conversations_select: select(conversationGroups),
  external_select: combobox({ find: suggested, external: true }),
  multi_static_select: several(groupsOf),
  multi_users_select: several(peopleGroups),
  multi_channels_select: several(channelGroups),
  multi_conversations_select: several(conversationGroups),
  multi_external_select: combobox({ find: suggested, many: true, external: true }),
  checkboxes: boxes("checkbox"),
  radio_buttons: boxes("radio"),
  plain_text_input: field("text"),
  rich_text_input: richField,
  email_text_input: field("email"),
  url_text_input: field("url"),
  number_input: field("text", (element) => ({ inputmode: element.is_decimal_allowed ? "decimal" : "numeric" })),
  datepicker: picker("date"),
  timepicker: picker("time"),
  datetimepicker: moment,
};

/** One element as a node. */
export const element = (one, block, context) => (Object.hasOwn(ELEMENTS, one.type) ? ELEMENTS[one.type](one, block, context) : unsupported(`${one.type} element`));
