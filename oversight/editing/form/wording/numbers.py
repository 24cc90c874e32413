"""Numbers as they stand in an input, and as people type them on phones."""

import math
import re
import unicodedata

from oversight.editing.form.field import Unread
from oversight.exact_json.canonical import MAX_SAFE_INTEGER

_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[,.' ’]\d{3})+(?:[.,]\d+)?|[+-]?\d+,\d+")
_NOT_NOTHING = re.compile(r"[+-]?[0.]*[1-9]", re.ASCII)
_MINUS = str.maketrans(dict.fromkeys("−–‒﹣－", "-"))  # noqa: RUF001 - what phones make of a minus
_LONGEST = 400
_MOST_DIGITS = 15
NO_NUMBER = "Write a number, such as 1200 or -3.5"
NO_WHOLE = "Write a whole number, such as 1200"
GROUPED = "Write the number without signs between thousands, and with a point before decimals: 1200.50"
TOO_SMALL = "This is so small that programs read it as nothing"
TOO_LARGE = "This is too large for a number that every program reads alike"


def number_text(value: float) -> str:
    """The number as it stands in an input."""
    if type(value) is float and value.is_integer() and abs(value) < 10**_MOST_DIGITS:
        return f"{value:.0f}"
    return repr(value)


def read_number(entered: str, *, whole: bool) -> int | float | Unread:
    """The number that somebody typed, a whole one where one is wanted; or why it is none."""
    text = unicodedata.normalize("NFKC", entered).translate(_MINUS).strip()
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    if not _PLAIN.fullmatch(text) or len(text) > _LONGEST:
        return Unread(GROUPED if _GROUPED.fullmatch(text) else NO_WHOLE if whole else NO_NUMBER)
    value: int | float = int(text) if _WHOLE.fullmatch(text) and text != "-0" else float(text)
    if isinstance(value, float) and not math.isfinite(value):
        return Unread(TOO_LARGE)
    # A whole number of hundreds of digits is compared as it is: no float holds it.
    if abs(value) > MAX_SAFE_INTEGER and (isinstance(value, int) or value.is_integer()):
        return Unread(TOO_LARGE)
    if value == 0 and _NOT_NOTHING.match(text):
        return Unread(TOO_SMALL)
    if whole and isinstance(value, float):
        return int(value) if value.is_integer() else Unread(NO_WHOLE)
    return value
