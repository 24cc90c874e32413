"""What people enter, as the value that they mean; absent, null and the empty text are three things."""

import pytest

from oversight.editing.form.field import ABSENT, Clearing, Field, FieldKind, Option, Unread
from oversight.editing.form.reading import HAS_TO_BE, read
from oversight.editing.form.shown import shown
from oversight.editing.form.wording.moments import moment_text, seconds_of
from oversight.editing.form.wording.numbers import GROUPED, NO_WHOLE, TOO_LARGE, TOO_SMALL, number_text, read_number


def field(kind=FieldKind.TEXT, value=ABSENT, **more):
    return Field(path=("a",), kind=kind, label="a", value=value, **more)


@pytest.mark.parametrize("value", [ABSENT, None, ""])
@pytest.mark.parametrize("clearing", [*Clearing, None])
def test_an_empty_field_that_nobody_touched_stays_absent_null_or_empty(value, clearing):
    empty = field(value=value, clearing=clearing)
    assert shown(empty) is None
    assert read(empty, None) is value
    assert read(empty, "") is value


@pytest.mark.parametrize(
    ("clearing", "becomes"),
    [(Clearing.NULL, None), (Clearing.ABSENT, ABSENT), (Clearing.EMPTY, ""), (None, Unread(HAS_TO_BE))],
)
def test_an_emptied_field_becomes_null_or_nothing_or_an_empty_text(clearing, becomes):
    assert read(field(value="x", before="x", clearing=clearing), "") == becomes


def test_emptied_a_list_stays_a_list():
    assert read(field(FieldKind.LINES, ["a"], before=["a"], clearing=Clearing.EMPTY), None) == []


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("digits", [16, 309, 399])
def test_a_number_of_any_length_is_refused_in_words(whole, digits):
    assert read_number("9" * digits, whole=whole) == Unread(TOO_LARGE)
    assert read_number("-" + "9" * digits, whole=whole) == Unread(TOO_LARGE)
    assert read(field(FieldKind.LINES, [1], items=FieldKind.NUMBER), "1\n" + "9" * digits) == Unread(
        f"Line 2: {TOO_LARGE}"
    )


@pytest.mark.parametrize("typed", ["1e-400", "-1e-9999", "0." + "0" * 330 + "1", ".5e-500"])
def test_a_number_that_would_be_read_as_nothing_is_refused(typed):
    assert read_number(typed, whole=False) == Unread(TOO_SMALL)


@pytest.mark.parametrize("typed", ["0", "0.000", "-0", "0e5", "0e-400", ".0"])
def test_nothing_itself_is_read(typed):
    assert read_number(typed, whole=False) == 0


@pytest.mark.parametrize("kind", [*FieldKind])
@pytest.mark.parametrize("given", [10**18, -(10**18), 0, True, ("0", "zz"), ("x",) * 500, "zz" * 5_000, "\ud800", "\0"])
def test_no_element_of_another_kind_and_no_value_that_slack_never_gives_breaks_a_field(kind, given):
    for value in (ABSENT, None):
        found = read(field(kind, value, options=(Option("0", "a", "a"),)), given)
        assert found is ABSENT or isinstance(found, Unread | str | int | float | list | None)


def test_what_is_typed_back_is_the_value_that_it_was():
    changed = field(FieldKind.NUMBER, 5, before=1000.0)
    assert repr(read(changed, "1000")) == "1000.0"
    assert read(field(value="x", before=None, clearing=Clearing.EMPTY), "") is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", 12),
        ("-3.5", -3.5),
        ("−3", -3),  # noqa: RUF001 - as phones write it
        ("–0,5".replace(",", "."), -0.5),
        (" 12\u00a0", 12),
        ("１２", 12),  # noqa: RUF001
        ("+7", 7),
        ("1e3", 1000.0),
        ("0.1", 0.1),
        (".5", 0.5),
        ("9007199254740991", 2**53 - 1),
        ("-0", -0.0),
    ],
)
def test_a_number_is_read_as_phones_type_it(typed, value):
    assert repr(read_number(typed, whole=False)) == repr(value)


@pytest.mark.parametrize(
    ("typed", "whole", "problem"),
    [
        ("1,000", False, GROUPED),
        ("1.000,50", False, GROUPED),
        ("12,5", False, GROUPED),
        ("3.5", True, NO_WHOLE),
        ("twelve", True, NO_WHOLE),
        ("1e400", False, TOO_LARGE),
        ("9007199254740992", True, TOO_LARGE),
    ],
)
def test_what_is_no_number_is_told_with_what_to_write(typed, whole, problem):
    assert read_number(typed, whole=whole) == Unread(problem)


def test_a_whole_number_stays_whole():
    assert repr(read_number("3.0", whole=True)) == "3"
    assert repr(read_number("1e3", whole=True)) == "1000"


@pytest.mark.parametrize(
    ("value", "text"),
    [(1000.0, "1000"), (-0.0, "-0"), (0.1, "0.1"), (1e300, "1e+300"), (7, "7"), (1e15, "1000000000000000.0")],
)
def test_a_number_stands_as_people_write_it(value, text):
    assert number_text(value) == text


@pytest.mark.parametrize("text", ["2026-12-01T10:00:30.5+01:00", "2026-12-01t09:00:30z", "2026-12-01T09:00:30-00:00"])
def test_a_moment_keeps_its_spelling_until_another_minute_is_picked(text):
    when = field(FieldKind.DATE_TIME, text)
    seconds = seconds_of(text)
    assert seconds is not None
    assert read(when, seconds - seconds % 60) == text
    later = read(when, seconds + 3_600)
    assert isinstance(later, str)
    assert seconds_of(later) == seconds + 3_600 - seconds % 60
    assert later[19:] == text[19:].replace(".5", "")


def test_a_new_moment_is_in_utc():
    assert moment_text(1_796_115_630, None) == "2026-12-01T09:00:00Z"


def test_options_that_stay_keep_their_order_and_new_ones_follow():
    options = tuple(Option(str(index), name, name) for index, name in enumerate("abc"))
    chosen = field(FieldKind.CHOICES, ["c", "a"], options=options)
    assert read(chosen, ("0", "2")) == ["c", "a"]
    assert read(chosen, ("0", "1", "2")) == ["c", "a", "b"]
    assert read(chosen, ("0",)) == ["a"]
    assert isinstance(read(chosen, ("9",)), Unread)


def test_lines_keep_the_very_entries_that_stay():
    lines = field(FieldKind.LINES, [1.0, 1, 2.5], items=FieldKind.NUMBER)
    assert shown(lines) == "1\n1\n2.5"
    assert repr(read(lines, "1\n\n1\n2.5\n7")) == "[1.0, 1, 2.5, 7]"
    assert read(lines, "1\nx") == Unread("Line 2: Write a number, such as 1200 or -3.5")
    texts = field(FieldKind.LINES, ["a", "", "b\n"])
    assert shown(texts) == "a\n\\u{}\nb\\u{000A}"
    assert read(texts, "a\n\\u{}\nb\\u{000A}\n c ") == ["a", "", "b\n", "c"]
