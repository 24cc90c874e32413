"""Opening hours, and deadlines in working time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.calendar import BusinessHours, OpeningSpan
from tests.examples import examples

BERLIN = "Europe/Berlin"
NINE_TO_SIX, NIGHT, ALL_DAY = OpeningSpan(540, 1080), OpeningSpan(1320, 1800), OpeningSpan(0, 1440)
OFFICE = BusinessHours(BERLIN, ((NINE_TO_SIX,),) * 5 + ((), ()), (date(2026, 12, 25),))
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(BERLIN))


@pytest.mark.parametrize(
    ("at", "working", "due"),
    [
        ("2026-03-06 17:30", 2 * HOUR, "2026-03-09 10:30"),  # Friday evening, so Monday morning
        ("2026-03-06 16:00", 2 * HOUR, "2026-03-06 18:00"),  # the closing itself, not Monday at nine
        ("2026-03-07 12:00", 2 * HOUR, "2026-03-09 11:00"),
        ("2026-03-02 03:00", 45 * HOUR, "2026-03-06 18:00"),
        ("2026-03-02 03:00", 45 * HOUR + MINUTE, "2026-03-09 09:01"),
        ("2026-12-24 17:00", 2 * HOUR, "2026-12-28 10:00"),  # Christmas Day is a Friday and a holiday
        ("2026-03-27 17:00", 2 * HOUR, "2026-03-30 10:00"),  # clocks are set forward at the weekend
    ],
)
def test_working_time_passes_only_while_it_is_open(at, working, due):
    assert OFFICE.after(berlin(at), working) == berlin(due)


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        ("2026-03-06 17:59", "2026-03-06 17:59"),
        ("2026-03-06 18:00", "2026-03-09 09:00"),
        ("2026-03-09 08:59", "2026-03-09 09:00"),
        ("2026-03-09 09:00", "2026-03-09 09:00"),
        ("2026-12-25 10:00", "2026-12-28 09:00"),
    ],
)
def test_the_next_opening_is_now_where_it_is_open(at, opening):
    assert OFFICE.next_opening(berlin(at)) == berlin(opening)
    assert OFFICE.is_open(berlin(at)) == (at == opening)


def test_answers_are_in_utc_whatever_the_question_is_in():
    asked = datetime(2026, 3, 6, 23, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert OFFICE.next_opening(asked).tzinfo is UTC
    assert OFFICE.after(asked, HOUR).tzinfo is UTC


def test_a_night_belongs_to_the_day_on_which_it_begins():
    nights = BusinessHours(BERLIN, ((NIGHT,),) * 7, (date(2026, 12, 25),))
    assert nights.is_open(berlin("2026-12-25 05:59"))
    assert not nights.is_open(berlin("2026-12-25 06:00"))
    assert not nights.is_open(berlin("2026-12-25 23:00"))
    assert not nights.is_open(berlin("2026-12-26 03:00"))
    assert nights.after(berlin("2026-12-25 05:00"), 2 * HOUR) == berlin("2026-12-26 23:00")


def test_a_day_that_a_zone_leaves_out_has_no_hours():
    """Samoa went from Thursday 29 December 2011 to Saturday the 31st."""
    samoa = BusinessHours("Pacific/Apia", ((NINE_TO_SIX,), (), (), (NIGHT,), (NINE_TO_SIX,), (), ()))
    midnight = datetime(2011, 12, 30, 10, 0, tzinfo=UTC)
    assert samoa.is_open(midnight - MINUTE)
    assert samoa.next_opening(midnight) == datetime(2012, 1, 1, 19, 0, tzinfo=UTC)  # Monday at nine


def test_around_the_clock_is_every_instant_and_a_working_hour_an_hour():
    always = BusinessHours("America/Havana", ((ALL_DAY,),) * 7)  # clocks there are set at midnight
    at = datetime(2026, 1, 1, tzinfo=UTC)
    assert always.after(at, timedelta(days=366)) == at + timedelta(days=366)
    assert all(always.is_open(at + number * 7 * HOUR) for number in range(1300))


def test_a_minute_hand_counts_the_same_working_minutes_through_weeks_with_holidays():
    at = berlin("2026-12-18 16:00").astimezone(UTC)
    minutes = 0
    for number in range(1, 17 * 24 * 60 + 1):
        shown = (at + (number - 1) * MINUTE).astimezone(ZoneInfo(BERLIN))
        works = shown.weekday() < 5 and 9 <= shown.hour < 18 and shown.date() != date(2026, 12, 25)
        minutes += works
        if works and minutes % 7 == 0:
            assert OFFICE.after(at, minutes * MINUTE) == at + number * MINUTE
    assert minutes == (2 + 9 * 9 + 7) * 60  # a Friday evening, nine days, a Monday up to four


def test_a_deadline_that_stood_still_is_owed_what_was_left_of_it():
    """Two hours from Friday at four, halted from five until Saturday noon: one is left, and Monday has it."""
    since, halted, resumed = berlin("2026-03-06 16:00"), berlin("2026-03-06 17:00"), berlin("2026-03-07 12:00")
    left = 2 * HOUR - OFFICE.worked(since, halted)
    assert OFFICE.after(resumed, left) == berlin("2026-03-09 10:00")


@pytest.mark.parametrize("working", [timedelta(0), -HOUR])
def test_no_working_time_is_no_deadline(working):
    with pytest.raises(ValueError, match="counted forward"):
        OFFICE.after(berlin("2026-03-06 12:00"), working)


def test_a_time_without_a_zone_is_no_instant():
    with pytest.raises(ValueError, match="has no time zone"):
        OFFICE.is_open(datetime(2026, 3, 6, 12, 0))  # noqa: DTZ001 - the fault under test


@pytest.mark.parametrize(
    ("week", "words"),
    [
        (((NINE_TO_SIX,),) * 5, "a week has 7 days"),
        (((),) * 7, "open for less than an hour"),
        (((OpeningSpan(0, 59),), *((),) * 6), "open for less than an hour"),
        (((OpeningSpan(540, 720), OpeningSpan(700, 800)), *((),) * 6), "mon 11:40-13:20 opens before mon 09:00-12:00"),
        (((OpeningSpan(540, 720), OpeningSpan(60, 120)), *((),) * 6), "mon 01:00-02:00 opens before mon 09:00-12:00"),
        (((NIGHT,), (OpeningSpan(300, 600),), *((),) * 5), "tue 05:00-10:00 opens before mon 22:00-06:00 has closed"),
        (((OpeningSpan(300, 600),), *((),) * 5, (NIGHT,)), "mon 05:00-10:00 opens before sun 22:00-06:00 has closed"),
    ],
)
def test_a_timetable_that_contradicts_itself_is_refused_in_words(week, words):
    with pytest.raises(ValueError, match=words):
        BusinessHours(BERLIN, week)


@pytest.mark.parametrize(("opens", "closes"), [(-1, 5), (1440, 1500), (60, 60), (60, 30), (60, 1501)])
def test_a_span_opens_on_its_day_and_closes_within_24_hours(opens, closes):
    with pytest.raises(ValueError, match="no span of opening hours"):
        OpeningSpan(opens, closes)


ZONES = st.sampled_from(
    ("UTC", BERLIN, "America/Havana", "America/Nuuk", "Antarctica/Troll", "Australia/Lord_Howe", "Africa/Casablanca")
)
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis wants naive ends
WORKING = st.timedeltas(timedelta(microseconds=1), timedelta(days=20))


@st.composite
def timetables(draw) -> BusinessHours:
    """Spans at random, some past midnight and some that meet, and holidays about the changes of the clocks."""
    edges = sorted(draw(st.lists(st.integers(0, 7 * 1440 - 1), min_size=2, max_size=16, unique=True)))
    week: list[list[OpeningSpan]] = [[OpeningSpan(0, 60)] if edges[0] >= 60 else [], *([] for _ in range(6))]
    for opens, closes in zip(edges[::2], [*edges[1::2], 7 * 1440], strict=False):
        day, minute = divmod(opens, 1440)
        week[day].append(OpeningSpan(minute, minute + min(closes - opens, 1440)))
    if sum(span.closes - span.opens for spans in week for span in spans) < 60:
        week = [[ALL_DAY], *([] for _ in range(6))]
    holidays = draw(st.lists(st.dates(date(2024, 1, 1), date(2035, 12, 31)), max_size=5))
    return BusinessHours(draw(ZONES), tuple(map(tuple, week)), tuple(holidays))


@given(timetables(), INSTANTS, WORKING, WORKING)
@settings(max_examples=examples(150))
def test_adding_two_durations_is_adding_one_and_then_the_other(hours, at, one, other):
    assert hours.after(at, one + other) == hours.after(hours.after(at, one), other)


@given(timetables(), INSTANTS, WORKING, WORKING)
@settings(max_examples=examples(150))
def test_more_working_time_ends_later(hours, at, one, other):
    assert hours.after(at, one) < hours.after(at, one + other)


@given(timetables(), INSTANTS, st.timedeltas(timedelta(0), timedelta(days=20)), WORKING)
@settings(max_examples=examples(150))
def test_what_begins_later_ends_no_earlier(hours, at, more, working):
    assert hours.after(at, working) <= hours.after(at + more, working)


@given(timetables(), INSTANTS, WORKING)
@settings(max_examples=examples(150))
def test_working_time_ends_while_it_is_open_or_as_it_closes(hours, at, working):
    due = hours.after(at, working)
    assert due - at >= working
    assert hours.is_open(due - timedelta(microseconds=1))


@given(timetables(), INSTANTS, WORKING)
@settings(max_examples=examples(150))
def test_the_working_time_that_was_added_is_the_working_time_that_has_passed(hours, at, working):
    due = hours.after(at, working)
    assert hours.worked(at, due) == working
    assert hours.worked(at, due - timedelta(microseconds=1)) == working - timedelta(microseconds=1)
    assert hours.worked(due, at) == timedelta(0)


@given(timetables(), INSTANTS, st.floats(0, 1, exclude_max=True))
@settings(max_examples=examples(150))
def test_before_the_next_opening_it_is_closed(hours, at, part):
    opening = hours.next_opening(at)
    assert hours.is_open(opening)
    between = at + (opening - at) * part
    assert hours.is_open(between) == (opening in (at, between))
