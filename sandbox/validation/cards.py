"""The shape of what groups other things: cards, carousels, containers, tasks, plans and providers."""

from typing import Any, Final

from sandbox import limits
from sandbox.validation.elements import CARD_ELEMENT, PROVIDER_ELEMENT
from sandbox.validation.finding import Report
from sandbox.validation.rich_text import RICH_TEXT
from sandbox.validation.rules import Rule, anything, array, boolean, by_type, one_of, shape, string, typed, words
from sandbox.validation.texts import BLOCK_ID, any_text, image, plain_text

_IMAGE: Final = by_type({"image": image()})
_URL: Final = string(limits.PROVIDER_URL, minimum=1)


def _shows_something(value: Any, pointer: str, report: Report) -> None:
    parts = ["hero_image", "title", "actions", "body"]
    if value.keys().isdisjoint(parts):
        report.add("required", f"must provide one of {', '.join(parts)}", pointer, parts)
    if "icon" in value and "slack_icon" in value:
        report.add(
            "exclusive", "must provide only one of icon, slack_icon", f"{pointer}/slack_icon", "icon", "slack_icon"
        )


def _headed(value: Any, pointer: str, report: Report) -> None:
    if "title" not in value and "rich_text_title" not in value:
        report.add("required", "must provide title or rich_text_title", pointer, ["title", "rich_text_title"])
    if value.get("is_collapsible") and value.get("has_header_divider"):
        message = "must not be true when is_collapsible is"
        report.add("exclusive", message, f"{pointer}/has_header_divider", "is_collapsible", "has_header_divider")


_CARD: Final = shape(
    {},
    {
        **BLOCK_ID,
        "title": any_text(limits.CARD_TITLE),
        "subtitle": any_text(limits.CARD_SUBTITLE),
        "body": any_text(limits.CARD_BODY),
        "subtext": any_text(limits.CARD_SUBTEXT),
        "hero_image": _IMAGE,
        "icon": _IMAGE,
        "slack_icon": anything,
        "actions": array(CARD_ELEMENT, limits.CARD_ACTIONS, minimum=1),
    },
    _shows_something,
    kind="card",
)
_TASK: Final[dict[str, Rule]] = {"task_id": string(minimum=1), "title": words(minimum=1)}
_TASK_STATUS: Final[dict[str, Rule]] = {"status": one_of("pending", "in_progress", "complete", "error")}
_TASK_MORE: Final[dict[str, Rule]] = {
    **BLOCK_ID,
    "details": RICH_TEXT,
    "output": RICH_TEXT,
    "sources": array(shape({"url": string(minimum=1), "text": words(minimum=1)}, kind="url"), minimum=1),
}
_PLANNED: Final[dict[str, Rule]] = {**_TASK_STATUS, **_TASK_MORE, "type": typed("task_card")}

GROUPS: Final[dict[str, Rule]] = {
    "card": _CARD,
    "carousel": shape(
        {"elements": array(by_type({"card": _CARD}), limits.CAROUSEL_CARDS, minimum=1)}, BLOCK_ID, kind="carousel"
    ),
    "task_card": shape({**_TASK, **_TASK_STATUS}, _TASK_MORE, kind="task_card"),
    # A plan's tasks are task cards that need not say so.
    "plan": shape(
        {"title": words(minimum=1)},
        {**BLOCK_ID, "tasks": array(shape(_TASK, _PLANNED), minimum=1)},
        kind="plan",
    ),
    "auth_provider": shape(
        {
            "value": string(limits.PROVIDER_VALUE, minimum=1),
            "name": plain_text(limits.PROVIDER_NAME),
            "is_connected": boolean,
        },
        {
            **BLOCK_ID,
            "description": plain_text(limits.PROVIDER_DESCRIPTION),
            "connected_identity": plain_text(limits.PROVIDER_CONNECTED),
            "connected_context": plain_text(limits.PROVIDER_CONNECTED),
            "icon_url": _URL,
            "auth_url": _URL,
            "disconnect_url": _URL,
            "accessory": PROVIDER_ELEMENT,
            "fallback": anything,
        },
        kind="auth_provider",
    ),
}


def container(inner: dict[str, Rule]) -> Rule:
    """A rule for a block that holds these kinds of block."""
    return shape(
        {"child_blocks": array(by_type(inner), limits.CONTAINER_BLOCKS, minimum=1)},
        {
            **BLOCK_ID,
            "title": plain_text(limits.CONTAINER_TITLE),
            "rich_text_title": RICH_TEXT,
            "subtitle": any_text(limits.CONTAINER_SUBTITLE),
            "width": one_of("narrow", "standard", "wide", "full"),
            "icon": _IMAGE,
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        _headed,
        kind="container",
    )
