"""Conditions in CEL, compiled once. One that fails says why instead of raising, so that its caller chooses safety."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from oversight.policy.conditions.constants import NO_CONSTANTS, Constants, TooLong, UnknownConstant
from oversight.policy.conditions.engine import cel
from oversight.policy.conditions.expression.cost import ALL_STEPS, Part, Sizes, parts_of, sizes_of, steps_and_objection
from oversight.policy.conditions.expression.doubles import VALUES, Doubles, TooManyValues
from oversight.policy.conditions.expression.engine_source import Written, engine_source
from oversight.policy.conditions.expression.facts import VARIABLES
from oversight.policy.conditions.expression.kinds import ANY, Kind, Known
from oversight.policy.conditions.expression.parser import parse
from oversight.policy.conditions.expression.tokens import BadExpression
from oversight.policy.conditions.expression.tree import Node
from oversight.policy.conditions.functions import FUNCTIONS, Search
from oversight.policy.conditions.needs import Needs, Place, in_sight, keys_looked_at
from oversight.policy.conditions.objection import refused_by_engine, why_unanswered


class BadCondition(ValueError):
    """The condition cannot be compiled, or looks at something that does not exist."""


class Unevaluable(Struct, frozen=True):
    """A condition had no answer, for example because a field is missing."""

    why: str

    def __str__(self) -> str:
        """The reason, for a sentence."""
        return self.why


class Condition:
    """One compiled CEL expression that answers yes or no about an action."""

    __slots__ = ("_parts", "_program", "expanded", "needs", "source")

    def __init__(self, source: str, constants: Constants = NO_CONSTANTS) -> None:
        """Compiled, with the constants that it uses; raises BadCondition or BrokenConstant where it cannot be."""
        self.source = source
        """As it is written in the policy."""
        compiled = compile_cel(source, constants)
        self.expanded, self._program = compiled.expanded, compiled.program
        check_answer(compiled)
        variables = set(self._program.variables()) & VARIABLES.keys()
        if not variables:
            raise BadCondition(f"it looks at nothing of the action; use {', '.join(sorted(VARIABLES))}")
        self._parts = parts_of(compiled.tree)
        self.needs = Needs(
            {name: keys_looked_at(name, self.expanded) for name in variables},
            functions=frozenset(FUNCTIONS.keys() & self._program.functions()),
            lengths=bool(self._parts),
        )

    def holds(self, facts: "Facts") -> bool | Unevaluable:
        """Whether it holds; a missing field, a wrong type or a non-boolean answer is `Unevaluable`, never False."""
        if facts.left_out and (unseen := self.needs.first_of(facts.left_out)) is not None:
            return Unevaluable(f"{unseen} has too many values; what conditions look at may have {VALUES:,}")
        if self._parts and (objection := facts.spend(self._parts)) is not None:
            return Unevaluable(objection)
        try:
            answer = self._program.execute(facts.context)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong inside CEL must end in more oversight
            return Unevaluable(why_unanswered(error, self.expanded))
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

    __slots__ = ("_left", "_sizes", "context", "left_out")

    def __init__(self, values: Mapping[str, Any], needs: Needs) -> None:
        """The facts by variable, as far as they are needed."""
        seen, self.left_out = _seen(values, needs)
        self._sizes = sizes_of(seen) if needs.lengths else Sizes()
        self._left = ALL_STEPS
        self.context = cel.Context(seen)
        for name in needs.functions:
            self.context.add_function(name, Search().says if name == "says" else FUNCTIONS[name])

    def spend(self, parts: tuple[Part, ...]) -> str | None:
        """Why these parts may not be gone through, or nothing once they are paid for."""
        steps, objection = steps_and_objection(parts, self._sizes)
        if objection is not None:
            return objection
        self._left -= steps
        return "the conditions together would take too long with so long a list" if self._left < 0 else None


def _seen(values: Mapping[str, Any], needs: Needs) -> tuple[dict[str, Any], frozenset[Place]]:
    """What conditions are shown, and what had to be left out because it is too much."""
    doubles = Doubles()
    try:
        return {name: in_sight(values[name], keys, doubles.of) for name, keys in needs.keys.items()}, frozenset()
    except TooManyValues:
        return _as_much_as_fits(values, needs)


def _as_much_as_fits(values: Mapping[str, Any], needs: Needs) -> tuple[dict[str, Any], frozenset[Place]]:
    doubles, seen, left_out = Doubles(), dict[str, Any](), set[Place]()
    for name, keys in needs.keys.items():
        value = in_sight(values[name], keys, _as_it_is)
        if keys is None or not isinstance(value, dict):
            try:
                seen[name] = doubles.of_if_it_fits(value)
            except TooManyValues:
                left_out.add((name, None))
            continue
        seen[name] = {}
        for key, part in value.items():
            try:
                seen[name][key] = doubles.of_if_it_fits(part)
            except TooManyValues:
                left_out.add((name, key))
    return seen, frozenset(left_out)


def _as_it_is(value: Any) -> Any:
    return value


class Compiled(Struct, frozen=True):
    """A source that can be evaluated."""

    expanded: str
    """With its constants written out."""
    tree: Node
    program: cel.Program
    known: Known
    """What is known of its answer."""


def compile_cel(source: str, constants: Constants, payload: Known = ANY) -> Compiled:
    """The source compiled, its constants written out; raises BadCondition where it can never be evaluated."""
    try:
        expanded = constants.expand(source)
        tree = _tree(source, expanded)
        written = engine_source(expanded, tree, {**VARIABLES, "payload": payload})
    except (UnknownConstant, TooLong, BadExpression) as error:
        raise BadCondition(" ".join(str(error).split())) from error
    except RecursionError as error:
        raise BadCondition(_TOO_DEEP) from error
    return Compiled(expanded, tree, _program(written), written.known)


def check_answer(compiled: Compiled) -> None:
    """Nothing, where the answer may be true or false; else BadCondition."""
    if not compiled.known.may_be(Kind.TRUTH):
        raise BadCondition(f"it answers {compiled.known.kind}; a condition answers true or false")


def _tree(source: str, expanded: str) -> Node:
    """The tree. What is no CEL is told of the source as it is written, where its author finds the place."""
    tree = parse(source)
    return tree if expanded == source else parse(expanded)


def _program(written: Written) -> cel.Program:
    try:
        return cel.compile(written.text)
    except ValueError as error:
        if "Recursion" in str(error):
            raise BadCondition(_TOO_DEEP) from error
        raise BadCondition(f"the engine cannot read it: {refused_by_engine(error)}") from error


_TOO_DEEP = "it is nested too deeply; give parts of it names under terms"
