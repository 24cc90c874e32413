"""Conditions mean what they mean in CEL: the library itself, asked the same, reads as much and answers the same."""

from datetime import UTC, datetime
from typing import Any

import cel
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.policy.conditions.condition import BadCondition, Condition, Facts, compile_cel
from oversight.policy.conditions.constants import NO_CONSTANTS
from oversight.policy.conditions.expression.parser import parse
from oversight.policy.conditions.expression.tokens import BadExpression
from oversight.policy.conditions.functions import FUNCTIONS
from tests.unit.oversight.policy.conditions.test_numbers_mix import ask

PAYLOAD = {
    "n": 2.0,
    "h": 0.5,
    "t": True,
    "s": "abc",
    "u": "é",
    "nothing": None,
    "l": [1.0, 2.0],
    "texts": ["a", "é"],
    "m": {"a": 1.0, "b": 2.0},
    "as": 1.0,
}
NUMBERS = ["1.0", "2.0", ".5", "1e1", "payload.n", "payload.h", "payload.l[0]", "payload['n']", "payload.m.a", "x"]
TEXTS = ["'a'", '"\\u00e9"', r"r'\d'", "'''x'y'''", "'//'", "payload.s", "payload.u", "string(payload.n)", "x"]
LISTS = ["payload.l", "payload.texts", "[]", "['a',]", "payload.m", "{}", "{'a': 1.0,}"]
TRUTHS = ["true", "payload.t", "has(payload.s)", "has(payload.no)", "payload.no", "payload.nothing == null"]
SPACE = st.sampled_from(["", " ", "\n", " // why\n"])


def joined(parts: st.SearchStrategy[str], signs: list[str]) -> st.SearchStrategy[str]:
    return st.builds("{}{}{}{}{}".format, parts, SPACE, st.sampled_from(signs), SPACE, parts)


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """What can be made of smaller parts, with brackets or without."""
    return st.one_of(
        joined(inner, ["+", "-", "*", "&&", "||", "==", "!=", "<", "<=", " in "]),
        st.builds("({})".format, inner),
        st.builds("{}{}".format, st.sampled_from(["!", "-"]), inner),
        st.builds("{} ? {} : {}".format, inner, inner, inner),
        st.builds("{}.{}(x, {})".format, st.sampled_from(LISTS), st.sampled_from(WALKS), inner),
        st.builds("[{}, {}]".format, inner, inner),
    )


WALKS = ["all", "exists", "exists_one", "filter", "map"]
SOURCES = st.recursive(st.sampled_from([*NUMBERS, *TEXTS, *LISTS, *TRUTHS]), larger, max_leaves=8)


def evaluated(program: cel.Program) -> Any:
    try:
        answer = program.execute(cel.Context({"payload": PAYLOAD}, dict(FUNCTIONS)))
    except Exception:  # noqa: BLE001 - what CEL raises has many types
        return "no answer"
    return without_order(answer)


def without_order(value: Any) -> Any:
    """The library goes through a map in any order."""
    if isinstance(value, dict):
        value = [without_order(pair) for pair in value.items()]
    return sorted(repr(without_order(item)) for item in value) if isinstance(value, list) else value


@given(SOURCES)
def test_whatever_is_written_it_is_read_and_answered_as_the_library_does(source):
    try:
        program = cel.compile(source)
    except ValueError:
        with pytest.raises(BadCondition):
            compile_cel(source, NO_CONSTANTS)
        return
    parse(source)
    try:
        ours = compile_cel(source, NO_CONSTANTS)
    except BadCondition:
        return  # what has no answer, or one whatever comes, is refused beforehand
    if "!!" not in source and "--" not in source:  # which the library takes away, whatever stands behind them
        assert evaluated(ours.program) == evaluated(program)


@pytest.mark.parametrize(
    "source",
    [
        "f(1.0,)",
        "rb'a'",
        "0X1",
        "1.",
        "'a\rb'",
        "payload\N{NO-BREAK SPACE}.n",
        "1.0\v+ 1.0",
        "-!payload.t",
        "a ? b ? c : d : e",
    ],
)
def test_what_the_library_cannot_read_is_not_read(source):
    with pytest.raises(ValueError, match="parse"):
        cel.compile(source)
    with pytest.raises(BadExpression):
        parse(source)


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("size(payload.text) == 6 && payload.text.size() == 6", True),
        ("size(payload.text) > 6", False),
        ("payload.text.contains('\u00fc') && size(payload.text) == 6", True),
        ("payload.rows.all(row, size(row.text) <= 2)", True),
        ("size(payload.text + 'é') == 7", True),
        ("size(dyn(payload.rows.map(row, row.text))) == 2", True),
        ("size(payload.rows) == 2 && size(payload.rows[0]) == 1 && size(bytes(payload.text)) == 7", True),
        ("size(payload.number) > 1", None),
        ("size(payload.text) > 0 && payload.rows.size() != 0", True),
        ("size(payload.number) == 0", None),
        ("size(payload.text) > 6.0 || 6 < payload.text.size()", False),
    ],
)
def test_the_size_of_a_text_is_its_characters(source, holds):
    payload = {"text": "Z\u00fcrich", "number": 5, "rows": [{"text": "\U0001f600!"}, {"text": "日本"}]}
    assert ask(source, payload) is holds


@pytest.mark.parametrize(
    "source", ["timestamp(payload.s) > action.at", "duration(payload.s) > duration('1h')", "payload.n.contains('a')"]
)
def test_why_there_is_no_answer_is_said_without_the_payload(source):
    """A text that cannot be read may be one that nobody may see."""
    condition = Condition(source)
    values = {"payload": {"s": "secret", "n": 1}, "action": {"at": datetime(2026, 1, 1, tzinfo=UTC)}}
    assert "got what it cannot take; it is called" in str(condition.holds(Facts(values, condition.needs)))
