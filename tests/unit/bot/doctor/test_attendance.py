"""The doctor tells of tiers at which nobody is there to answer."""

from datetime import UTC, datetime

import pytest

from bot.doctor.attendance import who_is_there
from oversight.policy.file.reading import read_policy

POLICY = """version: 1
tiers:
  team_member: {channel: "#m", reviewers: [UA, UB], approvals_required: 2}
  team_lead: {channel: "#l", on_call: leads}
  executive: {channel: "#x", reviewers: [UVP]}
rotations:
  leads: {timezone: UTC, people: [UC], handover: mon 09:00, starts: 2026-03-02}
out_of_office:
  - {person: UA, from: 2026-03-10, until: 2026-03-11}
  - {person: UC, from: 2026-03-10, until: 2026-03-11}
"""


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (1, ["team_lead: nobody is on call before 2026-03-02 09:00 UTC"]),
        (9, ["team_lead: UC is on call"]),
        (
            10,
            [
                "team_member: too few people are there now, 1 of 2",
                "team_lead: nobody is on call now, everybody of its rotation is away",
            ],
        ),
    ],
)
def test_who_is_there_is_told_of_tiers_where_that_depends_on_the_day(day, told):
    findings = who_is_there(read_policy(POLICY), datetime(2026, 3, day, 12, tzinfo=UTC))
    assert [finding.what for finding in findings] == [f"tier {tier}" for tier in told]
