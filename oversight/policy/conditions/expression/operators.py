"""What operators take and answer, by the kinds on both sides."""

from collections.abc import Sequence

from oversight.policy.conditions.expression.kinds import ANY, MOMENT, NUMBER, PLAIN, SPAN, TRUTH, Kind, Known
from oversight.policy.conditions.expression.tokens import BadExpression

_ORDERED = {Kind.NUMBER, Kind.TEXT, Kind.BYTES, Kind.TRUTH, Kind.MOMENT, Kind.SPAN}
_ADDED = {Kind.NUMBER, Kind.TEXT, Kind.BYTES, Kind.LIST, Kind.SPAN}


def answer_of(operator: str, left: Known, right: Known, written: str) -> Known:
    """What is known of ``left operator right``; BadExpression where it can never be evaluated, or has one answer."""
    if operator in {"&&", "||"}:
        for side in (left, right):
            if not side.may_be(Kind.TRUTH):
                raise BadExpression(f"“{written}” joins {side.kind} with {operator}, which takes true or false")
        return TRUTH
    if operator == "in":
        if not right.may_be(Kind.LIST, Kind.MAP):
            instead = "; write text.contains('part')" if right.kind is Kind.TEXT else ""
            raise BadExpression(f"“{written}” looks for something in {right.kind}; in takes a list or a map{instead}")
        if right.items is not None and not _comparable(left, right.items):
            raise BadExpression(f"“{written}” looks for {left.kind}, and each item is {right.items.kind}")
        return TRUTH
    if operator in {"==", "!="}:
        return _equal(left, right, written)
    if operator in {"<", "<=", ">", ">="}:
        return _ordered(left, right, written)
    return _computed(operator, left, right, written)


def _equal(left: Known, right: Known, written: str) -> Known:
    if not _comparable(left, right):
        raise BadExpression(
            f"“{written}” compares {left.kind} with {right.kind}, which are never equal{_as(left, right)}"
        )
    for one, other in ((left, right), (right, left)):
        if len(other.choices) == 1 < len(one.choices) and other.choices[0] not in one.choices:
            raise BadExpression(f"“{written}” has one answer; there are only {', '.join(one.choices)}")
    _check_bounds(left, right, written)
    return TRUTH


def _check_bounds(left: Known, right: Known, written: str) -> None:
    """Nothing, where each side can be less and more than the other."""
    for one, other in ((left, right), (right, left)):
        if one.between and other.between and one.between[1] < other.between[0]:
            asked = max(one, other, key=lambda side: side.between[1] - side.between[0] if side.between else 0)
            least, most = asked.between or (0, 0)
            raise BadExpression(f"“{written}” has one answer; what it asks is from {least:g} to {most:g}")


def check_choices(known: Known, texts: Sequence[str], written: str) -> None:
    """Nothing, where the value can be each of the texts that it is looked for among."""
    wrong = [text for text in texts if text not in known.choices]
    if wrong and len(known.choices) > 1:
        raise BadExpression(f"“{written}” looks for {wrong[0]!r}; there are only {', '.join(known.choices)}")


def _comparable(one: Known, other: Known) -> bool:
    kinds = {one.kind, other.kind}
    return len(kinds) == 1 or Kind.ANY in kinds or Kind.NULL in kinds


def _ordered(left: Known, right: Known, written: str) -> Known:
    for side in (left, right):
        if not side.may_be(*_ORDERED):
            raise BadExpression(f"“{written}” compares {side.kind}, which is neither more nor less than anything")
        if len(side.choices) > 1:
            some = ", ".join(map(repr, side.choices[-2:]))
            raise BadExpression(
                f"“{written}” compares letters, by which critical is less than low; write action.risk in [{some}]"
            )
    if Kind.ANY not in (left.kind, right.kind) and left.kind is not right.kind:
        raise BadExpression(f"“{written}” compares {left.kind} with {right.kind}{_as(left, right)}")
    _check_bounds(left, right, written)
    return TRUTH


def _as(left: Known, right: Known) -> str:
    """What to write instead."""
    kinds = {left.kind, right.kind}
    if kinds == {Kind.NUMBER, Kind.TEXT}:
        return "; write the number without quotes, or double(…) for the number in a text"
    if kinds == {Kind.MOMENT, Kind.TEXT}:
        return "; write timestamp('2026-12-31T00:00:00Z')"
    if kinds == {Kind.SPAN, Kind.TEXT}:
        return "; write duration('1h')"
    if kinds == {Kind.TYPE, Kind.TEXT}:
        return "; write its name without quotes, type(payload.key) == string"
    return ""


def _computed(operator: str, left: Known, right: Known, written: str) -> Known:
    kinds = (left.kind, right.kind)
    if operator in {"+", "-"} and (time := _of_time(operator, left, right)) is not None:
        return time
    allowed = _ADDED if operator == "+" else {Kind.NUMBER, Kind.SPAN} if operator == "-" else {Kind.NUMBER}
    fits = all(side.may_be(*allowed) for side in (left, right))
    if not fits or (Kind.ANY not in kinds and left.kind is not right.kind):
        hint = (
            "; write string(…) around the number" if operator == "+" and set(kinds) == {Kind.NUMBER, Kind.TEXT} else ""
        )
        raise BadExpression(f"“{written}” cannot be computed: {left.kind} {operator} {right.kind}{hint}")
    if operator in {"*", "/", "%"} or Kind.NUMBER in kinds:
        return PLAIN if left.is_plain and right.is_plain and operator in {"+", "-"} else NUMBER
    return next((Known(side.kind) for side in (left, right) if side.kind is not Kind.ANY), ANY)


def _of_time(operator: str, left: Known, right: Known) -> Known | None:
    """A timestamp and a duration make a timestamp, two timestamps a duration."""
    match left.kind, operator, right.kind:
        case (Kind.MOMENT, "+" | "-", Kind.SPAN) | (Kind.SPAN, "+", Kind.MOMENT):
            return MOMENT
        case Kind.MOMENT, "-", Kind.MOMENT:
            return SPAN
        case (Kind.MOMENT, "+" | "-", Kind.ANY) | (Kind.ANY, "+" | "-", Kind.MOMENT):
            return ANY
        case (Kind.SPAN, "+" | "-", Kind.ANY) | (Kind.ANY, "+" | "-", Kind.SPAN):
            return ANY
        case _:
            return None
