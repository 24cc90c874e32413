"""Finding what a person clicks, by its action id or by the words on it."""

from dataclasses import dataclass
from typing import Any

from sandbox.acts.actor import NOT_FOUND
from sandbox.forms import label_of, value_entry
from sandbox.refusal import SlackRefusalError
from sandbox.validation.inside import elements_of, every_block


@dataclass(frozen=True, slots=True)
class Pointing:
    """How a person points at an element; `stale` uses one that is no longer in the message.

    It was a button, unless `kind` says `overflow`.
    """

    action_id: str | None = None
    text: str | None = None
    block_id: str | None = None
    value: Any = None
    stale: bool = False
    kind: str = "button"


@dataclass(frozen=True, slots=True)
class Target:
    """The element that was found, the block it stands in, and whether using it tells the app at once."""

    block_id: str
    element: dict[str, Any]
    dispatches: bool = True


def find_target(blocks: list[dict[str, Any]], pointing: Pointing) -> Target:
    """The one element pointed at."""
    found = [
        Target(block["block_id"], element, block["type"] != "input" or bool(block.get("dispatch_action")))
        for _, block in every_block(blocks)
        for _, element in elements_of(block)
        if _matches(block, element, pointing)
    ]
    if len(found) == 1:
        return found[0]
    if pointing.stale and pointing.action_id and not found:
        return Target(pointing.block_id or "gone", _as_it_was(pointing))
    wanted = pointing.action_id or pointing.text
    there = ", ".join(sorted(label_of(one) or one["action_id"] for one in _clickable(blocks))) or "nothing"
    error = "ambiguous_element" if found else "no_such_element"
    raise SlackRefusalError(
        error, status=NOT_FOUND, detail=f"{len(found)} elements match {wanted!r}; there is {there}."
    )


def _as_it_was(pointing: Pointing) -> dict[str, Any]:
    label = {"type": "plain_text", "text": pointing.text or pointing.action_id, "emoji": True}
    chosen = {"text": label, "value": pointing.value}
    if pointing.kind == "overflow":
        return {"type": "overflow", "action_id": pointing.action_id, "options": [chosen]}
    return {"type": "button", "action_id": pointing.action_id, **chosen}


def action_of(target: Target, value: Any, action_ts: str) -> dict[str, Any]:
    """The entry of `actions` for this click."""
    element = target.element
    kind = element["type"]
    action: dict[str, Any] = {
        "type": kind,
        "action_id": element["action_id"],
        "block_id": target.block_id,
        "action_ts": action_ts,
    }
    if kind in {"button", "workflow_button", "icon_button"}:
        return action | {name: element[name] for name in ("text", "value", "style", "url") if element.get(name)}
    if kind == "feedback_buttons":
        pressed = "negative_button" if value == element["negative_button"]["value"] else "positive_button"
        return action | {"value": element[pressed]["value"], "text": element[pressed]["text"]}
    if element.get("placeholder"):
        action["placeholder"] = element["placeholder"]
    return action | value_entry(element, value)


def _clickable(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        element for _, block in every_block(blocks) for _, element in elements_of(block) if element.get("action_id")
    ]


def _matches(block: dict[str, Any], element: dict[str, Any], pointing: Pointing) -> bool:
    if not element.get("action_id"):
        return False
    if pointing.block_id and block["block_id"] != pointing.block_id:
        return False
    if pointing.action_id and element["action_id"] != pointing.action_id:
        return False
    if pointing.text and label_of(element).strip() != pointing.text.strip():
        return False
    if pointing.stale and element["type"] == "overflow":
        return any(option["value"] == pointing.value for option in element["options"])
    is_button = element["type"] == "button"
    if is_button and pointing.value is not None and element.get("value") != pointing.value:
        return False
    return bool(pointing.action_id or pointing.text)
