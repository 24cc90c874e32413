"""Opening hours, rotations and absences in the policy: what its tiers make of them, and what is wrong with them."""

from datetime import UTC, date, datetime, time

import pytest

from oversight.action.route import answering
from oversight.calendar import Absence, BusinessHours, OpeningSpan, Roster, Rotation
from oversight.policy.file.reading import BadPolicy, read_policy
from tests.unit.oversight.policy.file.bad_policy import faults, only_fault

WHOLE = """version: 1
tiers:
  team_member:
    {channel: "#m", reviewers: [UMEMBER, UOTHER], escalate_after: 30m, business_hours: office}
  team_lead: {channel: "#l", on_call: leads}
  executive: {channel: "#x", reviewers: [UVP]}
calendars:
  office: {timezone: Europe/Berlin, hours: {mon-fri: 09:00-18:00}}
rotations:
  leads: {timezone: Europe/Berlin, people: [UANA, UBEN, UANA], handover: mon 09:00, starts: 2026-03-02}
out_of_office:
  - {person: UOTHER, from: 2026-03-06, until: 2026-03-09, deputy: UBEN}
  - {person: UANA, from: 2026-03-06, until: 2026-03-09}
"""
OFFICE = BusinessHours("Europe/Berlin", (*[(OpeningSpan(540, 1080),)] * 5, (), ()))
LEADS = Rotation("Europe/Berlin", ("UANA", "UBEN", "UANA"), date(2026, 3, 2), time(9))
SINCE, UNTIL = datetime(2026, 3, 6, tzinfo=UTC), datetime(2026, 3, 10, tzinfo=UTC)
OTHER, ANA = Absence("UOTHER", SINCE, UNTIL, "UBEN"), Absence("UANA", SINCE, UNTIL)


def test_the_names_of_a_tier_become_what_they_stand_for():
    policy = read_policy(WHOLE)
    member, lead, executive = policy.rungs_from("team_member")
    assert (member.hours, member.roster) == (OFFICE, Roster(None, (OTHER,)))
    assert (lead.hours, lead.roster) == (None, Roster(LEADS, (ANA,)))
    assert (executive.hours, executive.roster) == (None, None)
    assert policy.absences == (OTHER, ANA)
    assert policy.tiers[1].people == ("UANA", "UBEN")


def test_a_tier_on_call_is_no_tier_without_reviewers():
    ladder = read_policy(WHOLE).rungs_from("team_member")
    assert answering(ladder) == ladder


def test_what_is_not_used_changes_nothing_of_a_rung():
    plain = WHOLE.partition("calendars:")[0].replace(", business_hours: office", "").replace("on_call: leads", "")
    assert {(rung.hours, rung.roster) for rung in read_policy(plain).rungs_from("team_member")} == {(None, None)}


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        (
            "business_hours: office",
            "business_hours: nigth",
            "line 4, $.tiers.team_member.business_hours: 'nigth' is not",
        ),
        (
            "on_call: leads",
            "on_call: lead",
            "line 5, $.tiers.team_lead.on_call: 'lead' is not defined. Define it under",
        ),
        ("on_call: leads", "on_call: leads, reviewers: [U1]", "whoever is on call is asked instead"),
        ("on_call: leads", "on_call: leads, approvals_required: 2", "2 approvals are required, but one person is on"),
        ("on_call: leads", "on_call: leads, modified_needs_second: true", "a second person, but one person is on call"),
        ("30m", "31d", "30d of opening hours at most"),
        ("09:00-18:00", "09:00-09:00", "line 8, $.calendars.office.hours"),
        ("starts: 2026-03-02", "starts: 2026-03-03", "falls on tue, but the handover is on mon"),
        ("deputy: UBEN", "deputy: UOTHER", "cannot stand in for themselves"),
        ("person: UANA", "persn: UANA", "$.out_of_office[1]"),
    ],
)
def test_faults_are_told_in_words_where_they_are(right, wrong, told):
    with pytest.raises(BadPolicy) as caught:
        read_policy(WHOLE.replace(right, wrong))
    assert told in str(caught.value)


def test_a_name_that_is_not_defined_tells_which_are():
    said = str(only_fault(WHOLE.replace("on_call: leads", "on_call: lead")))
    assert said.endswith("Define it under rotations, or use one of leads")
    assert str(only_fault(WHOLE.partition("rotations:")[0])).endswith("Define it under rotations")


@pytest.mark.parametrize("section", ["calendars: 7", "calendars: [office]", "rotations: on", "out_of_office: {}"])
def test_the_sections_may_be_anything_and_are_only_refused(section):
    tier = '{channel: "#m", business_hours: office, on_call: leads}'
    found = faults(f"version: 1\ntiers: {{team_lead: {tier}}}\n{section}\n")
    assert any(fault.line == 3 for fault in found)


@pytest.mark.parametrize("zone", ["localtime", "Factory", "posixrules", "posix/Europe/Berlin", "right/Europe/Berlin"])
def test_what_stands_beside_the_zones_is_no_zone(zone):
    assert f"unknown time zone '{zone}'" in str(
        only_fault(WHOLE.replace("office: {timezone: Europe/Berlin", f"office: {{timezone: {zone}"))
    )


def test_the_hash_sees_calendars():
    assert read_policy(WHOLE).hash != read_policy(WHOLE.replace("18:00", "18:30")).hash
