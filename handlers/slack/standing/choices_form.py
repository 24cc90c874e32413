"""What a reviewer chose of what may differ, read from the first window and carried to the second.

What is carried comes back from the person's client, so that it is checked again when it is saved.
"""

import json
import math
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from blocks.kit import ids
from blocks.payload.value_words import value_words
from blocks.standing.choices_modal import BOXES, offered
from handlers.slack.kit.clicks import Body, entered
from oversight.action.action import Action
from oversight.action.refusal import Refusal, RefusalCode
from oversight.exact_json.strict_json import BadJson, read_json
from oversight.policy import CardHints
from oversight.standing.choices import Choices, JsonValue, json_values

MISREAD = Refusal(RefusalCode.STALE_CARD, "This window is no longer readable. Close it and press Allow similar… again.")
CHOOSE = "Choose one of these."
LONGEST = 9
"""Digits: of seconds, some thirty years."""
Faults = dict[str, str]
"""What is wrong, by the block under which it is said."""


def read_choices(view: Body, action: Action, hints: CardHints) -> Choices | Faults:
    """What was chosen in the first window; or what is wrong with it."""
    numbers, texts = offered(action, hints)
    bounds: dict[str, int | float] = {}
    faults: Faults = {}
    for place, field in numbers:
        typed = entered(view, ids.bound_block(place), ids.BOUND_INPUT).strip()
        if not typed:
            continue
        bound = _number(typed)
        if bound is None or bound < _number_of(field):
            least = value_words(field.value)
            faults[ids.bound_block(place)] = (
                f"Write a number of at least {least}, which you approved; or leave it empty."
            )
        else:
            bounds[field.path] = bound
    lasts = _selected(view, ids.LASTING_BLOCK, ids.LASTING_INPUT)
    uses = _selected(view, ids.USES_BLOCK, ids.USES_INPUT)
    faults |= {ids.LASTING_BLOCK: CHOOSE} if lasts is None else {}
    faults |= {ids.USES_BLOCK: CHOOSE} if uses is None else {}
    if faults or lasts is None or uses is None:
        return faults
    groups = range(math.ceil(len(texts) / BOXES))
    ticked = {value for group in groups for value in _ticked(view, ids.texts_block(group), ids.TEXTS_INPUT)}
    free = frozenset(field.path for place, field in texts if str(place) in ticked)
    return Choices(timedelta(seconds=lasts), uses, bounds, free)


def pack(choices: Choices, action: Action) -> str:
    """The choices, short enough to travel: values by their place in the payload, which never changes."""
    places = {field.path: place for place, field in enumerate(json_values(action.version.payload))}
    packed = {
        "for": int(choices.lasts.total_seconds()),
        "uses": choices.uses,
        "bounds": [[places[path], bound] for path, bound in choices.bounds.items()],
        "free": sorted(places[path] for path in choices.free),
    }
    return json.dumps(packed, separators=(",", ":"))


def unpack(packed: str, action: Action) -> Choices | Refusal:
    """The choices that were packed for this action; or a refusal where they cannot be read."""
    read = read_json(packed.encode("utf-8", "surrogatepass"))
    if isinstance(read, BadJson) or not isinstance(read, dict):
        return MISREAD
    paths = [field.path for field in json_values(action.version.payload)]
    try:
        return _unpacked(read, paths)
    except (KeyError, IndexError, TypeError, ValueError, OverflowError):
        return MISREAD


def _unpacked(read: Mapping[str, Any], paths: list[str]) -> Choices:
    bounds = {paths[_whole(place)]: _bound(bound) for place, bound in read["bounds"]}
    free = frozenset(paths[_whole(place)] for place in read["free"])
    return Choices(timedelta(seconds=_whole(read["for"])), _whole(read["uses"]), bounds, free)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(value)
    return value


def _bound(value: object) -> int | float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _number(typed: str) -> int | float | None:
    """A number as JSON has them, whole where it is written whole."""
    read = read_json(typed.encode())
    return read if isinstance(read, int | float) and not isinstance(read, bool) else None


def _number_of(field: JsonValue) -> int | float:
    assert isinstance(field.value, int | float)
    return field.value


def _ticked(view: Body, block_id: str, action_id: str) -> list[str]:
    field = view["state"]["values"].get(block_id, {}).get(action_id) or {}
    return [str(option.get("value")) for option in field.get("selected_options") or []]


def _selected(view: Body, block_id: str, action_id: str) -> int | None:
    """The number that was chosen from a menu; None where it is none of ours."""
    field = view["state"]["values"].get(block_id, {}).get(action_id) or {}
    value = str((field.get("selected_option") or {}).get("value") or "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= LONGEST else None
