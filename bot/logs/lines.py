"""What becomes of each event before it is written: the exception told, strangers cut short, secrets taken out."""

import enum
import re
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import PurePath
from typing import Any, Final

import structlog

from bot.logs.exceptions import chain_of, named, told
from bot.logs.redaction import SHORTEST, redacted

OURS: Final = frozenset({"__main__", "blocks", "bot", "sayso", "handlers", "oversight", "scheduler", "storage"})
"""The first names of loggers whose lines we write: they say what happened, and quote nobody."""

_PLAIN_WORDS = re.compile(r"(?:(?:[A-Za-z]?[a-z]+(?:-[a-z]+)*|[A-Z]{1,5})(?:[,.;]?[ ]+|[,.;!]?$|(?=[\n'\"`({\[<=:])))*")
"""How a stranger's line begins before it may quote what it was given: plain words, without digits or signs."""
_DEEPEST = 4
_SHOWN = (str, int, float, bool, type(None))


def without_secrets(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """The event as it may be written."""
    record = event.get("_record")
    error = _exception(event.pop("exc_info", None))
    event.pop("stack_info", None)
    arguments = event.pop("positional_args", None)
    said: dict[str, Any] = {}
    for name, value in event.items():
        said[name] = value if name in {"_record", "_from_structlog"} else _plain(value, error)
    if record is not None and not event.get("_from_structlog"):
        if record.name.partition(".")[0] not in OURS:
            said["event"] = _cut_short(record.msg if arguments else event["event"])
            said["logger"] = redacted(record.name)
            said["where"] = f"{record.module}:{record.lineno}"
        elif arguments or not isinstance(record.msg, str):
            said["event"] = _filled_in(record.msg, arguments, error)
    if error is not None:
        said["exception"] = told(error)
    return said


def _cut_short(words: object) -> str:
    """A stranger's line up to where it may begin to quote. Its arguments are not filled in."""
    found = _PLAIN_WORDS.match(words) if isinstance(words, str) else None
    return redacted(found[0].strip() if found else "") or "(only what we do not write)"


def _filled_in(words: object, arguments: Any, error: BaseException | None) -> Any:
    """A line of ours with its arguments as they may be written, and not as they show themselves."""
    if not isinstance(words, str):
        return _plain(words, error)
    values = _plain(arguments, error)
    return _plain(words % (values if isinstance(values, dict) else tuple(values)), error)


def _exception(info: Any) -> BaseException | None:
    if isinstance(info, BaseException):
        return info
    if isinstance(info, tuple):
        return info[1] if isinstance(info[1], BaseException) else None
    return sys.exc_info()[1] if info else None


def _plain(value: Any, error: BaseException | None, depth: int = 0) -> Any:
    """The value as text or number, without secrets and without the words of the exception it is told with."""
    match value:
        case enum.Enum():
            return _plain(value.value, error, depth)
        case str():
            # On one line: whoever puts a line break into an address or a name must not write lines of our log.
            return redacted(_unquoted(value, error)).replace("\n", "\\n")
        case int() | float() | None:
            return value
        case BaseException():
            return named(value)
        case PurePath() | date() | timedelta():
            return redacted(str(value))
        case Mapping() if depth < _DEEPEST:
            return {redacted(str(key)): _plain(item, error, depth + 1) for key, item in value.items()}
        case list() | tuple() | set() | frozenset() if depth < _DEEPEST:
            return [_plain(item, error, depth + 1) for item in value]
        case _:
            return f"<{type(value).__qualname__}>"


def _unquoted(text: str, error: BaseException | None) -> str:
    """The text with the words of the exception, and of what led to it, replaced by their kinds."""
    for link in chain_of(error):
        for words in _words(link):
            if len(words) >= SHORTEST and words in text:
                text = text.replace(words, type(link).__name__)
    return text


def _words(error: BaseException) -> tuple[str, ...]:
    try:
        return repr(error), str(error)
    except Exception:  # noqa: BLE001 - an exception that cannot be shown has no words
        return ()
