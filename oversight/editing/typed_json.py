"""Reads JSON that a person typed on a phone or a Mac, whose keyboards write their own quotes, spaces and dashes.

Outside of texts they are read as the plain ones, because no other reading is possible. Inside a text they stay, because
the person wrote them. What cannot be read is refused, and the refusal names the sign that is in the way.
"""

import re
import unicodedata

from oversight.action.refusal import Refusal, RefusalCode
from oversight.exact_json.canonical import Json
from oversight.exact_json.strict_json import BadJson, read_json

_QUOTES = "“”„‟«»″＂〝〞"  # noqa: RUF001 - the keyboards' own
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff"
_PLAIN = str.maketrans(dict.fromkeys(_SPACES, " ") | dict(zip("：，、｛｝［］", ":,,{}[]", strict=True)))  # noqa: RUF001
_MINUS = re.compile(r"[−–‒﹣－](?=\d)")  # noqa: RUF001 - what phones make of a minus
_STRAIGHT = r'"(?:\\.|[^"\\])*"'
_PAIRS = ("“„”‟", '“”"'), ("«", "»"), ("»", "«"), ("″", "″"), ("＂", "＂"), ("〝", "〞〝")  # noqa: RUF001
_INSIDE = rf'(?:\\.|[^"\\{_QUOTES}])*'
_ENDS = rf"(?=[\s{_SPACES}]*(?:[:,\]}}：，、｝］]|\Z))"  # noqa: RUF001
_CURLY = "|".join(f"[{opening}]{_INSIDE}[{closing}]{_ENDS}" for opening, closing in _PAIRS)
"""A text between quotes that are not straight, if they are a pair with no other quotes inside and it can end there."""
_TEXT = re.compile(f"({_STRAIGHT}|{_CURLY})", re.DOTALL)
_ODD = re.compile(r"""[^\s\w{}\[\]:,."+-]|[^\x00-\x7f]""")


def read_typed(text: str) -> Json | Refusal:
    """The value, or what keeps it from being read."""
    value = _read(text)
    if not isinstance(value, BadJson):
        return value
    plain = _with_plain_signs(text)
    again = _read(plain) if plain != text else value
    if not isinstance(again, BadJson):
        return again
    where = "" if again.path == "$" else f"{again.path}: "
    return Refusal(
        RefusalCode.INVALID_PAYLOAD, f"This is not JSON that can run. {_odd_sign(plain) or f'{where}{again.problem}'}"
    )


def _read(text: str) -> Json | BadJson:
    return read_json(text.encode("utf-8", "surrogatepass"))


def _with_plain_signs(text: str) -> str:
    """The text with the plain sign instead of each typed one, outside of its texts."""
    parts = _TEXT.split(text)
    parts[::2] = (_MINUS.sub("-", part.translate(_PLAIN)) for part in parts[::2])
    parts[1::2] = (f'"{part[1:-1]}"' for part in parts[1::2])
    return "".join(parts)


def _odd_sign(text: str) -> str:
    """Which sign is in the way, and where; empty if no keyboard made it."""
    outside = _TEXT.sub(lambda part: " " * len(part[0]), text)
    found = _ODD.search(outside) or re.search(f"[{_QUOTES}]", text)
    if found is None:
        return ""
    sign, before = text[found.start()], text[: found.start()]
    line, column = before.count("\n") + 1, found.start() - (before.rfind("\n") + 1) + 1
    name = unicodedata.name(sign, f"U+{ord(sign):04X}").lower()
    return (
        f"At line {line} column {column} stands {sign} ({name}). "
        'Outside of texts, JSON takes straight double quotes ("), plain spaces and - for minus.'
    )
