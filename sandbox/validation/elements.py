"""The shape of every interactive element, and which of them fit which block."""

from typing import Any, Final

from sandbox import limits
from sandbox.validation.finding import Report
from sandbox.validation.rich_text import RICH_TEXT
from sandbox.validation.rules import Rule, anything, array, boolean, by_type, number, one_of, shape, string
from sandbox.validation.texts import (
    CONFIRM,
    IDENTIFIER,
    IMAGE_SOURCE,
    OPTION_GROUP,
    PLAIN_OPTION,
    RICH_OPTION,
    any_text,
    image_source,
    plain_text,
)

_ACT: dict[str, Rule] = {"action_id": IDENTIFIER, "confirm": CONFIRM}
_FOCUS: dict[str, Rule] = {**_ACT, "focus_on_load": boolean}
_MENU: dict[str, Rule] = {**_FOCUS, "placeholder": plain_text(limits.PLACEHOLDER)}
_MULTI: dict[str, Rule] = {**_MENU, "max_selected_items": number(1)}
_TYPED: dict[str, Rule] = {
    "action_id": IDENTIFIER,
    "focus_on_load": boolean,
    "placeholder": plain_text(limits.PLACEHOLDER),
    "dispatch_action_config": shape(
        {}, {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2, minimum=1)}
    ),
}
_STYLE = one_of("primary", "danger")
_FILTER = shape(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), minimum=1),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)


def _options_or_groups(value: Any, pointer: str, report: Report) -> None:
    if ("options" in value) == ("option_groups" in value):
        report.add("missing", "must provide exactly one of options, option_groups", pointer, "options")


def _initial_is_an_option(value: Any, pointer: str, report: Report) -> None:
    groups = [group for group in value.get("option_groups") or [] if isinstance(group, dict)]
    options = [
        *(value.get("options") or []),
        *(one for group in groups for one in group.get("options") or []),
    ]
    if value.get("initial_option") is not None and value["initial_option"] not in options:
        report.add("not_allowed", "must be one of the options", f"{pointer}/initial_option")
    for index, initial in enumerate(value.get("initial_options") or []):
        if initial not in options:
            report.add("not_allowed", "must be one of the options", f"{pointer}/initial_options/{index}")


def _lengths_agree(value: Any, pointer: str, report: Report) -> None:
    low, high = value.get("min_length"), value.get("max_length")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        report.add("not_allowed", "min_length must not exceed max_length", f"{pointer}/min_length", high)
    initial = value.get("initial_value")
    if isinstance(initial, str) and isinstance(high, int) and len(initial) > high:
        report.add("too_long", f"must be less than {high + 1} characters", f"{pointer}/initial_value", high)


_STATIC_OPTIONS: dict[str, Rule] = {
    "options": array(PLAIN_OPTION, limits.SELECT_OPTIONS, minimum=1),
    "option_groups": array(OPTION_GROUP, limits.OPTION_GROUPS, minimum=1),
}
_DATE = string(pattern=r"\d{4}-\d{2}-\d{2}")
_TIME = string(pattern=r"([01]\d|2[0-3]):[0-5]\d")
_FEEDBACK_BUTTON = shape(
    {"text": plain_text(limits.BUTTON_TEXT), "value": string(limits.BUTTON_VALUE)},
    {"accessibility_label": string(limits.ACCESSIBILITY_LABEL)},
)

