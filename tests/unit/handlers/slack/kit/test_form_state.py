"""The fields of a window are read as Slack sends them; what is missing is empty."""

from datetime import UTC, datetime

import pytest

from handlers.slack.kit.form_state import chosen_number, chosen_time, entered_text, named_person, ticked_values

FIELD = ("block", "field")


def view(**entered):
    return {"state": {"values": {"block": {"field": entered}}}}


def test_what_is_entered_has_only_characters_that_can_be_kept():
    typed = view(value="a\ud800b\0c\N{SEE-NO-EVIL MONKEY}")
    assert entered_text(typed, *FIELD) == "a?b\ufffdc\N{SEE-NO-EVIL MONKEY}"


def test_a_person_boxes_and_a_number_are_read():
    assert named_person(view(selected_user="U1"), *FIELD) == "U1"
    assert ticked_values(view(selected_options=[{"value": "0"}, {"value": "7"}]), *FIELD) == ["0", "7"]
    assert chosen_number(view(selected_option={"value": "604800"}), *FIELD) == 604800


@pytest.mark.parametrize("made_up", ["", "abc", "1e3", "9" * 400, "-1", "²", "٣"])
def test_a_number_that_nobody_offered_is_none(made_up):
    assert chosen_number(view(selected_option={"value": made_up}), *FIELD) is None


@pytest.mark.parametrize(
    "empty",
    [
        {},
        {"state": None},
        {"state": {"values": {}}},
        {"state": {"values": {"block": {"field": None}}}},
        view(value=None, selected_user=None, selected_option=None, selected_options=None),
    ],
)
def test_what_is_missing_is_empty(empty):
    assert entered_text(empty, *FIELD) == named_person(empty, *FIELD) == ""
    assert ticked_values(empty, *FIELD) == []
    assert chosen_number(empty, *FIELD) is None


@pytest.mark.parametrize(
    ("chosen", "moment"),
    [
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
        (1_767_603_600, datetime(2026, 1, 5, 9, tzinfo=UTC)),
        (None, None),
        (True, None),
        (-1, None),
        (10**10, None),
        ("1767603600", None),
        (1.5, None),
    ],
)
def test_a_chosen_time_is_a_moment_in_utc_and_anything_else_is_none(chosen, moment):
    assert chosen_time(view(selected_date_time=chosen), *FIELD) == moment
