"""Who is on call, and until when."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.calendar import Absence, OnCall, Override, Rotation, on_call, who_stands_in
from tests.examples import examples

LONDON = ZoneInfo("Europe/London")
TEAM = Rotation("Europe/London", ("UA", "UB", "UC"), date(2026, 3, 2), time(9))
WEEK, HOUR = timedelta(days=7), timedelta(hours=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def with_overrides(*overrides: tuple[str, str, str]) -> Rotation:
    taken = tuple(Override(person, at(since), at(until)) for person, since, until in overrides)
    return Rotation(TEAM.zone, TEAM.people, TEAM.starts, TEAM.handover, taken)


def away(person: str, since: str, until: str, deputy: str | None = None) -> Absence:
    return Absence(person, at(since), at(until), deputy)


@pytest.mark.parametrize(
    ("now", "person", "until"),
    [
        ("2026-03-02 08:59", None, "2026-03-02 09:00"),
        ("2026-03-02 09:00", "UA", "2026-03-09 09:00"),
        ("2026-03-09 08:59", "UA", "2026-03-09 09:00"),
        ("2026-03-09 09:00", "UB", "2026-03-16 09:00"),
        ("2026-03-20 12:00", "UC", "2026-03-23 09:00"),
        ("2026-03-25 12:00", "UA", "2026-03-30 09:00"),  # an hour shorter: summer time begins on the 29th
        ("2026-04-01 12:00", "UB", "2026-04-06 09:00"),
    ],
)
def test_people_take_turns_from_handover_to_handover(now, person, until):
    assert on_call(TEAM, (), at(now)) == OnCall(person, at(until))


def test_a_clock_set_back_to_the_day_before_does_not_undo_a_handover():
    """In Newfoundland of 2010 one minute of Sunday passed, and then an hour of Saturday came again."""
    rotation = Rotation("America/St_Johns", ("UA", "UB"), date(2010, 10, 31), time(0))
    handover = datetime(2010, 11, 7, 2, 30, tzinfo=UTC)
    again_saturday = handover + timedelta(minutes=30)
    assert again_saturday.astimezone(ZoneInfo(rotation.zone)).date() == date(2010, 11, 6)
    assert on_call(rotation, (), handover - timedelta(minutes=1)) == OnCall("UA", handover)
    assert on_call(rotation, (), again_saturday) == on_call(rotation, (), handover)
    assert on_call(rotation, (), handover).person == "UB"


def test_an_override_holds_for_its_time_and_then_the_turn_goes_on():
    rotation = with_overrides(("UX", "2026-03-04 12:00", "2026-03-05 12:00"))
    assert on_call(rotation, (), at("2026-03-03 12:00")) == OnCall("UA", at("2026-03-04 12:00"))
    assert on_call(rotation, (), at("2026-03-04 12:00")) == OnCall("UX", at("2026-03-05 12:00"))
    assert on_call(rotation, (), at("2026-03-05 12:00")) == OnCall("UA", at("2026-03-09 09:00"))


def test_of_two_overrides_the_later_in_the_list_holds():
    rotation = with_overrides(
        ("UX", "2026-03-04 00:00", "2026-03-06 00:00"), ("UY", "2026-03-05 00:00", "2026-03-07 00:00")
    )
    assert on_call(rotation, (), at("2026-03-04 12:00")) == OnCall("UX", at("2026-03-05 00:00"))
    assert on_call(rotation, (), at("2026-03-05 12:00")) == OnCall("UY", at("2026-03-07 00:00"))


def test_an_override_by_whose_turn_it_is_changes_nothing():
    rotation = with_overrides(("UA", "2026-03-04 00:00", "2026-03-05 00:00"))
    assert on_call(rotation, (), at("2026-03-03 00:00")) == OnCall("UA", at("2026-03-09 09:00"))


def test_an_override_may_come_before_the_rotation_begins():
    rotation = with_overrides(("UX", "2026-02-01 00:00", "2026-02-02 00:00"))
    assert on_call(rotation, (), at("2026-02-01 12:00")) == OnCall("UX", at("2026-02-02 00:00"))
    assert on_call(rotation, (), at("2026-02-02 12:00")) == OnCall(None, at("2026-03-02 09:00"))


def test_who_is_away_is_stood_in_for_by_the_deputy_and_without_one_by_the_next_in_turn():
    deputised = away("UA", "2026-03-04 00:00", "2026-03-20 00:00", "UD")
    assert on_call(TEAM, [deputised], at("2026-03-05 00:00")) == OnCall("UD", at("2026-03-09 09:00"))
    alone = away("UA", "2026-03-04 00:00", "2026-03-20 00:00")
    assert on_call(TEAM, [alone], at("2026-03-05 00:00")) == OnCall("UB", at("2026-03-16 09:00"))


def test_who_took_over_and_is_away_is_not_on_call():
    rotation = with_overrides(("UX", "2026-03-04 00:00", "2026-03-06 00:00"))
    absence = away("UX", "2026-03-05 00:00", "2026-03-08 00:00")
    assert on_call(rotation, [absence], at("2026-03-05 12:00")) == OnCall("UA", at("2026-03-09 09:00"))
    assert on_call(rotation, [away("UX", "2026-03-05 00:00", "2026-03-08 00:00", "UD")], at("2026-03-05 12:00")) == (
        OnCall("UD", at("2026-03-06 00:00"))
    )


def test_where_everybody_is_away_nobody_is_on_call_until_somebody_is_back():
    absences = [
        away("UA", "2026-03-01 00:00", "2026-05-01 00:00"),
        away("UB", "2026-03-01 00:00", "2026-04-01 00:00", "UA"),
        away("UC", "2026-03-01 00:00", "2026-04-10 00:00"),
    ]
    assert on_call(TEAM, absences, at("2026-03-05 00:00")) == OnCall(None, at("2026-04-01 00:00"))


def test_deputies_have_deputies_and_circles_of_them_end():
    absences = [
        away("UA", "2026-03-01 00:00", "2026-04-01 00:00", "UB"),
        away("UB", "2026-03-01 00:00", "2026-04-01 00:00", "UC"),
        away("UC", "2026-03-01 00:00", "2026-03-02 00:00", "UA"),
    ]
    assert who_stands_in("UA", absences, at("2026-03-05 00:00")) == "UC"
    assert who_stands_in("UA", absences, at("2026-03-01 12:00")) is None
    assert who_stands_in("UA", absences, at("2026-04-01 00:00")) == "UA"


def test_of_two_absences_at_once_either_deputy_may_be_there():
    absences = [
        away("UA", "2026-03-01 00:00", "2026-04-01 00:00", "UB"),
        away("UB", "2026-03-01 00:00", "2026-04-01 00:00"),
        away("UA", "2026-03-01 00:00", "2026-04-01 00:00", "UD"),
    ]
    assert who_stands_in("UA", absences, at("2026-03-05 00:00")) == "UD"


def test_one_person_alone_is_on_call_without_end():
    alone = Rotation("Europe/London", ("UA",), date(2026, 3, 2), time(9))
    assert on_call(alone, (), at("2026-03-05 00:00")) == OnCall("UA", None)
    assert on_call(alone, [away("UA", "2026-04-01 00:00", "2026-04-02 00:00")], at("2026-03-05 00:00")) == (
        OnCall("UA", at("2026-04-01 00:00"))
    )


def test_one_person_covers_for_all_others_until_they_are_back():
    absences = [away(person, "2026-03-01 00:00", "2030-03-01 00:00") for person in ("UA", "UB")]
    found = on_call(TEAM, absences, at("2026-03-05 00:00"))
    assert found.person == "UC"
    assert found.until == at("2030-03-01 00:00")


def test_what_cannot_be_is_refused_in_words():
    with pytest.raises(ValueError, match="nobody is in the rotation"):
        Rotation("UTC", (), date(2026, 3, 2), time(9))
    with pytest.raises(ValueError, match="the override for UA ends before it begins"):
        Override("UA", at("2026-03-02"), at("2026-03-02"))
    with pytest.raises(ValueError, match="the absence of UA ends before it begins"):
        away("UA", "2026-03-02", "2026-03-01")
    with pytest.raises(ValueError, match="UA cannot stand in for themselves"):
        away("UA", "2026-03-01", "2026-03-02", "UA")
    with pytest.raises(ValueError, match="has no time zone"):
        on_call(TEAM, (), datetime(2026, 3, 2))  # noqa: DTZ001 - the fault under test


PEOPLE = st.sampled_from(("UA", "UB", "UC", "UD", "UE"))
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 26 * 7 * 24 * 4).map(lambda quarters: BEGIN + quarters * HOUR / 4)
SPANS = st.tuples(INSTANTS, st.integers(1, 6 * 7 * 24).map(lambda hours: hours * HOUR))
OVERRIDES = st.builds(lambda person, span: Override(person, span[0], span[0] + span[1]), PEOPLE, SPANS)
ABSENCES = st.builds(
    lambda person, span, deputy: Absence(person, span[0], span[0] + span[1], None if deputy == person else deputy),
    PEOPLE,
    SPANS,
    st.none() | PEOPLE,
)
ROTATIONS = st.builds(
    Rotation,
    st.sampled_from(
        ("UTC", "Europe/London", "America/Nuuk", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Beirut")
    ),
    st.lists(PEOPLE, min_size=1, max_size=4).map(tuple),
    st.dates(date(2026, 1, 1), date(2026, 3, 1)),
    st.times().map(lambda when: when.replace(second=0, microsecond=0)),
    st.lists(OVERRIDES, max_size=4).map(tuple),
)


@given(ROTATIONS, INSTANTS)
@settings(max_examples=examples(200))
def test_turns_cover_every_instant_exactly_once(rotation, now):
    turn = rotation.turn(now)
    held = [number for number in range(30) if rotation.begins(number) <= now < rotation.begins(number + 1)]
    assert held == ([] if turn is None else [turn])
    assert (turn is None) == (now < rotation.begins(0))
    assert all(rotation.begins(number) < rotation.begins(number + 1) for number in range(30))


@given(ROTATIONS, st.lists(ABSENCES, max_size=6), INSTANTS)
@settings(max_examples=examples(300))
def test_nobody_on_call_is_away_and_nobody_is_only_where_all_are_away(rotation, absences, now):
    person = on_call(rotation, absences, now).person
    missing = {absence.person for absence in absences if absence.since <= now < absence.until}
    assert person not in missing
    if person is None:
        turn = rotation.turn(now)
        assert turn is None or set(rotation.people) <= missing
        assert rotation.override(now) in {None, *missing}


@given(ROTATIONS, st.lists(ABSENCES, max_size=6), OVERRIDES)
@settings(max_examples=examples(200))
def test_the_last_override_wins_unless_its_person_is_away(rotation, absences, override):
    taken = Rotation(
        rotation.zone, rotation.people, rotation.starts, rotation.handover, (*rotation.overrides, override)
    )
    for now in (override.since, override.since + (override.until - override.since) / 2):
        stand_in = who_stands_in(override.person, absences, now)
        found = on_call(taken, absences, now).person
        assert found == stand_in or stand_in is None
    assert on_call(taken, absences, override.until).person == on_call(rotation, absences, override.until).person


@given(ROTATIONS, st.lists(ABSENCES, max_size=6), INSTANTS)
@settings(max_examples=examples(150))
def test_the_change_that_is_told_is_the_next_one(rotation, absences, now):
    """An hour hand, and the instants at which anything begins or ends, see nobody else before it and somebody at it."""
    found = on_call(rotation, absences, now)
    edges = {edge for override in (*rotation.overrides, *absences) for edge in (override.since, override.until)}
    edges |= {rotation.begins(turn) for turn in range(60)}
    last = found.until or now + 60 * WEEK
    seen = [edge for edge in edges if now < edge < last] + [now + (last - now) * part / 50 for part in range(50)]
    assert {on_call(rotation, absences, moment).person for moment in seen} == {found.person}
    if found.until is not None:
        assert found.until > now
        assert on_call(rotation, absences, found.until).person != found.person
