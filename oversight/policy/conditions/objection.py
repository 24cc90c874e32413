"""What the engine objects to, in words that repeat the policy and never the action.

The words stand on cards, in answers and in the audit log, and a condition may look at values that none of these may
show. A key that was looked up and is not there is therefore named only where the condition itself names it.
"""

import re

from oversight.policy.conditions.expression.calls import FUNCTIONS as KNOWN
from oversight.policy.conditions.expression.calls import usage
from oversight.policy.conditions.expression.constant_texts import EXAMPLES
from oversight.policy.conditions.functions import TAKES
from oversight.policy.one_line import on_one_line

_NAMED = re.compile(r"Function '(\w+)' error|Undefined variable or function: '(\w+)'")
_LONGEST = 160


def why_unanswered(error: Exception, source: str) -> str:
    """Why the condition has no answer for this action; ``source`` is the condition, its constants filled in."""
    if isinstance(error, KeyError):
        key = str(error.args[0]) if error.args else ""
        return (
            on_one_line(f"no field {key!r}", _LONGEST)
            if _names(source, key)
            else "what it looks up by a value is not there"
        )
    if (known := _in_our_words(error)) is not None:
        return known
    # The engine puts what it stumbled over behind a colon: “index out of bounds: 7”.
    what, colon, over = _first_line(error).partition(": ")
    return f"{what}: {over}" if colon and _names(source, over) else what


def refused_by_engine(error: Exception) -> str:
    """Why the engine takes no such condition, whatever the action: its words are about the policy."""
    return _in_our_words(error) or _first_line(error)


def _names(source: str, words: str) -> bool:
    """Whether these words stand in the source, and not as a part of others."""
    return bool(words) and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", source) is not None


def _in_our_words(error: Exception) -> str | None:
    named = _NAMED.match(str(error))
    if named and (name := named[1] or named[2]) in {*TAKES, *KNOWN}:
        said = TAKES.get(name) or f"{name} got what it cannot take; it is called {EXAMPLES.get(name) or usage(name)}"
        return on_one_line(said, _LONGEST)
    if isinstance(error, TypeError):
        return "something is of another kind than it takes: a text where it needs a number, or null"
    return None


def _first_line(error: Exception) -> str:
    text = str(error).partition("\n")[0]
    if isinstance(error, ValueError):
        text = text.rpartition("ERROR: ")[2]
    return on_one_line(text or type(error).__name__, _LONGEST)
