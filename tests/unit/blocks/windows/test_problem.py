"""The window in which a problem is reported."""

from datetime import timedelta

from msgspec.structs import replace

from blocks.kit import ids
from blocks.windows.problem import problem_modal
from oversight.action.decision import CLOCK, Decision
from oversight.action.status import Severity, Status
from tests.unit.oversight.builders import NOW, an_action


def elements(action):
    return {block["block_id"]: block["element"] for block in problem_modal(action, "state")["blocks"][1:]}


def test_every_severity_can_be_chosen_and_none_is_chosen_at_first():
    severity = elements(an_action())[ids.SEVERITY_BLOCK]
    assert [option["value"] for option in severity["options"]] == list(Severity)
    assert "initial_option" not in severity


def test_it_happened_at_first_when_it_was_decided():
    at = NOW + timedelta(hours=3)
    decided = replace(an_action(), decision=Decision(Status.APPROVED, CLOCK, at, "quorum"))
    assert elements(decided)[ids.HAPPENED_BLOCK]["initial_date_time"] == int(at.timestamp())
