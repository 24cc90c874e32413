"""Conditions in CEL, compiled once. One that fails says why instead of raising, so that its caller chooses safety."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cel

VARIABLES = frozenset({"action", "payload", "context", "agent", "signals"})
"""What a condition may look at."""


class BadCondition(ValueError):
    """The condition cannot be compiled, or looks at something that does not exist."""


@dataclass(frozen=True, slots=True)
class Unevaluable:
    """A condition had no answer, for example because a field is missing."""

    why: str

    def __str__(self) -> str:
        """The reason, for a sentence."""
        return self.why


class Condition:
    """One compiled CEL expression that answers yes or no about an action."""

    __slots__ = ("_program", "source")

    def __init__(self, source: str) -> None:
        """Compiled, or BadCondition with what is wrong."""
        self.source = source
        try:
            self._program = cel.compile(source)
        except ValueError as error:
            raise BadCondition(_first_line(error)) from error
        variables = set(self._program.variables())
        if not variables & VARIABLES:
            raise BadCondition(f"it looks at nothing of the action; use {', '.join(sorted(VARIABLES))}")

    def holds(self, context: "cel.Context") -> bool | Unevaluable:
        """Whether it holds; a missing field, a wrong type or a non-boolean answer is `Unevaluable`, never False."""
        try:
            answer = self._program.execute(context)
        except KeyError as error:
            return Unevaluable(f"no field {error}")
        except Exception as error:  # noqa: BLE001 - whatever goes wrong inside CEL must end in more oversight
            return Unevaluable(_first_line(error))
        if not isinstance(answer, bool):
            return Unevaluable(f"it answered {type(answer).__name__}, not true or false")
        return answer


def condition_context(facts: Mapping[str, Any]) -> "cel.Context":
    """The facts of one action, converted once for all conditions."""
    context = cel.Context()
    context.update(dict(facts))
    return context


def _first_line(error: Exception) -> str:
    text = str(error).splitlines()[0].removeprefix("Failed to parse expression ")
    return textwrap.shorten(text, 160, placeholder="…")
