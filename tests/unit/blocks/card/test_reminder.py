"""Whom a reminder rings."""

from datetime import date, time

import pytest
from msgspec.structs import replace

from blocks.card.thread_reply import thread_reply
from oversight.action.decision import CLOCK
from oversight.action.event_kind import EventKind
from oversight.action.route import Rung
from oversight.calendar import Absence, Roster, Rotation
from tests.unit.blocks.actions import LADDER, NOW, an_action, an_event

ROTATION = Rotation("UTC", ("U0ANA", "U0BEN"), date(2026, 3, 2), time(9))
AWAY = Absence("U0ANA", NOW, NOW.replace(month=4))


@pytest.mark.parametrize(
    ("roster", "mentioned"), [(Roster(ROTATION), "<@U0ANA>"), (Roster(ROTATION, (AWAY,)), "<@U0BEN>")]
)
def test_a_reminder_rings_whoever_was_on_call_when_the_tier_opened(roster, mentioned):
    action = an_action(rung=1)
    on_call = Rung("team_lead", "#agent-approvals-leads", (), roster=roster)
    action = replace(action, route=replace(action.route, ladder=(LADDER[0], on_call)))
    letter = thread_reply(an_event(EventKind.REMINDED, action, CLOCK, "Still waiting", tier="team_lead"), action, 1)
    assert letter.text.endswith(mentioned)
    assert letter.text.count("<@") == 1
