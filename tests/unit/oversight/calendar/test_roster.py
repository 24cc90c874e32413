"""Who of a tier is there, and how working time is counted backwards."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from oversight.calendar import Absence, BusinessHours, OpeningSpan, Override, Roster, Rotation, roster

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ROTATION = Rotation("UTC", ("UA", "UB"), date(2026, 3, 2), time(9), (Override("UC", NOW + 2 * DAY, NOW + 3 * DAY),))


def away(person: str, deputy: str | None = None) -> Absence:
    return Absence(person, NOW - DAY, NOW + DAY, deputy)


def test_whoever_nothing_is_known_of_is_simply_asked():
    assert roster(("UA", "@team"), None, ()) is None
    assert roster(("UA", "@team"), None, (away("UB"),)) is None


def test_a_roster_keeps_the_absences_of_its_people_and_of_their_deputies():
    chain = (away("UA", "UD"), away("UD", "UE"), away("UX", "UA"))
    assert roster(("UA",), None, chain) == Roster(None, chain[:2])
    assert roster((), ROTATION, (away("UC", "UX"), away("UX"), away("UY"))) == Roster(
        ROTATION, (away("UC", "UX"), away("UX"))
    )
    assert roster((), ROTATION, ()) == Roster(ROTATION)


def test_deputies_stand_in_once_each_and_groups_stay():
    told = Roster(None, (away("UA", "UB"), away("UC"), away("UD", "UE")))
    assert told.there(("UA", "UB", "@team", "UC", "UD"), NOW) == ("UB", "@team", "UE")
    assert told.there(("UA", "UC"), NOW + DAY) == ("UA", "UC")


def test_one_person_is_on_call_or_nobody():
    assert Roster(ROTATION).there((), NOW) == ("UA",)
    assert Roster(ROTATION, (away("UA", "UZ"),)).there((), NOW) == ("UZ",)
    assert Roster(ROTATION, (away("UA"),)).there((), NOW) == ("UB",)
    assert Roster(ROTATION, (away("UA"), away("UB"))).there((), NOW) == ()
    assert Roster(ROTATION).there((), NOW - 9 * DAY) == ()


HALVES = (OpeningSpan(540, 720), OpeningSpan(780, 1020))
OFFICE = BusinessHours("Europe/Berlin", (*[HALVES] * 5, (), (OpeningSpan(1320, 1800),)), (date(2026, 4, 6),))
moments = st.integers(0, 500 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))
worked = st.integers(0, 200 * 60).map(lambda minutes: timedelta(minutes=minutes))


@given(moments, worked)
def test_counted_backwards_is_the_last_instant_from_which_so_much_was_worked(at, span):
    since = OFFICE.before(at, span)
    assert since <= at
    assert OFFICE.worked(since, at) == span
    assert since == at or OFFICE.worked(since + timedelta(microseconds=1), at) < span


@given(moments, moments, worked, worked)
def test_time_that_had_run_and_time_that_was_left_add_up(begun, at, ran, left):
    """What a halt relies on: the span from then on ends when what was left of it has been worked off."""
    left += timedelta(minutes=1)
    since = OFFICE.before(at, ran)
    assert OFFICE.after(since, ran + left) == OFFICE.after(at, left)
    assert begun > at or OFFICE.before(at, OFFICE.worked(begun, at)) >= begun
