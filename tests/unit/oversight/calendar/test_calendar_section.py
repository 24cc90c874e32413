"""Calendars, rotations and absences as the policy file writes them."""

import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import yaml
from pydantic import Field, ValidationError

from oversight.calendar import Absence, BusinessHours, OpeningSpan, Override, Rotation
from oversight.policy.file.entries import Section
from oversight.policy.file.sections.calendar import AbsenceSection, CalendarSection, RotationSection

WHOLE = """
calendars:
  office:
    timezone: Europe/Berlin
    hours:
      mon-thu: [09:00-12:30, 13:30-18:00]
      fri: 09:00-15:00
      sat: [22:00-06:00]
    holidays: [2026-12-26, 2026-12-25]
  always: {timezone: UTC, hours: {mon-sun: 00:00-24:00}}
rotations:
  support:
    timezone: Europe/Berlin
    people: [UANA, UBEN]
    handover: mon 09:00
    starts: 2026-01-05
    overrides:
      - {person: UCEM, from: 2026-12-24, until: 2026-12-27}
      - {person: UDEE, from: 2026-12-28 08:00, until: 2026-12-28 17:30:00}
      - {person: UEVA, from: 2026-12-29T08:00:00Z, until: "2026-12-29 08:00-05:00"}
out_of_office:
  - {person: UANA, from: 2026-08-01, until: 2026-08-14, deputy: UCEM, timezone: Europe/Berlin}
  - {person: UBEN, from: 2026-08-01, until: 2026-08-14}
"""


class File(Section):
    """The part of the policy file that these sections make up."""

    calendars: dict[str, CalendarSection] = Field(default_factory=dict)
    rotations: dict[str, RotationSection] = Field(default_factory=dict)
    out_of_office: tuple[AbsenceSection, ...] = ()


def read(text: str) -> File:
    return File.model_validate(yaml.safe_load(text))


def calendar(hours: Any, **more: Any) -> CalendarSection:
    return CalendarSection.model_validate({"timezone": "UTC", "hours": hours} | more)


def rotation(**more: Any) -> RotationSection:
    written = {"timezone": "UTC", "people": ["UA"], "handover": "mon 09:00", "starts": "2026-01-05"}
    return RotationSection.model_validate(written | more)


def absence(**more: Any) -> AbsenceSection:
    return AbsenceSection.model_validate({"person": "UA", "from": "2026-01-05", "until": "2026-01-06"} | more)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type] # mypy takes tzinfo for a ninth part


def test_opening_hours_are_read_as_they_are_written():
    operator_store = read(WHOLE).calendars["office"].business_hours()
    day = (OpeningSpan(540, 750), OpeningSpan(810, 1080))
    assert operator_store == BusinessHours(
        "Europe/Berlin",
        (day, day, day, day, (OpeningSpan(540, 900),), (OpeningSpan(1320, 1800),), ()),
        (date(2026, 12, 25), date(2026, 12, 26)),
    )
    assert read(WHOLE).calendars["always"].business_hours().week == ((OpeningSpan(0, 1440),),) * 7


def test_a_rotation_is_read_as_it_is_written_and_its_dates_in_its_zone():
    support = read(WHOLE).rotations["support"].rotation()
    assert support == Rotation(
        "Europe/Berlin",
        ("UANA", "UBEN"),
        date(2026, 1, 5),
        time(9),
        (
            Override("UCEM", utc(2026, 12, 23, 23), utc(2026, 12, 27, 23)),  # the 27th is included
            Override("UDEE", utc(2026, 12, 28, 7), utc(2026, 12, 28, 16, 30)),
            Override("UEVA", utc(2026, 12, 29, 8), utc(2026, 12, 29, 13)),
        ),
    )


def test_absences_are_read_in_their_zone_or_in_utc():
    assert [entry.absence() for entry in read(WHOLE).out_of_office] == [
        Absence("UANA", utc(2026, 7, 31, 22), utc(2026, 8, 14, 22), "UCEM"),
        Absence("UBEN", utc(2026, 8, 1), utc(2026, 8, 15)),
    ]


def test_in_the_hour_that_is_shown_twice_from_is_the_first_and_until_the_last():
    (taken,) = (
        rotation(
            timezone="Europe/Berlin",
            overrides=[{"person": "UB", "from": "2026-10-25 02:30", "until": "2026-10-25 02:30"}],
        )
        .rotation()
        .overrides
    )
    assert (taken.since, taken.until) == (utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30))


@pytest.mark.parametrize(
    ("hours", "same"),
    [
        ({"fri-mon": "10:00-12:00"}, {"fri": "10:00-12:00", "sat-sun": "10:00-12:00", "mon": "10:00-12:00"}),
        ({"Monday": "10:00-12:00"}, {"mon": ["10:00-12:00"]}),
        ({"mon": ["13:00-14:00", "10:00-12:00"]}, {"mon": ["10:00-12:00", "13:00-14:00"]}),
        ({"mon": "22:00-24:00"}, {"mon": "22:00-00:00"}),
        ({"mon": "22:00-23:00", "tue": []}, {"mon": "22:00-23:00"}),
    ],
)
def test_hours_may_be_written_in_several_ways(hours, same):
    assert calendar(hours).business_hours() == calendar(same).business_hours()


