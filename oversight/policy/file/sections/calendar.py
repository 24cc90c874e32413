"""What ``policy.yml`` says of opening hours, on-call rotations, and people who are away.

Each section becomes the value of :mod:`oversight.calendar` that it describes, also while it is read: so that whatever
the value refuses is a fault of the policy, told with its line.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from oversight.calendar import WEEKDAYS, Absence, BusinessHours, OpeningSpan, Override, Rotation
from oversight.policy.file.entries import Section, TimeZone
from oversight.policy.file.slack_names import UserId
from oversight.policy.file.time_entries import (
    Day,
    Handover,
    Hours,
    Moment,
    Weekdays,
    beginning,
    ending,
    opening_span,
    weekday_and_time,
    weekdays,
)


def _one_or_several(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class CalendarSection(Section):
    """Opening hours: ``hours: {mon-thu: [09:00-12:30, 13:30-18:00], fri: 09:00-15:00}``."""

    timezone: TimeZone
    hours: dict[
        Weekdays, Annotated[tuple[Hours, ...], BeforeValidator(_one_or_several, json_schema_input_type=str | list[str])]
    ] = Field(description="spans of opening by weekday (mon … sun) or range of weekdays (mon-fri); others are closed")
    holidays: tuple[Day, ...] = Field(default=(), description="dates on which nothing opens")

    @model_validator(mode="after")
    def _can_be_kept(self) -> Self:
        self.business_hours()
        return self

    def business_hours(self) -> BusinessHours:
        """The opening hours; ValueError where they contradict each other."""
        return BusinessHours(self.timezone, _week(self.hours), tuple(sorted(set(self.holidays))))


def _week(hours: Mapping[str, tuple[str, ...]]) -> tuple[tuple[OpeningSpan, ...], ...]:
    named: dict[int, str] = {}
    for key in hours:
        for day in weekdays(key):
            if day in named:
                raise ValueError(f"{WEEKDAYS[day]} is in both {named[day]} and {key}; name each weekday once")
            named[day] = key
    spans = {day: map(opening_span, hours[key]) for day, key in named.items()}
    return tuple(tuple(sorted(spans.get(day, ()), key=lambda span: span.opens)) for day in range(len(WEEKDAYS)))


class OverrideSection(Section):
    """One person instead of whoever's turn it is: ``{person: U1, from: 2026-12-24, until: 2026-12-27}``."""

    person: UserId
    since: Moment = Field(alias="from", description="a date, or a date and time; in the rotation's time zone")
    until: Moment = Field(description="a time, not included; or a date, whose whole day is included")


class RotationSection(Section):
    """People who are on call for a week each, in order."""

    timezone: TimeZone
    # A group cannot be on call: the point of a rotation is that one person knows it.
    people: tuple[UserId, ...] = Field(description="user ids (U…) in the order of their turns")
    handover: Handover = Field(description="weekday and time: mon 09:00")
    starts: Day = Field(description="the date of the first handover, to the first of the people")
    overrides: tuple[OverrideSection, ...] = Field(default=(), description="of two that overlap the later one holds")

    @model_validator(mode="after")
    def _can_be_kept(self) -> Self:
        self.rotation()
        return self

    def rotation(self) -> Rotation:
        """The rotation; ValueError where it contradicts itself."""
        weekday, at = weekday_and_time(self.handover)
        if self.starts.weekday() != weekday:
            raise ValueError(
                f"{self.starts} falls on {WEEKDAYS[self.starts.weekday()]}, but the handover is on {WEEKDAYS[weekday]};"
                " let starts be the day of the first handover"
            )
        overrides = tuple(
            Override(override.person, beginning(override.since, self.timezone), ending(override.until, self.timezone))
            for override in self.overrides
        )
        return Rotation(self.timezone, self.people, self.starts, at, overrides)


class AbsenceSection(Section):
    """A person who is away: ``{person: U1, from: 2026-12-24, until: 2027-01-02, deputy: U2}``."""

    person: UserId
    since: Moment = Field(alias="from", description="a date, or a date and time")
    until: Moment = Field(description="a time, not included; or a date, whose whole day is included")
    deputy: UserId | None = Field(default=None, description="who stands in; if nobody, the next in turn is asked")
    timezone: TimeZone = Field(default="UTC", description="of times that are written without an offset")

    @model_validator(mode="after")
    def _can_be_kept(self) -> Self:
        self.absence()
        return self

    def absence(self) -> Absence:
        """The absence; ValueError where it contradicts itself."""
        since, until = beginning(self.since, self.timezone), ending(self.until, self.timezone)
        return Absence(self.person, since, until, self.deputy)
