"""The shape of rich text."""

from typing import Final

from sandbox import limits
from sandbox.validation.rules import Rule, array, boolean, by_type, integer, number, one_of, shape, string
from sandbox.validation.texts import BLOCK_ID

_MARKS: Final = ("bold", "italic", "strike", "code", "underline")
_STYLED: Final[dict[str, Rule]] = {"style": shape({}, dict.fromkeys(_MARKS, boolean))}
_MENTIONED: Final[dict[str, Rule]] = {
    "style": shape({}, dict.fromkeys((*_MARKS, "highlight", "client_highlight", "unlink"), boolean))
}
_TEXT: Final = shape({"text": string(minimum=1)}, _STYLED, kind="text")
_LINK: Final = shape({"url": string(minimum=1)}, {**_STYLED, "text": string(), "unsafe": boolean}, kind="link")
_PART: Final = by_type(
    {
        "text": _TEXT,
        "link": _LINK,
        "user": shape({"user_id": string(minimum=1)}, _MENTIONED, kind="user"),
        "usergroup": shape({"usergroup_id": string(minimum=1)}, _MENTIONED, kind="usergroup"),
        "channel": shape({"channel_id": string(minimum=1)}, _MENTIONED, kind="channel"),
        "team": shape({"team_id": string(minimum=1)}, _MENTIONED, kind="team"),
        "emoji": shape(
            {"name": string(minimum=1)},
            {**_STYLED, "unicode": string(), "url": string(), "skin_tone": integer(1, 6)},
            kind="emoji",
        ),
        "date": shape(
            {"timestamp": number(0), "format": string(minimum=1)},
            {**_STYLED, "fallback": string(), "url": string()},
            kind="date",
        ),
        "broadcast": shape({"range": one_of("here", "channel", "everyone")}, _STYLED, kind="broadcast"),
        "color": shape({"value": string(minimum=1)}, _STYLED, kind="color"),
    }
)
_BORDER: Final[dict[str, Rule]] = {"border": one_of(0, 1)}
_SECTION: Final = shape({"elements": array(_PART)}, kind="rich_text_section")
_ELEMENT: Final = by_type(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": shape(
            {"elements": array(_SECTION), "style": one_of("bullet", "ordered")},
            {**_BORDER, "indent": integer(0, limits.LIST_INDENT), "offset": integer(0)},
            kind="rich_text_list",
        ),
        "rich_text_quote": shape({"elements": array(_PART)}, _BORDER, kind="rich_text_quote"),
        "rich_text_preformatted": shape(
            {"elements": array(by_type({"text": _TEXT, "link": _LINK}))},
            {**_BORDER, "language": string()},
            kind="rich_text_preformatted",
        ),
    }
)
RICH_TEXT: Final = shape({"elements": array(_ELEMENT, minimum=1)}, BLOCK_ID, kind="rich_text")
