"""Conditions in CEL, compiled once. One that fails says why instead of raising, so that its caller chooses safety."""

import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import cel

VARIABLES = frozenset({"action", "payload", "context", "agent", "signals"})
"""What a condition may look at."""


_BOUND = re.compile(r"\.(?:all|exists|exists_one|filter|map)\(\s*(\w+)\s*,")
"""Names that a macro binds; CEL lists them among the variables."""


class BadCondition(ValueError):
    """The condition cannot be compiled, or looks at something that does not exist."""


Needs = Mapping[str, frozenset[str] | None]
"""Variables with the keys that are looked at; None for all of them."""


@dataclass(frozen=True, slots=True)
class Unevaluable:
    """A condition had no answer, for example because a field is missing."""

    why: str

    def __str__(self) -> str:
        """The reason, for a sentence."""
        return self.why


class Condition:
    """One compiled CEL expression that answers yes or no about an action."""

    __slots__ = ("_program", "needs", "source")

    def __init__(self, source: str) -> None:
        """Compiled, or BadCondition with what is wrong."""
        self.source = source
        try:
            self._program = cel.compile(source)
        except ValueError as error:
            raise BadCondition(_first_line(error)) from error
        variables = set(self._program.variables())
        known = ", ".join(sorted(VARIABLES))
        if not variables & VARIABLES:
            raise BadCondition(f"it looks at nothing of the action; use {known}")
        if unknown := variables - VARIABLES - set(_BOUND.findall(source)):
            raise BadCondition(f"it looks at {', '.join(sorted(unknown))}, which does not exist; use {known}")
        self.needs: Needs = {name: _keys_looked_at(name, source) for name in variables & VARIABLES}

    def holds(self, facts: "Facts") -> bool | Unevaluable:
        """Whether it holds; a missing field, a wrong type or a non-boolean answer is `Unevaluable`, never False."""
        try:
            answer = self._program.execute(facts.context)
        except KeyError as error:
            return Unevaluable(f"no field {error}")
        except Exception as error:  # noqa: BLE001 - whatever goes wrong inside CEL must end in more oversight
            return Unevaluable(_first_line(error))
        if not isinstance(answer, bool):
            return Unevaluable(f"it answered {type(answer).__name__}, not true or false")
        return answer


class Facts:
    """What conditions may look at, of one action.

    Handing a large payload to CEL costs many times what a condition costs. So only the keys are handed over that some
    condition names, once for all of them.
    """

    __slots__ = ("context",)

    def __init__(self, values: Mapping[str, Any], needs: Needs) -> None:
        """The facts by variable, as far as they are needed."""
        self.context = cel.Context({name: _only(values[name], keys) for name, keys in needs.items()})


def needs_of(conditions: Iterable[Condition]) -> Needs:
    """What some conditions look at, taken together."""
    needs: dict[str, frozenset[str] | None] = {}
    for condition in conditions:
        for name, keys in condition.needs.items():
            known = needs.get(name, frozenset())
            needs[name] = None if keys is None or known is None else keys | known
    return needs


def _keys_looked_at(variable: str, source: str) -> frozenset[str] | None:
    """The keys of the variable that an expression can see, or None where it may see all of it.

    Wherever the word stands it must be followed by a key; a word in a string literal only makes this more cautious.
    """
    mentions = re.findall(rf"(?<![\w.]){variable}\b", source)
    keys = re.findall(rf"(?<![\w.]){variable}\.([A-Za-z_]\w*)\b(?!\s*\()", source)
    return frozenset(keys) if len(keys) == len(mentions) else None


def _only(value: Any, keys: frozenset[str] | None) -> Any:
    if keys is None or not isinstance(value, dict):
        return value
    return {key: value[key] for key in keys if key in value}


def _first_line(error: Exception) -> str:
    text = str(error).splitlines()[0].removeprefix("Failed to parse expression ")
    return textwrap.shorten(text, 160, placeholder="…")
