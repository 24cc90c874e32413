"""The values that the policy puts into a title, named unless they explain themselves.

Alone stand only a code under the name of an id, “A-1042” of ``order_id``, and money with its currency, “900 EUR” of
``amount`` and ``currency``. Everything else keeps its name: “version 3”, “to bob@example.org”, “origin JFK”.
"""

import json
import re

from blocks.kit.text import shorten, shown
from blocks.payload.value_words import value_start, value_words
from oversight.editing.redaction import REDACTED, redacts
from oversight.exact_json.canonical import Json
from oversight.exact_json.walk import value_at
from oversight.policy import CardHints

NAME = 30
VALUE = 48
LONGEST = 200
"""The most characters of a value that are drawn before it is cut to :data:`VALUE`."""

_ID = re.compile(r"(?:.*[_.])?(?:id|key|number)", re.IGNORECASE)
_CODE = re.compile(r"(?=.*[^\W\d_])[\w#][\w./:#-]{0,31}")
_MONEY = re.compile(r"(?:.*[_.])?(?:amount|price|total|sum|cost|fee|refund)", re.IGNORECASE)
"""Not ``amount_cents``: “90000 EUR” would be a hundred times too much."""
_CURRENCY = re.compile(r"[A-Z]{3}")


def headline(payload: Json, hints: CardHints, type_words: str = "") -> str:
    """The values that the policy puts first: “900 EUR · A-1042”; empty where it names none.

    What the type's own words say already is not said again: “Tag document · newsletter · scan-3001.pdf”.
    """
    if hints.summary_only:
        return ""
    told = type_words.casefold().split()
    found = [(name, value) for name in hints.headline if (value := value_at(payload, name.split("."))) is not None]
    money = {name: unit for name, value in found if (unit := _currency(payload, hints, name, value))}
    units = {_beside(name, "currency") for name in money}
    codes = [name for name, value in found if _is_code(hints, name, value)]
    said = []
    for name, value in found:
        if name in money:
            said.append(f"{value_words(value)} {money[name]}")
        elif codes == [name]:
            said.append(shown(str(value)))
        elif name not in units:
            words, its = _name_words(name), _value_words(value, hints, name)
            is_told = words.casefold() in told and isinstance(value, str) and not _redacts(hints, name)
            said.append(its if is_told else f"{words} {its}")
    return " · ".join(said)


def _beside(name: str, key: str) -> str:
    return ".".join([*name.split(".")[:-1], key])


def _currency(payload: Json, hints: CardHints, name: str, value: Json) -> str | None:
    """The unit of a sum of money, where the payload names one beside it."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    beside = _beside(name, "currency")
    if not is_number or not _MONEY.fullmatch(name) or _redacts(hints, name) or _redacts(hints, beside):
        return None
    unit = value_at(payload, beside.split("."))
    return unit if isinstance(unit, str) and _CURRENCY.fullmatch(unit) else None


def _is_code(hints: CardHints, name: str, value: Json) -> bool:
    """Whether name and value both look like an id, which needs no name beside it."""
    named_so = _ID.fullmatch(name) and not _redacts(hints, name)
    return bool(named_so and isinstance(value, str) and _CODE.fullmatch(value) and shown(value) == value)


def _redacts(hints: CardHints, name: str) -> bool:
    return redacts(hints, tuple(name.split(".")))


def _name_words(name: str) -> str:
    words = re.sub(r"[_.]+", " ", shown(name)).strip()
    return shorten(words.removesuffix(" id") or shown(name), NAME)


def _value_words(value: Json, hints: CardHints, name: str) -> str:
    if _redacts(hints, name):
        return REDACTED
    words = value_start(value, LONGEST, hints, tuple(name.split(".")))
    # A value may not pass for two of them.
    return shorten(json.dumps(words, ensure_ascii=False) if "·" in words else words, VALUE)