ELEMENTS: Final[dict[str, Rule]] = {
    "button": shape(
        {"text": plain_text(limits.BUTTON_TEXT)},
        {
            **_ACT,
            "url": string(limits.BUTTON_URL),
            "value": string(limits.BUTTON_VALUE),
            "style": _STYLE,
            "accessibility_label": string(limits.ACCESSIBILITY_LABEL),
        },
        kind="button",
    ),
    "workflow_button": shape(
        {"text": plain_text(limits.BUTTON_TEXT), "workflow": anything},
        {**_ACT, "style": _STYLE, "accessibility_label": string(limits.ACCESSIBILITY_LABEL)},
        kind="workflow_button",
    ),
    "static_select": shape(
        {},
        {**_MENU, **_STATIC_OPTIONS, "initial_option": PLAIN_OPTION},
        _options_or_groups,
        _initial_is_an_option,
        kind="static_select",
    ),
    "multi_static_select": shape(
        {},
        {**_MULTI, **_STATIC_OPTIONS, "initial_options": array(PLAIN_OPTION, minimum=1)},
        _options_or_groups,
        _initial_is_an_option,
        kind="multi_static_select",
    ),
    "external_select": shape(
        {}, {**_MENU, "initial_option": PLAIN_OPTION, "min_query_length": number(0)}, kind="external_select"
    ),
    "multi_external_select": shape(
        {},
        {**_MULTI, "initial_options": array(PLAIN_OPTION), "min_query_length": number(0)},
        kind="multi_external_select",
    ),
    "users_select": shape({}, {**_MENU, "initial_user": string()}, kind="users_select"),
    "multi_users_select": shape({}, {**_MULTI, "initial_users": array(string())}, kind="multi_users_select"),
    "conversations_select": shape(
        {},
        {
            **_MENU,
            "initial_conversation": string(),
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": _FILTER,
        },
        kind="conversations_select",
    ),
    "multi_conversations_select": shape(
        {},
        {
            **_MULTI,
            "initial_conversations": array(string()),
            "default_to_current_conversation": boolean,
            "filter": _FILTER,
        },
        kind="multi_conversations_select",
    ),
    "channels_select": shape(
        {}, {**_MENU, "initial_channel": string(), "response_url_enabled": boolean}, kind="channels_select"
    ),
    "multi_channels_select": shape({}, {**_MULTI, "initial_channels": array(string())}, kind="multi_channels_select"),
    "overflow": shape({"options": array(PLAIN_OPTION, limits.OVERFLOW_OPTIONS, minimum=1)}, _ACT, kind="overflow"),
    "checkboxes": shape(
        {"options": array(RICH_OPTION, limits.CHECKBOX_OPTIONS, minimum=1)},
        {**_FOCUS, "initial_options": array(RICH_OPTION, minimum=1)},
        _initial_is_an_option,
        kind="checkboxes",
    ),
    "radio_buttons": shape(
        {"options": array(RICH_OPTION, limits.RADIO_OPTIONS, minimum=1)},
        {**_FOCUS, "initial_option": RICH_OPTION},
        _initial_is_an_option,
        kind="radio_buttons",
    ),
    "datepicker": shape({}, {**_MENU, "initial_date": _DATE}, kind="datepicker"),
    "timepicker": shape({}, {**_MENU, "initial_time": _TIME, "timezone": string()}, kind="timepicker"),
    "datetimepicker": shape({}, {**_FOCUS, "initial_date_time": number(0)}, kind="datetimepicker"),
    "plain_text_input": shape(
        {},
        {
            **_TYPED,
            "initial_value": string(limits.PLAIN_TEXT_INPUT),
            "multiline": boolean,
            "min_length": number(0, limits.PLAIN_TEXT_INPUT),
            "max_length": number(1, limits.PLAIN_TEXT_INPUT),
        },
        _lengths_agree,
        kind="plain_text_input",
    ),
    "number_input": shape(
        {"is_decimal_allowed": boolean},
        {**_TYPED, "initial_value": string(), "min_value": string(), "max_value": string()},
        kind="number_input",
    ),
    "email_text_input": shape({}, {**_TYPED, "initial_value": string()}, kind="email_text_input"),
    "url_text_input": shape({}, {**_TYPED, "initial_value": string()}, kind="url_text_input"),
    "rich_text_input": shape(
        {},
        {**_TYPED, "initial_value": RICH_TEXT, "min_lines": number(1), "max_lines": number(1)},
        kind="rich_text_input",
    ),
    "file_input": shape(
        {},
        {
            "action_id": IDENTIFIER,
            "filetypes": array(string()),
            "max_files": number(1, limits.FILE_INPUT_FILES),
        },
        kind="file_input",
    ),
    "feedback_buttons": shape(
        {"positive_button": _FEEDBACK_BUTTON, "negative_button": _FEEDBACK_BUTTON},
        {"action_id": IDENTIFIER},
        kind="feedback_buttons",
    ),
    "icon_button": shape(
        {"icon": string(), "text": plain_text()},
        {
            **_ACT,
            "value": string(limits.BUTTON_VALUE),
            "accessibility_label": string(limits.ACCESSIBILITY_LABEL),
            "visible_to_user_ids": array(string()),
        },
        kind="icon_button",
    ),
    "image": shape({"alt_text": string(limits.IMAGE_ALT, minimum=1)}, IMAGE_SOURCE, image_source, kind="image"),
    "plain_text": plain_text(),
    "mrkdwn": any_text(),
}

_SELECTS: Final = (
    "static_select",
    "external_select",
    "users_select",
    "conversations_select",
    "channels_select",
)
_MULTI_SELECTS: Final = tuple(f"multi_{name}" for name in _SELECTS)
_PICKERS: Final = ("datepicker", "timepicker", "checkboxes", "radio_buttons", *_SELECTS, *_MULTI_SELECTS)


def elements(*kinds: str) -> Rule:
    """A rule that admits these kinds of element."""
    return by_type({kind: ELEMENTS[kind] for kind in kinds})


ACTIONS_ELEMENT: Final = elements(
    "button", "workflow_button", "overflow", "datetimepicker", "rich_text_input", *_PICKERS
)
ACCESSORY: Final = elements("button", "workflow_button", "overflow", "image", *_PICKERS)
INPUT_ELEMENT: Final = elements(
    "plain_text_input",
    "number_input",
    "email_text_input",
    "url_text_input",
    "rich_text_input",
    "file_input",
    "datetimepicker",
    *_PICKERS,
)
CONTEXT_ELEMENT: Final = elements("image", "plain_text", "mrkdwn")
CONTEXT_ACTIONS_ELEMENT: Final = elements("feedback_buttons", "icon_button")
