"""How much was written: exactly what the table of the textbook says, and fast enough for what people edit."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.editing.changes import payload_changes
from oversight.editing.feedback.edit_distance import LONGEST, edit_distance, text_distance


def by_the_textbook(one, other):
    row = list(range(len(other) + 1))
    for position, mine in enumerate(one, 1):
        above, row[0] = row[0], position
        for column, theirs in enumerate(other, 1):
            above, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, above + (mine != theirs))
    return row[-1]


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("", "", 0), ("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3), ("flaw", "lawn", 2), ("é👍", "e👍", 1)],
)
def test_known_distances(one, other, distance):
    assert text_distance(one, other) == distance


@given(st.text("abc", max_size=90), st.text("abc", max_size=90))
def test_it_is_the_distance_of_the_textbook(one, other):
    assert text_distance(one, other) == text_distance(other, one) == by_the_textbook(one, other)


def test_what_is_alike_at_both_ends_costs_nothing():
    alike = "the same words over and over " * 10_000
    assert text_distance(alike + "900" + alike, alike + "450" + alike) == 2


def test_what_is_too_long_to_compare_is_not_guessed():
    assert text_distance("a" * (LONGEST + 1), "b") is None
    assert edit_distance(payload_changes({"text": "a" * (LONGEST + 1), "n": 1}, {"text": "b", "n": 2})) is None


def test_the_longest_is_compared_while_nobody_notices():
    started = time.process_time()
    assert text_distance("ab" * (LONGEST // 2), "cd" * (LONGEST // 2)) == LONGEST
    assert time.process_time() - started < 5


def test_all_changes_count_together_and_what_is_absent_is_empty():
    before = {"amount": 900, "note": "gone", "tags": ["a"], "same": 1}
    after = {"amount": 45, "tags": ["a", "b"], "same": 1, "new": None}
    # 900 → 45 is three; the note four; a tag one; a null is typed as nothing.
    assert edit_distance(payload_changes(before, after)) == 3 + 4 + 1
