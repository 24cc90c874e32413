"""The shape of everything that is picked from: select menus, check boxes, radio buttons, dates and times."""

from typing import Any, Final

from sandbox import limits
from sandbox.validation.finding import Report
from sandbox.validation.rules import Rule, array, boolean, integer, number, one_of, shape, string
from sandbox.validation.texts import CONFIRM, IDENTIFIER, OPTION_GROUP, PLAIN_OPTION, RICH_OPTION, plain_text

ACT: Final[dict[str, Rule]] = {"action_id": IDENTIFIER, "confirm": CONFIRM}
_FOCUS: Final[dict[str, Rule]] = {**ACT, "focus_on_load": boolean}
_MENU: Final[dict[str, Rule]] = {**_FOCUS, "placeholder": plain_text(limits.PLACEHOLDER)}
_MULTI: Final[dict[str, Rule]] = {**_MENU, "max_selected_items": integer(1)}
_STATIC: Final[dict[str, Rule]] = {
    "options": array(PLAIN_OPTION, limits.SELECT_OPTIONS, minimum=1),
    "option_groups": array(OPTION_GROUP, limits.OPTION_GROUPS, minimum=1),
}
_EXTERNAL: Final[dict[str, Rule]] = {"min_query_length": integer(0)}
_CONVERSATIONS: Final[dict[str, Rule]] = {
    "default_to_current_conversation": boolean,
    "filter": shape(
        {},
        {
            "include": array(one_of("im", "mpim", "private", "public"), minimum=1),
            "exclude_external_shared_channels": boolean,
            "exclude_bot_users": boolean,
        },
    ),
}
_ANSWERS: Final[dict[str, Rule]] = {"response_url_enabled": boolean}
_DATE: Final = string(pattern=r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_TIME: Final = string(pattern=r"([01]\d|2[0-3]):[0-5]\d")


def _options_or_groups(value: Any, pointer: str, report: Report) -> None:
    if ("options" in value) == ("option_groups" in value):
        report.add(
            "required", "must provide exactly one of options, option_groups", pointer, ["options", "option_groups"]
        )


def _initial_is_an_option(value: Any, pointer: str, report: Report) -> None:
    options = [
        *value.get("options", ()),
        *(one for group in value.get("option_groups", ()) for one in group["options"]),
    ]
    offered = [one["value"] for one in options]
    if "initial_option" in value and value["initial_option"] not in options:
        chosen = value["initial_option"]["value"]
        report.add("enum", "must be one of the options", f"{pointer}/initial_option", offered, chosen)
    for index, initial in enumerate(value.get("initial_options", ())):
        if initial not in options:
            where = f"{pointer}/initial_options/{index}"
            report.add("enum", "must be one of the options", where, offered, initial["value"])


SELECTS: Final[dict[str, Rule]] = {
    "static_select": shape(
        {},
        {**_MENU, **_STATIC, "initial_option": PLAIN_OPTION},
        _options_or_groups,
        _initial_is_an_option,
        kind="static_select",
    ),
    "external_select": shape({}, {**_MENU, **_EXTERNAL, "initial_option": PLAIN_OPTION}, kind="external_select"),
    "users_select": shape({}, {**_MENU, "initial_user": string(minimum=1)}, kind="users_select"),
    "conversations_select": shape(
        {},
        {**_MENU, **_CONVERSATIONS, **_ANSWERS, "initial_conversation": string(minimum=1)},
        kind="conversations_select",
    ),
    "channels_select": shape({}, {**_MENU, **_ANSWERS, "initial_channel": string(minimum=1)}, kind="channels_select"),
    "multi_static_select": shape(
        {},
        {**_MULTI, **_STATIC, "initial_options": array(PLAIN_OPTION, minimum=1)},
        _options_or_groups,
        _initial_is_an_option,
        kind="multi_static_select",
    ),
    "multi_external_select": shape(
        {}, {**_MULTI, **_EXTERNAL, "initial_options": array(PLAIN_OPTION, minimum=1)}, kind="multi_external_select"
    ),
    "multi_users_select": shape(
        {}, {**_MULTI, "initial_users": array(string(minimum=1), minimum=1)}, kind="multi_users_select"
    ),
    "multi_conversations_select": shape(
        {},
        {**_MULTI, **_CONVERSATIONS, "initial_conversations": array(string(minimum=1), minimum=1)},
        kind="multi_conversations_select",
    ),
    "multi_channels_select": shape(
        {}, {**_MULTI, "initial_channels": array(string(minimum=1), minimum=1)}, kind="multi_channels_select"
    ),
}
BOXES: Final[dict[str, Rule]] = {
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
}
OVERFLOW: Final[dict[str, Rule]] = {
    "overflow": shape({"options": array(PLAIN_OPTION, limits.OVERFLOW_OPTIONS, minimum=1)}, ACT, kind="overflow")
}
PICKERS: Final[dict[str, Rule]] = {
    "datepicker": shape({}, {**_MENU, "initial_date": _DATE}, kind="datepicker"),
    "timepicker": shape({}, {**_MENU, "initial_time": _TIME, "timezone": string(minimum=1)}, kind="timepicker"),
}
MOMENTS: Final[dict[str, Rule]] = {
    "datetimepicker": shape({}, {**_FOCUS, "initial_date_time": number(0, limits.EPOCH_SECONDS)}, kind="datetimepicker")
}
