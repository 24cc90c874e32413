"""What a person enters: plain values to Slack's `state.values`, and what Slack's client refuses to send."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sandbox import limits
from sandbox.message import words_in
from sandbox.refusal import SlackRefusalError
from sandbox.validation.inside import elements_of, every_block

# Where each kind of element keeps its initial value, and under which key its value is sent.
_SINGLE: Final = {
    "plain_text_input": ("initial_value", "value"),
    "number_input": ("initial_value", "value"),
    "email_text_input": ("initial_value", "value"),
    "url_text_input": ("initial_value", "value"),
    "rich_text_input": ("initial_value", "rich_text_value"),
    "static_select": ("initial_option", "selected_option"),
    "external_select": ("initial_option", "selected_option"),
    "radio_buttons": ("initial_option", "selected_option"),
    "overflow": ("", "selected_option"),
    "users_select": ("initial_user", "selected_user"),
    "conversations_select": ("initial_conversation", "selected_conversation"),
    "channels_select": ("initial_channel", "selected_channel"),
    "datepicker": ("initial_date", "selected_date"),
    "timepicker": ("initial_time", "selected_time"),
    "datetimepicker": ("initial_date_time", "selected_date_time"),
}
_MANY: Final = {
    "checkboxes": ("initial_options", "selected_options"),
    "multi_static_select": ("initial_options", "selected_options"),
    "multi_external_select": ("initial_options", "selected_options"),
    "multi_users_select": ("initial_users", "selected_users"),
    "multi_conversations_select": ("initial_conversations", "selected_conversations"),
    "multi_channels_select": ("initial_channels", "selected_channels"),
    "file_input": ("", "files"),
}
_REQUIRED: Final = "Please complete this required field."
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_STATELESS: Final = {"button", "overflow"}


def stateful_elements(blocks: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every block and element in it whose value is part of `state.values`."""
    for _, block in every_block(blocks):
        for _, element in elements_of(block):
            if element.get("type") in {*_SINGLE, *_MANY} - _STATELESS:
                yield block, element


def initial_values(blocks: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The `state.values` of blocks that nobody has touched."""
    values: dict[str, dict[str, Any]] = {}
    for block, element in stateful_elements(blocks):
        kind = element["type"]
        initial, key = _SINGLE.get(kind) or _MANY[kind]
        untouched: Any = [] if kind in _MANY else None
        entry = {"type": kind, key: element.get(initial, untouched)}
        values.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return values


def entered_values(
    blocks: list[dict[str, Any]], before: dict[str, dict[str, Any]], entered: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """`state.values` once these were entered: `{block_id: {action_id: value}}` or `{action_id: value}`."""
    values = {block_id: dict(actions) for block_id, actions in before.items()}
    unknown = set(entered)
    for block, element in stateful_elements(blocks):
        block_id, action_id = block["block_id"], element["action_id"]
        within = entered.get(block_id)
        if isinstance(within, Mapping) and action_id in within:
            given = within[action_id]
        elif action_id in entered:
            given = entered[action_id]
        else:
            unknown.discard(block_id)
            continue
        unknown -= {block_id, action_id}
        values.setdefault(block_id, {})[action_id] = value_entry(element, given)
    if unknown:
        raise SlackRefusalError("no_such_input", detail=f"There is no input named {', '.join(sorted(unknown))}.")
    return values


def value_entry(element: dict[str, Any], given: Any) -> dict[str, Any]:
    """One element's entry in `state.values` for a plain value, or for several of them."""
    kind = element["type"]
    if kind in _MANY:
        key = _MANY[kind][1]
        several = given if isinstance(given, list) else [given]
        return {"type": kind, key: [_chosen(element, key, one) for one in several]}
    key = _SINGLE[kind][1]
    if given in (None, ""):
        return {"type": kind, key: None}
    if key == "value" and not isinstance(given, str):
        raise SlackRefusalError("wrong_field", detail=f"{element['action_id']} takes a string.")
    return {"type": kind, key: _chosen(element, key, given)}


def _chosen(element: dict[str, Any], key: str, given: Any) -> Any:
    if not key.startswith("selected_option"):
        return given
    groups = element.get("option_groups") or []
    options = [*(element.get("options") or []), *(one for group in groups for one in group["options"])]
    wanted = given.get("value") if isinstance(given, dict) else given
    for option in options:
        if wanted in (option["value"], option["text"]["text"]):
            return option
    raise SlackRefusalError("no_such_option", detail=f"{element['action_id']} has no option {wanted!r}.")


def complaints(blocks: list[dict[str, Any]], values: dict[str, dict[str, Any]]) -> dict[str, str]:
    """What Slack's client tells the person before it sends anything, by block."""
    found = {}
    for block, element in stateful_elements(blocks):
        if block["type"] != "input":
            continue
        entry = values[block["block_id"]][element["action_id"]]
        given = next(value for key, value in entry.items() if key != "type")
        complaint = _complaint(block, element, given)
        if complaint:
            found[block["block_id"]] = complaint
    return found


def _complaint(block: dict[str, Any], element: dict[str, Any], given: Any) -> str | None:
    if given in (None, "", []):
        return None if block.get("optional") else _REQUIRED
    kind = element["type"]
    if kind == "plain_text_input":
        return _length_complaint(element, given)
    if kind == "number_input":
        return _number_complaint(element, given)
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", given):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not re.fullmatch(r"https?://\S+", given):
        return "Please enter a valid URL."
    return None


def _length_complaint(element: dict[str, Any], given: str) -> str | None:
    most = element.get("max_length", limits.PLAIN_TEXT_INPUT)
    if len(given) > most:
        return f"Please enter at most {most} characters."
    if len(given) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    return None


def _number_complaint(element: dict[str, Any], given: str) -> str | None:
    if not _NUMBER.fullmatch(given):
        return "Please enter a number."
    if not element["is_decimal_allowed"] and "." in given:
        return "Please enter a whole number."
    low, high = element.get("min_value", ""), element.get("max_value", "")
    if _NUMBER.fullmatch(low) and float(given) < float(low):
        return f"Please enter a number of at least {low}."
    if _NUMBER.fullmatch(high) and float(given) > float(high):
        return f"Please enter a number of at most {high}."
    return None


def label_of(element: dict[str, Any]) -> str:
    """The words on a button, or those of whatever else can be clicked."""
    return words_in(element.get("text")) or words_in(element.get("placeholder"))
