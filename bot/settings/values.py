"""Values as people write them in files, manifests and shells: understood where only one thing can be meant.

Each reader raises ValueError with what to write instead; the sentence around it is made in :mod:`bot.settings.faults`.
"""

import ipaddress
import math
import re
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr, TypeAdapter, ValidationError

from oversight.calendar.duration import LONGEST, parse_duration

HIGHEST_PORT = 65_535
MOST_A_SECOND = 1000

_QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "\N{LEFT SINGLE QUOTATION MARK}": "’"}
_PORT = re.compile(r":?(\d{1,5})(?:/tcp)?", re.ASCII | re.IGNORECASE)
_HOST_NAME = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*\.?")
_UNFILLED = re.compile(r"\$[{(]?[A-Za-z_]|^%[A-Za-z_]+%")
_SPANS = re.compile(
    r"(?:(\d+)\s*(w|weeks?|d|days?|h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?)(?![A-Za-z])[\s,]*)+", re.IGNORECASE
)
_SPAN = re.compile(r"(\d+)\s*([A-Za-z])[A-Za-z]*")
_MONTHS_OR_MINUTES = re.compile(r"\d\s*M(?![A-Za-z])")
_TOKEN = re.compile(r"[!-~]*")


def unwrapped(text: str) -> str:
    """The text without what files and shells leave around a value: spaces, line ends, a byte order mark, quotes."""
    while True:
        bare = _stripped(text)
        if len(bare) > 1 and _QUOTES.get(bare[0]) == bare[-1]:
            bare = bare[1:-1]
        if bare == text:
            return bare
        text = bare


def read_port(value: object) -> int:
    """A port; ``8080/tcp`` and ``:8080`` are how other programs write one."""
    found = _PORT.fullmatch(value) if isinstance(value, str) else None
    number = int(found[1]) if found else value
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= HIGHEST_PORT:
        raise ValueError(f"write a number from 0 to {HIGHEST_PORT}, such as 8080; 0 takes any free port")
    return number


def read_host(value: object) -> str:
    """An address or a host's name, without scheme and port."""
    text = value if isinstance(value, str) else ""
    bare = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    if _is_address(bare):
        return bare
    if not _HOST_NAME.fullmatch(text) or text.rstrip(".").rpartition(".")[2].isdigit():
        raise ValueError(
            "write the address alone, such as 127.0.0.1, or 0.0.0.0 for every address; the port is SAYSO_PORT"
        )
    return text


def read_span(value: object) -> timedelta:
    """A span of time: ``24h`` as in the policy, ``1 day``, ``P1D``, ``06:00:00``."""
    span = value if isinstance(value, timedelta) else _span(value) if isinstance(value, str) else None
    if span is None or not timedelta() <= span <= LONGEST:
        raise ValueError("write a span of time up to a year, such as 24h, 30m, 1h30m or 7d")
    return span


def read_rate(value: object) -> float:
    """A number above zero."""
    try:
        rate = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else math.nan
    except ValueError:
        rate = math.nan
    if not 0 < rate <= MOST_A_SECOND:
        raise ValueError(f"write a number above 0 and up to {MOST_A_SECOND}, such as 1 or 0.5")
    return rate


def read_path(value: object) -> Path:
    """A path, with ``~`` for a home folder."""
    if isinstance(value, Path):
        return value
    if not isinstance(value, str):
        raise ValueError("write a path")  # noqa: TRY004 - pydantic tells of a ValueError
    if _UNFILLED.search(value):
        raise ValueError("write the path itself, because nothing here fills in variables")
    if "://" in value:
        raise ValueError("write a path, such as /etc/sayso/policy.yml, and no URL")
    try:
        return Path(value).expanduser()
    except RuntimeError as error:
        raise ValueError("write the path in full, because that home folder is not known") from error


def read_base_url(value: object) -> str:
    """A URL under which Slack's methods are, with the slash at its end that the client wants."""
    try:
        parts = urlsplit(value if isinstance(value, str) else "")
        usable = parts.scheme in ("http", "https") and parts.hostname and not (parts.query or parts.fragment)
        holds_password = "@" in parts.netloc
        methods_below = parts.hostname != "slack.com" or parts.path.rstrip("/") == "/api"
        _ = parts.port
    except ValueError:
        usable = methods_below = holds_password = False
    if not isinstance(value, str) or not usable or not methods_below or re.search(r"\s", value):
        raise ValueError("write a whole URL, such as https://slack.com/api/")
    if holds_password:  # the client cannot send it: the bot token has its place
        raise ValueError("write the URL without a user's name and password")
    return value if value.endswith("/") else value + "/"


def read_secret(value: object) -> str:
    """Any text."""
    text = value.get_secret_value() if isinstance(value, SecretStr) else value
    if not isinstance(text, str):
        raise ValueError("write it as text, in quotes")  # noqa: TRY004 - pydantic tells of a ValueError
    return text


def read_token(value: object) -> str:
    """What Slack hands out: printable ASCII without a space."""
    text = read_secret(value)
    if not _TOKEN.fullmatch(text):
        raise ValueError("copy it again, because it holds a space, a line break or a character that Slack never uses")
    return text


def one_of(*known: str, **other_words: str) -> Callable[[object], str]:
    """A reader of one of these words, in capitals or not; ``other_words`` mean one of them, too."""
    meanings = {**{word: str(word) for word in known}, **other_words}

    def read_word(value: object) -> str:
        word = meanings.get(value.casefold()) if isinstance(value, str) else None
        if word is None:
            raise ValueError(f"write one of {', '.join(known)}")
        return word

    return read_word


def _stripped(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _is_blank(text[start]):
        start += 1
    while start < end and _is_blank(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_blank(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cc", "Cf")


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _span(text: str) -> timedelta | None:
    try:
        if _SPANS.fullmatch(text):
            if _MONTHS_OR_MINUTES.search(text):
                return None
            return parse_duration("".join(f"{amount}{unit.lower()}" for amount, unit in _SPAN.findall(text)))
        # A bare number might be seconds, hours or days.
        return timedelta() if text == "0" else None if _is_number(text) else _STANDARD.validate_python(text)
    except (ValueError, ValidationError, OverflowError):
        return None


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


_STANDARD = TypeAdapter(timedelta)
"""ISO 8601 (``P1D``, ``PT6H``) and clock times (``06:00:00``)."""
