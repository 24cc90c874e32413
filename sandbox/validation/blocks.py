"""The shape of every block, the surface it may stand on, and the checks across the blocks of one surface."""

from collections.abc import Iterator
from typing import Any, Final

from sandbox import limits
from sandbox.validation.elements import (
    ACCESSORY,
    ACTIONS_ELEMENT,
    CONTEXT_ACTIONS_ELEMENT,
    CONTEXT_ELEMENT,
    INPUT_ELEMENT,
)
from sandbox.validation.finding import Report
from sandbox.validation.rich_text import RICH_TEXT, rich_text_length
from sandbox.validation.rules import (
    Rule,
    anything,
    array,
    boolean,
    by_type,
    escaped_length,
    one_of,
    shape,
    string,
)
from sandbox.validation.texts import IDENTIFIER, IMAGE_SOURCE, any_text, image_source, mrkdwn, plain_text

_ID: dict[str, Rule] = {"block_id": IDENTIFIER}


def _says_something(value: Any, pointer: str, report: Report) -> None:
    if value.get("text") is None and value.get("fields") is None:
        report.add("missing", "must provide text or fields", pointer, "text")


def _table_fits(value: Any, pointer: str, report: Report) -> None:
    cells = [cell for row in value.get("rows") or [] if isinstance(row, list) for cell in row]
    if sum(rich_text_length(cell) for cell in cells) > limits.TABLE_CHARACTERS:
        report.add("too_long", f"must be less than {limits.TABLE_CHARACTERS + 1} characters", pointer)


_CELL = by_type(
    {
        "raw_text": shape({"text": string()}, kind="raw_text"),
        "raw_number": shape({"text": string(), "value": anything}, kind="raw_number"),
        "rich_text": RICH_TEXT,
    }
)
_IMAGE = shape(
    {"alt_text": string(limits.IMAGE_ALT, minimum=1)},
    {**_ID, **IMAGE_SOURCE, "title": plain_text(limits.IMAGE_TITLE)},
    image_source,
    kind="image",
)
_CARD = shape(
    {},
    {
        **_ID,
        "title": mrkdwn(limits.CARD_TITLE),
        "subtitle": mrkdwn(limits.CARD_TITLE),
        "body": mrkdwn(limits.CARD_BODY),
        "hero_image": anything,
        "icon": anything,
        "actions": array(ACTIONS_ELEMENT),
    },
    kind="card",
)
_TASK_CARD = shape(
    {"task_id": string(), "title": string()},
    {
        **_ID,
        "status": one_of("pending", "in_progress", "complete", "error"),
        "details": RICH_TEXT,
        "output": RICH_TEXT,
        "sources": anything,
    },
    kind="task_card",
)

BLOCKS: Final[dict[str, Rule]] = {
    "section": shape(
        {},
        {
            **_ID,
            "text": any_text(limits.TEXT),
            "fields": array(any_text(limits.SECTION_FIELD_TEXT), limits.SECTION_FIELDS, minimum=1),
            "accessory": ACCESSORY,
            "expand": boolean,
        },
        _says_something,
        kind="section",
    ),
    "header": shape({"text": plain_text(limits.HEADER_TEXT)}, _ID, kind="header"),
    "divider": shape({}, _ID, kind="divider"),
    "context": shape({"elements": array(CONTEXT_ELEMENT, limits.CONTEXT_ELEMENTS, minimum=1)}, _ID, kind="context"),
    "actions": shape({"elements": array(ACTIONS_ELEMENT, limits.ACTIONS_ELEMENTS, minimum=1)}, _ID, kind="actions"),
    "context_actions": shape(
        {"elements": array(CONTEXT_ACTIONS_ELEMENT, limits.CONTEXT_ACTIONS_ELEMENTS, minimum=1)},
        _ID,
        kind="context_actions",
    ),
    "input": shape(
        {"label": plain_text(limits.INPUT_LABEL), "element": INPUT_ELEMENT},
        {**_ID, "hint": plain_text(limits.INPUT_HINT), "optional": boolean, "dispatch_action": boolean},
        kind="input",
    ),
    "image": _IMAGE,
    "rich_text": RICH_TEXT,
    "markdown": shape({"text": string(limits.MARKDOWN_TEXT, minimum=1)}, _ID, kind="markdown"),
    "table": shape(
        {"rows": array(array(_CELL, limits.TABLE_CELLS, minimum=1), limits.TABLE_ROWS, minimum=1)},
        {**_ID, "column_settings": array(anything, limits.TABLE_CELLS)},
        _table_fits,
        kind="table",
    ),
    "alert": shape(
        {"text": any_text()},
        {**_ID, "level": one_of("default", "info", "warning", "error", "success")},
        kind="alert",
    ),
    "video": shape(
        {
            "alt_text": string(minimum=1),
            "title": plain_text(limits.VIDEO_TITLE),
            "thumbnail_url": string(limits.IMAGE_URL),
            "video_url": string(limits.IMAGE_URL),
        },
        {
            **_ID,
            "author_name": string(limits.VIDEO_AUTHOR),
            "description": plain_text(),
            "provider_icon_url": string(),
            "provider_name": string(),
            "title_url": string(),
        },
        kind="video",
    ),
    "file": shape({"external_id": string(), "source": one_of("remote")}, _ID, kind="file"),
    "card": _CARD,
    "carousel": shape({"elements": array(_CARD, limits.CAROUSEL_CARDS, minimum=1)}, _ID, kind="carousel"),
    "task_card": _TASK_CARD,
    "plan": shape({"title": string()}, {**_ID, "tasks": array(_TASK_CARD)}, kind="plan"),
}