def test_what_was_written_survives_json():
    """The hash of the policy is made of this form, and it means the same when it is read again."""
    written = read(WHOLE).model_dump(mode="json", by_alias=True)
    assert File.model_validate(json.loads(json.dumps(written))) == read(WHOLE)


def test_the_schema_for_editors_takes_text():
    schema = File.model_json_schema(by_alias=True)["$defs"]
    assert schema["OverrideSection"]["properties"]["from"]["type"] == "string"
    hours = schema["CalendarSection"]["properties"]["hours"]["additionalProperties"]["anyOf"]
    assert [hour["type"] for hour in hours] == ["string", "array"]
    assert schema["CalendarSection"]["properties"]["holidays"]["items"] == {"type": "string", "format": "date"}


@pytest.mark.parametrize("span", ["9-17", "9:00-17:00", "09:00", "09:00-25:00", "09:00-24:30", "09:60-10:00", "", "a"])
def test_a_span_that_cannot_be_read_says_how_to_write_one(span):
    assert "write for example 09:00-17:30, or 22:00-06:00" in problem(lambda: calendar({"mon": span}))


def problem(make: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        make()
    (error,) = caught.value.errors()
    return str(error["msg"])


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ({"mon": "09:00-09:00"}, "closes when it opens; write 00:00-24:00 for a whole day"),
        ({"mo": "09:00-10:00"}, "'mo' is no weekday; use one of mon, tue, wed"),
        ({"mon-": "09:00-10:00"}, "'' is no weekday"),
        ({"mon-fri": "09:00-10:00", "wed": "09:00-12:00"}, "wed is in both mon-fri and wed; name each weekday once"),
        ({"mon": ["09:00-12:00", "11:00-14:00"]}, "mon 11:00-14:00 opens before mon 09:00-12:00 has closed"),
        ({"sun": "22:00-06:00", "mon": "05:00-09:00"}, "mon 05:00-09:00 opens before sun 22:00-06:00 has closed"),
        ({}, "open for less than an hour"),
        ({"mon": []}, "open for less than an hour"),
        ({"mon": 540}, "valid tuple"),
        ({"mon": [540]}, "valid string"),
    ],
)
def test_hours_that_cannot_be_kept_are_told_in_words(hours, words):
    assert words in problem(lambda: calendar(hours))


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow", 20261224, datetime(2026, 12, 24, tzinfo=UTC), True, None])
def test_a_holiday_is_a_date(day):
    assert "is no date; write for example 2026-12-24" in problem(
        lambda: calendar({"mon": "09:00-12:00"}, holidays=[day])
    )


@pytest.mark.parametrize("year", [1, 1999, 3000, 9999])
def test_years_near_the_ends_of_the_calendar_are_faults_and_not_crashes(year):
    assert "use a year from 2000 to 2999" in problem(lambda: rotation(starts=date(year, 1, 1)))
    assert "use a year from 2000 to 2999" in problem(lambda: absence(until=f"{year:04}-12-31"))


def test_the_last_year_can_be_used():
    assert absence(until="2999-12-31").absence().until == utc(3000, 1, 1)
    assert rotation(starts="2999-12-30").rotation().begins(0) == utc(2999, 12, 30, 9)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"people": []}, "nobody is in the rotation; name at least one person"),
        ({"people": ["@support"]}, "'@support' is a user group; this is one person"),
        ({"timezone": "Berlin"}, "unknown time zone 'Berlin'; use an IANA name such as Europe/Berlin"),
        ({"handover": "mon 9:00"}, "'mon 9:00' is no weekday and time; write for example mon 09:00"),
        ({"handover": "moon 09:00"}, "'moon' is no weekday"),
        ({"handover": 1050}, "valid string"),
        ({"starts": "2026-01-06"}, "2026-01-06 falls on tue, but the handover is on mon; let starts be the day of the"),
        ({"overrides": [{"person": "UB", "from": "2026-01-05", "until": "2026-01-04"}]}, "until must be after from"),
        ({"overrides": [{"person": "UB", "from": 5, "until": "2026-01-04"}]}, "5 is no date or time; write for"),
        ({"overrides": [{"person": "UB", "from": "2026-W01-1", "until": "2026-01-04"}]}, "is no date or time"),
        ({"overrides": [{"person": "UB", "until": "2026-01-04"}]}, "Field required"),
        ({"handovers": "mon 09:00"}, "Extra inputs"),
    ],
)
def test_a_rotation_that_cannot_be_kept_is_told_in_words(more, words):
    assert words in problem(lambda: rotation(**more))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"until": "2026-01-04"}, "the absence of UA ends before it begins; until must be after from"),
        ({"deputy": "UA"}, "UA cannot stand in for themselves; name another deputy, or none"),
        ({"until": "2026-01-05 25:00"}, "is no date or time"),
    ],
)
def test_an_absence_that_cannot_be_kept_is_told_in_words(more, words):
    assert words in problem(lambda: absence(**more))


def test_one_day_may_be_both_from_and_until():
    assert absence(until="2026-01-05").absence() == Absence("UA", utc(2026, 1, 5), utc(2026, 1, 6))
