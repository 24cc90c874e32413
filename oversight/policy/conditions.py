"""Conditions in CEL, compiled once. One that fails says why instead of raising, so that its caller chooses safety."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cel

from oversight.policy.functions import FUNCTIONS, TAKES, unknown_functions
from oversight.policy.needs import Needs, in_sight, keys_looked_at
from oversight.policy.reach import longest, reach
from oversight.policy.terms import NO_TERMS, Terms, TooLong, UnknownTerm

VARIABLES = frozenset({"action", "payload", "context", "agent", "signals"})
"""What a condition may look at."""


_BOUND = re.compile(r"\.\s*(?:all|exists|exists_one|filter|map)\s*\(\s*(\w+)\s*,")
"""Names that a macro binds; CEL lists them among the variables."""
_OURS = re.compile(r"Function '(\w+)' error")


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

    __slots__ = ("_program", "_reach", "expanded", "needs", "source")

    def __init__(self, source: str, terms: Terms = NO_TERMS) -> None:
        """Compiled, with the terms that it speaks of; or BadCondition with what is wrong, or BrokenTerm."""
        self.source = source
        """As it is written in the policy."""
        self.expanded, self._program = compile_cel(source, terms)
        self._reach = reach(self.expanded)
        variables = set(self._program.variables()) & VARIABLES
        if not variables:
            raise BadCondition(f"it looks at nothing of the action; use {_KNOWN}")
        self.needs = Needs(
            {name: keys_looked_at(name, self.expanded) for name in variables},
            functions=not FUNCTIONS.keys().isdisjoint(self._program.functions()),
            lengths=self._reach is not None,
        )

    def holds(self, facts: "Facts") -> bool | Unevaluable:
        """Whether it holds; a missing field, a wrong type or a non-boolean answer is `Unevaluable`, never False."""
        if self._reach is not None and facts.longest > self._reach:
            return Unevaluable(f"a list of {facts.longest} is too long; it may have {self._reach}")
        try:
            answer = self._program.execute(facts.context)
        except KeyError as error:
            return Unevaluable(f"no field {error}")
        except Exception as error:  # noqa: BLE001 - whatever goes wrong inside CEL must end in more oversight
            return Unevaluable(_first_line(error))
        if not isinstance(answer, bool):
            return Unevaluable(f"it answered {type(answer).__name__}, not true or false")
        return answer

    def is_false_for(self, action_type: str) -> bool:
        """Whether the type alone makes it false, whatever else an action of the type says.

        Everything but the type is left undefined, and CEL has no answer for what depends on something undefined: a
        plain False therefore depends on the type alone. Other keys of ``action`` would be missing rather than
        undefined, which ``has`` answers, so a condition that looks at them is not asked.
        """
        if set(self.needs.keys.get("action") or ()) != {"type"}:
            return False
        try:
            return self._program.execute(cel.Context({"action": {"type": action_type}}, dict(FUNCTIONS))) is False
        except Exception:  # noqa: BLE001 - no answer is no reason to leave a condition out
            return False


class Facts:
    """What conditions may look at, of one action; handed to CEL once for all of them."""

    __slots__ = ("context", "longest")

    def __init__(self, values: Mapping[str, Any], needs: Needs) -> None:
        """The facts by variable, as far as they are needed."""
        seen = {name: in_sight(values[name], keys) for name, keys in needs.keys.items()}
        self.longest = longest(seen) if needs.lengths else 0
        self.context = cel.Context(seen)
        if needs.functions:
            for name, function in FUNCTIONS.items():
                self.context.add_function(name, function)


def compile_cel(source: str, terms: Terms) -> tuple[str, cel.Program]:
    """The source with its terms written out, and compiled; BadCondition where it speaks of what does not exist."""
    try:
        expanded = terms.expand(source)
        program = cel.compile(expanded)
    except (UnknownTerm, TooLong) as error:
        raise BadCondition(str(error)) from error
    except ValueError as error:
        raise BadCondition(_first_line(error)) from error
    bound = set(_BOUND.findall(expanded))
    if hidden := bound & (VARIABLES | {"terms"}):
        # A term inside such a macro would look at the macro's variable and not at the action.
        names = ", ".join(sorted(hidden))
        raise BadCondition(f"a macro calls its variable {names}, which means something else; choose another name")
    if unknown := set(program.variables()) - VARIABLES - bound:
        use = "write terms.name for a term" if "terms" in unknown else f"use {_KNOWN}"
        raise BadCondition(f"it looks at {', '.join(sorted(unknown))}, which does not exist; {use}")
    if missing := unknown_functions(program.functions()):
        raise BadCondition(f"there is no function {', '.join(missing)}; docs/reference/policy.md lists those there are")
    return expanded, program


_KNOWN = ", ".join(sorted(VARIABLES))
_LONGEST_REASON = 160


def _first_line(error: Exception) -> str:
    text = str(error).partition("\n")[0].removeprefix("Failed to parse expression ")
    if ours := _OURS.match(text):
        text = TAKES.get(ours[1], text)
    words = " ".join((text or type(error).__name__).split())
    return words if len(words) <= _LONGEST_REASON else words[: _LONGEST_REASON - 1] + "…"
