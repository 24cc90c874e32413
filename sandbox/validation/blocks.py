"""The shape of every block, the surfaces that it may stand on, and what is wrong with a list of them."""

from typing import Any, Final

from sandbox import limits
from sandbox.validation.cards import GROUPS, container
from sandbox.validation.charts import CHARTS
from sandbox.validation.elements import (
    ACCESSORY,
    ACTIONS_ELEMENT,
    CONTEXT_ACTIONS_ELEMENT,
    CONTEXT_ELEMENT,
    INPUT_ELEMENT,
)
from sandbox.validation.finding import Report
from sandbox.validation.rich_text import RICH_TEXT
from sandbox.validation.rules import Rule, anything, array, boolean, by_type, one_of, shape, string, words
from sandbox.validation.tables import TABLES
from sandbox.validation.texts import BLOCK_ID, any_text, image, plain_text
from sandbox.validation.together import check_together


def _says_something(value: Any, pointer: str, report: Report) -> None:
    if "text" not in value and "fields" not in value:
        report.add("required", "must provide text or fields", pointer, ["text", "fields"])


_PLAIN: Final[dict[str, Rule]] = {
    "section": shape(
        {},
        {
            **BLOCK_ID,
            "text": any_text(limits.TEXT),
            "fields": array(any_text(limits.SECTION_FIELD_TEXT), limits.SECTION_FIELDS, minimum=1),
            "accessory": ACCESSORY,
            "expand": boolean,
        },
        _says_something,
        kind="section",
    ),
    "header": shape({"text": plain_text(limits.HEADER_TEXT)}, BLOCK_ID, kind="header"),
    "divider": shape({}, BLOCK_ID, kind="divider"),
    "context": shape(
        {"elements": array(CONTEXT_ELEMENT, limits.CONTEXT_ELEMENTS, minimum=1)}, BLOCK_ID, kind="context"
    ),
    "actions": shape(
        {"elements": array(ACTIONS_ELEMENT, limits.ACTIONS_ELEMENTS, minimum=1)}, BLOCK_ID, kind="actions"
    ),
    "input": shape(
        {"label": plain_text(limits.INPUT_LABEL), "element": INPUT_ELEMENT},
        {**BLOCK_ID, "hint": plain_text(limits.INPUT_HINT), "optional": boolean, "dispatch_action": boolean},
        kind="input",
    ),
    "image": image({**BLOCK_ID, "title": plain_text(limits.IMAGE_TITLE)}),
    "rich_text": RICH_TEXT,
    "video": shape(
        {
            "alt_text": words(minimum=1),
            "title": plain_text(limits.VIDEO_TITLE),
            "thumbnail_url": string(limits.IMAGE_URL, minimum=1),
            "video_url": string(limits.IMAGE_URL, minimum=1),
        },
        {
            **BLOCK_ID,
            "author_name": words(limits.VIDEO_AUTHOR),
            "description": plain_text(),
            "provider_icon_url": string(limits.IMAGE_URL, minimum=1),
            "provider_name": words(),
            "title_url": string(limits.IMAGE_URL, minimum=1),
        },
        kind="video",
    ),
}
_FILE: Final[dict[str, Rule]] = {
    "file": shape({"external_id": string(minimum=1), "source": one_of("remote")}, BLOCK_ID, kind="file")
}
BLOCKS: Final[dict[str, Rule]] = {
    **_PLAIN,
    **_FILE,
    **TABLES,
    **CHARTS,
    **GROUPS,
    "container": container({**_PLAIN, **_FILE, "table": TABLES["table"]}),
    "alert": shape(
        {"text": any_text(limits.ALERT_TEXT)},
        {**BLOCK_ID, "level": one_of("default", "info", "warning", "error", "success")},
        kind="alert",
    ),
    "markdown": shape({"text": string(limits.MARKDOWN_TEXT, minimum=1)}, BLOCK_ID, kind="markdown"),
    "context_actions": shape(
        {"elements": array(CONTEXT_ACTIONS_ELEMENT, limits.CONTEXT_ACTIONS_ELEMENTS, minimum=1)},
        BLOCK_ID,
        kind="context_actions",
    ),
    "call": shape(
        {"call_id": string(minimum=1)},
        {**BLOCK_ID, "api_decoration_available": boolean, "call": anything},
        kind="call",
    ),
}
"""Every block by its type."""

_EVERYWHERE: Final = frozenset((*_PLAIN, "card", "auth_provider"))
SURFACES: Final[dict[str, frozenset[str]]] = {
    "message": frozenset(BLOCKS) - {"alert"},
    "modal": _EVERYWHERE | {"alert"},
    "home": _EVERYWHERE | {"carousel"},
}
_MOST: Final = {
    "message": limits.MESSAGE_BLOCKS,
    "modal": limits.VIEW_BLOCKS,
    "home": limits.VIEW_BLOCKS,
}
_RULES: Final = {
    surface: array(by_type({kind: BLOCKS[kind] for kind in kinds}), _MOST[surface])
    for surface, kinds in SURFACES.items()
}


def check_blocks(blocks: Any, surface: str, pointer: str, report: Report) -> None:
    """The report holds whatever Slack would refuse in these blocks, which are all that the surface has."""
    check_each(blocks, surface, pointer, report)
    check_together([(pointer, blocks)], surface, report)


def check_each(blocks: Any, surface: str, pointer: str, report: Report) -> None:
    """The report holds whatever Slack would refuse in each of these blocks by itself, and in their number."""
    _RULES[surface](blocks, pointer, report)
