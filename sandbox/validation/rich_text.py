"""The shape of rich text."""

from typing import Any, Final

from sandbox import limits
from sandbox.validation.rules import Rule, array, boolean, by_type, number, one_of, shape, string

_STYLE = shape(
    {},
    dict.fromkeys(
        ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean
    ),
)
_STYLED: dict[str, Rule] = {"style": _STYLE}
_PART: Final = by_type(
    {
        "text": shape({"text": string(minimum=1)}, _STYLED, kind="text"),
        "link": shape({"url": string(minimum=1)}, {**_STYLED, "text": string(), "unsafe": boolean}, kind="link"),
        "user": shape({"user_id": string()}, _STYLED, kind="user"),
        "usergroup": shape({"usergroup_id": string()}, _STYLED, kind="usergroup"),
        "channel": shape({"channel_id": string()}, _STYLED, kind="channel"),
        "team": shape({"team_id": string()}, _STYLED, kind="team"),
        "emoji": shape({"name": string()}, {**_STYLED, "unicode": string(), "url": string()}, kind="emoji"),
        "date": shape(
            {"timestamp": number(0), "format": string()},
            {**_STYLED, "fallback": string(), "url": string()},
            kind="date",
        ),
        "broadcast": shape({"range": one_of("here", "channel", "everyone")}, _STYLED, kind="broadcast"),
        "color": shape({"value": string()}, _STYLED, kind="color"),
    }
)
_BORDER: dict[str, Rule] = {"border": one_of(0, 1)}
_SECTION: Final = shape({"elements": array(_PART)}, kind="rich_text_section")
_ELEMENT: Final = by_type(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": shape(
            {"elements": array(_SECTION, minimum=1), "style": one_of("bullet", "ordered")},
            {**_BORDER, "indent": number(0, 8), "offset": number(0)},
            kind="rich_text_list",
        ),
        "rich_text_quote": shape({"elements": array(_PART)}, _BORDER, kind="rich_text_quote"),
        "rich_text_preformatted": shape(
            {"elements": array(_PART)}, {**_BORDER, "language": string()}, kind="rich_text_preformatted"
        ),
    }
)
RICH_TEXT: Final = shape(
    {"elements": array(_ELEMENT, minimum=1)}, {"block_id": string(limits.IDENTIFIER)}, kind="rich_text"
)


def rich_text_length(value: Any) -> int:
    """How many characters of text a rich text value shows."""
    if isinstance(value, dict):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(rich_text_length(entry) for entry in value.get("elements") or [])
    return 0
