"""Exceptions as the log tells them: what kind, which code, where it was raised; never the words that it carries.

Whoever raises an exception puts into it what was at hand: the value that did not fit, the line that could not be read,
the row that was there already. So words are told only of exceptions whose words we write ourselves, for people. Local
variables and lines of source are never told.
"""

import re
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Final

from bot.logs.redaction import redacted

OUR_WORDS: Final = frozenset(
    {
        "bot.slack.fault.SlackFault",
        "bot.start_refused.StartRefused",
        "oversight.ports.world.DirectoryUnavailable",
        "storage.engine.errors.StorageError",
    }
)
"""Exceptions with a sentence of ours. Of it, too, only the first line is told, and no secret.

By name, like Slack's: whoever logs would otherwise load most of the program, also for `sayso --help`.
"""
SLACK_S_REFUSAL: Final = frozenset({"slack_sdk.errors.SlackApiError"})

FRAMES: Final = 24
"""Frames told of one traceback: the outermost few, and the innermost."""
OUTERMOST: Final = 4
CHAIN: Final = 12
"""Exceptions told of one chain or group."""
LONGEST_SENTENCE: Final = 300

_CODES: Final = (
    ("errno", re.compile(r"[0-9]{1,3}")),
    ("sqlstate", re.compile(r"[0-9A-Z]{5}")),
    ("sqlite_errorname", re.compile(r"SQLITE_[A-Z_]{1,40}")),
    ("status", re.compile(r"[1-5][0-9]{2}")),
    ("code", re.compile(r"[1-5][0-9]{2}")),
    ("slack", re.compile(r"[a-z][a-z_]{1,60}")),
)
"""Attributes that say which fault it is, where they have the form of a code: no room for anything else."""

_CAUSED = "\n\nwhich was the cause of:\n\n"
_MEANWHILE = "\n\nwhile it was being handled:\n\n"


def told(error: BaseException) -> str:
    """The exception and whatever led to it, the first cause first."""
    return "".join(_chain(error, set()))


def named(error: BaseException) -> str:
    """The exception in one line: its kind, its code, and our own words where they are ours."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    codes = [f"{attribute} {code}" for attribute, code in _codes(error)]
    head = f"{name} ({', '.join(codes)})" if codes else name
    words = _first_line(error) if _is_one_of(OUR_WORDS, error) else ""
    return f"{head}: {words}" if words else head


def chain_of(error: BaseException | None) -> Iterator[BaseException]:
    """The exception, and what led to it: at most so many, for a chain may lead back to its beginning."""
    for _ in range(CHAIN):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _chain(error: BaseException, seen: set[int]) -> Iterator[str]:
    if id(error) in seen or len(seen) >= CHAIN:
        yield f"{type(error).__qualname__} (and so on)"
        return
    seen.add(id(error))
    if error.__cause__ is not None:
        yield from _chain(error.__cause__, seen)
        yield _CAUSED
    elif error.__context__ is not None and not error.__suppress_context__:
        yield from _chain(error.__context__, seen)
        yield _MEANWHILE
    yield "".join(_frames(error.__traceback__))
    yield named(error)
    if isinstance(error, BaseExceptionGroup):
        for number, exception in enumerate(error.exceptions, 1):
            yield f"\n  {number} of {len(error.exceptions)}:\n"
            yield from ("    " + line for line in "".join(_chain(exception, seen)).splitlines(keepends=True))
            if len(seen) >= CHAIN:
                return


def _frames(traceback: TracebackType | None) -> Iterator[str]:
    lines = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        lines.append(f'  File "{code.co_filename}", line {traceback.tb_lineno}, in {code.co_name}\n')
        traceback = traceback.tb_next
    if len(lines) > FRAMES:
        left_out = len(lines) - FRAMES
        lines[OUTERMOST : OUTERMOST + left_out] = [f"  … {left_out} more\n"]
    return iter(lines)


def _codes(error: BaseException) -> Iterator[tuple[str, str]]:
    for attribute, form in _CODES:
        value = _slack_code(error) if attribute == "slack" else _attribute(error, attribute)
        if type(value) in (int, str) and form.fullmatch(str(value)):
            yield attribute, str(value)


def _attribute(error: BaseException, name: str) -> Any:
    try:
        return getattr(error, name, None)
    except Exception:  # noqa: BLE001 - a property of somebody else's exception; telling it must not raise another
        return None


def _slack_code(error: BaseException) -> Any:
    """The short word by which Slack names a refusal; the rest of its answer is not told."""
    response = _attribute(error, "response") if _is_one_of(SLACK_S_REFUSAL, error) else None
    data = getattr(response, "data", response)
    return data.get("error") if isinstance(data, dict) else None


def _is_one_of(names: frozenset[str], error: BaseException) -> bool:
    """Whether the exception's kind, or one that it is a kind of, has one of the names."""
    return any(f"{kind.__module__}.{kind.__qualname__}" in names for kind in type(error).__mro__)


def _first_line(error: BaseException) -> str:
    try:
        line = str(error).partition("\n")[0]
    except Exception:  # noqa: BLE001 - telling an exception must not raise another
        return ""
    return redacted(line if len(line) <= LONGEST_SENTENCE else f"{line[:LONGEST_SENTENCE]}…")
