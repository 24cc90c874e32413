"""Conditions in CEL, compiled once. One that fails says why instead of raising, so that its caller chooses safety."""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cel

VARIABLES = frozenset({"action", "payload", "context", "agent", "signals"})
"""What a condition may look at."""


_BOUND = re.compile(r"\.(?:all|exists|exists_one|filter|map)\(\s*(\w+)\s*,")
"""Names that a macro binds; CEL lists them among the variables."""


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
        known = ", ".join(sorted(VARIABLES))
        if not variables & VARIABLES:
            raise BadCondition(f"it looks at nothing of the action; use {known}")
        if unknown := variables - VARIABLES - set(_BOUND.findall(source)):
            raise BadCondition(f"it looks at {', '.join(sorted(unknown))}, which does not exist; use {known}")

    def holds(self, facts: "Facts") -> bool | Unevaluable:
        """Whether it holds; a missing field, a wrong type or a non-boolean answer is `Unevaluable`, never False."""
        try:
            answer = facts.execute(self._program)
        except KeyError as error:
            return Unevaluable(f"no field {error}")
        except Exception as error:  # noqa: BLE001 - whatever goes wrong inside CEL must end in more oversight
            return Unevaluable(_first_line(error))
        if not isinstance(answer, bool):
            return Unevaluable(f"it answered {type(answer).__name__}, not true or false")
        return answer


class Facts:
    """What conditions may look at, of one action.

    Handing a payload to CEL costs many times what a condition costs, and most conditions say `action.type == …` first
    and look no further. So each is first tried without payload and context. An answer given without them cannot depend
    on them; where it needs them, evaluation fails, and only then are they handed over, once for all conditions.
    """

    __slots__ = ("_full", "_heavy", "_light")

    def __init__(self, light: Mapping[str, Any], heavy: Mapping[str, Any]) -> None:
        """The cheap facts and the dear ones, by variable."""
        self._light = cel.Context(dict(light))
        self._heavy = {**light, **heavy}
        self._full: cel.Context | None = None

    def execute(self, program: "cel.Program") -> object:
        """The program's answer; raises what CEL raises."""
        if self._full is None:
            try:
                return program.execute(self._light)
            except Exception:  # noqa: BLE001 - whatever is missing, it is tried again with everything
                self._full = cel.Context(self._heavy)
        return program.execute(self._full)


def _first_line(error: Exception) -> str:
    text = str(error).splitlines()[0].removeprefix("Failed to parse expression ")
    return textwrap.shorten(text, 160, placeholder="…")
