"""Spans of time, as policies write them and as people say them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.calendar.duration import duration_words, parse_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30s", 30), ("5m", 300), ("1h30m", 5_400), ("7d", 604_800), ("2w", 1_209_600), ("0s", 0), ("90m", 5_400)],
)
def test_spans_are_read(text, seconds):
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "5", "m", "5 m", "-5m", "1.5h", "5M", "PT5M", "5m ", "5m\n", "1y"])
def test_what_is_no_span_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="1h30m"):
        parse_duration(text)


@pytest.mark.parametrize("text", ["9" * 30 + "d", "9" * 5_000 + "s", "999999999999w"])
def test_a_span_beyond_all_measure_is_refused_in_words(text):
    with pytest.raises(ValueError, match=r"write for example|longer than a year"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=45), "45 seconds"),
        (timedelta(seconds=1), "1 second"),
        (timedelta(minutes=10), "10 minutes"),
        (timedelta(minutes=90), "1 hour 30 minutes"),
        (timedelta(days=1, hours=1, minutes=1), "1 day 1 hour"),
        (timedelta(), "0 seconds"),
    ],
)
def test_spans_are_said(span, words):
    assert duration_words(span) == words


@given(st.integers(0, 10**9))
def test_words_never_say_more_time_than_there_is(seconds):
    said = duration_words(timedelta(seconds=seconds)).split()
    units = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
    total = sum(int(said[i]) * units[said[i + 1][0]] for i in range(0, len(said), 2))
    assert total <= seconds
    assert seconds - total < 3_600


def test_a_span_before_nought_is_never_said():
    assert "-" not in duration_words(timedelta(seconds=-5))