SURFACES: Final[dict[str, frozenset[str]]] = {
    "message": frozenset(BLOCKS) - {"alert"},
    "modal": frozenset(BLOCKS)
    - {"markdown", "table", "file", "card", "carousel", "task_card", "plan", "context_actions"},
    "home": frozenset(BLOCKS)
    - {"alert", "markdown", "table", "file", "card", "carousel", "task_card", "plan", "context_actions"},
}
BLOCKS_ON: Final = {
    "message": limits.MESSAGE_BLOCKS,
    "modal": limits.VIEW_BLOCKS,
    "home": limits.VIEW_BLOCKS,
}


def elements_of(block: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every element of a block that may carry an `action_id`, with its pointer inside the block."""
    if isinstance(block.get("elements"), list) and str(block.get("type")) in {
        "actions",
        "context_actions",
        "context",
    }:
        yield from ((f"/elements/{at}", one) for at, one in enumerate(block["elements"]) if isinstance(one, dict))
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            yield f"/{name}", block[name]


def check_blocks(blocks: Any, surface: str, pointer: str, report: Report) -> None:
    """The report holds whatever Slack would refuse in these blocks on this surface."""
    shapes = {kind: BLOCKS[kind] for kind in SURFACES[surface]}
    array(by_type(shapes), BLOCKS_ON[surface])(blocks, pointer, report)
    if not isinstance(blocks, list):
        return
    known = [(f"{pointer}/{at}", block) for at, block in enumerate(blocks) if isinstance(block, dict)]
    _check_block_ids(known, report)
    for where, block in known:
        _check_action_ids(block, where, report)
        _check_file_input(block, surface, where, report)
    tables = [where for where, block in known if block.get("type") == "table"]
    for where in tables[limits.TABLES_PER_MESSAGE :]:
        report.add("only_one_table_allowed", "only one table is allowed in a message", where, 1)
    markdown = [block["text"] for _, block in known if block.get("type") == "markdown" and _is_text(block)]
    if sum(map(len, markdown)) > limits.MARKDOWN_TEXT:
        report.add("too_long", f"markdown blocks exceed {limits.MARKDOWN_TEXT} characters together", pointer)


def _is_text(block: dict[str, Any]) -> bool:
    return isinstance(block.get("text"), str)


def _check_block_ids(known: list[tuple[str, dict[str, Any]]], report: Report) -> None:
    seen: set[str] = set()
    for where, block in known:
        block_id = block.get("block_id")
        if isinstance(block_id, str) and block_id:
            if block_id in seen:
                report.add("duplicate", f"block_id {block_id} already exists", f"{where}/block_id", block_id)
            seen.add(block_id)


def _check_action_ids(block: dict[str, Any], where: str, report: Report) -> None:
    seen: set[str] = set()
    for inner, element in elements_of(block):
        action_id = element.get("action_id")
        if isinstance(action_id, str) and action_id:
            if action_id in seen:
                pointer = f"{where}{inner}/action_id"
                report.add("duplicate", f"action_id {action_id} already exists", pointer, action_id)
            seen.add(action_id)


def _check_file_input(block: dict[str, Any], surface: str, where: str, report: Report) -> None:
    element = block.get("element")
    if surface != "modal" and isinstance(element, dict) and element.get("type") == "file_input":
        report.add("unsupported_type", "file_input is for modals only", f"{where}/element/type", "modal")


def shown_length(value: Any) -> int:
    """How many characters all text in these blocks comes to, as Slack counts them for a whole message."""
    if isinstance(value, list):
        return sum(map(shown_length, value))
    if not isinstance(value, dict):
        return 0
    text = value.get("text")
    own = escaped_length(text, plain=value.get("type") == "plain_text") if isinstance(text, str) else 0
    return own + sum(shown_length(entry) for entry in value.values() if isinstance(entry, dict | list))
