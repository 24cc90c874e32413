"""No payload keeps everybody waiting: what would take too long is not evaluated, so that a person looks."""

import time

import pytest

from oversight.policy.conditions.condition import Condition, Facts, Unevaluable
from oversight.policy.conditions.needs import needs_of

LONG = "x" * 200_000
WIDE = "é" * 100_000
HOSTILE = {
    "payload.l.exists(x, says(payload.s, ['zz', 'yy']))": {"l": ["a"] * 190, "s": LONG},
    "payload.l.exists(x, says(payload.s, ['zz', 'yyy']))": {"l": ["a"] * 190, "s": WIDE},
    "says('a', payload.l)": {"l": [f"word{number}" for number in range(20_000)]},
    "payload.l.exists(x, payload.s.contains(x))": {"l": ["a"] * 15_000, "s": "b" * 150_000},
    "payload.l.exists(x, payload.s.matches('^(a|b)*c'))": {"l": ["a"] * 190, "s": LONG},
    "payload.l.exists(x, payload.a == payload.b)": {"l": [0] * 5_000, "a": [0] * 20_000, "b": [0] * 20_000},
    "payload.l.exists(x, payload.s != payload.t)": {"l": [0] * 20_000, "s": "a" * 90_000, "t": "a" * 90_000},
    "size(payload.l.map(x, x + payload.s)) == 1": {"l": ["a"] * 190, "s": LONG},
    "size(payload.l.map(x, payload.l).map(y, y)) == 1": {"l": [0] * 199},
    "size(payload.l.filter(x, true)) == 1": {"l": [[0] * 190] * 190},
    "payload.l.exists(x, string(payload.s) == 'a')": {"l": ["a"] * 15_000, "s": LONG},
    " || ".join(f"payload.l.exists(x, x == {number})" for number in range(1, 31)): {"l": [0] * 60_000},
    "payload.l.all(x, payload.l.all(y, x == y))": {"l": [0] * 9_000},
    "payload.l.all(x, sum(payload.l) == 0)": {"l": [0] * 9_000},
    "payload.l.all(x, payload.l.all(y, payload.l.exists(z, x + y == z)))": {"l": [0] * 199},
}


@pytest.mark.parametrize("source", HOSTILE)
def test_what_would_take_too_long_has_no_answer_and_takes_no_time(source):
    condition = Condition(source)
    facts = Facts({"payload": HOSTILE[source]}, condition.needs)
    began = time.thread_time()
    answer = condition.holds(facts)
    assert time.thread_time() - began < 0.25
    assert isinstance(answer, Unevaluable)
    assert "too" in answer.why


ORDINARY = {
    "payload.rows.exists(row, says(row.note, ['refund', 'gift card', 'wire']))": False,
    "payload.rows.exists(row, row.note.contains('refund'))": False,
    "payload.rows.all(row, row.price * row.count < 1000)": True,
    "sum(payload.rows.map(row, row.price * row.count)) > 100": True,
    "size(payload.rows.filter(row, row.price > 5)) == 0 || payload.rows[0].price == 10": True,
    "payload.rows.exists(row, row.sku.matches('^[A-Z]{3}-[0-9]+$'))": True,
    "payload.rows.all(row, row.sku in payload.known)": True,
    "payload.rows.all(row, payload.rows.exists(other, other.sku == row.sku))": True,
    "says(payload.body, ['guarantee', 'lawsuit', 'refund'])": False,
}


def test_an_ordinary_order_is_evaluated_whole_by_all_conditions_together():
    row = {"sku": "ABC-1", "price": 10, "count": 2, "note": "leave it at the door, please " * 5}
    payload = {"rows": [row] * 40, "known": ["ABC-1"] * 100, "body": "hello there, how are you today? " * 600}
    conditions = {source: Condition(source) for source in ORDINARY}
    facts = Facts({"payload": payload}, needs_of(condition.needs for condition in conditions.values()))
    assert {source: condition.holds(facts) for source, condition in conditions.items()} == ORDINARY


def test_the_searches_of_all_conditions_of_one_action_count_together():
    condition = Condition("says(payload.s, ['zz'])")
    facts = Facts({"payload": {"s": LONG}}, condition.needs)
    answers = [condition.holds(facts) for _ in range(40)]
    assert answers[0] is False
    assert isinstance(answers[-1], Unevaluable)
