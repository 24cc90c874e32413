"""No builder shows anything of the payload, or of what was written about it, where the policy says so."""

import json
from datetime import timedelta

import pytest
from msgspec.structs import replace

from blocks.card.approval_card import approval_card
from blocks.card.thread_reply import thread_reply
from blocks.home.approvals_list import approvals_list
from blocks.home.home import home
from blocks.review.samples import Sampled, samples_message
from blocks.windows.details import details_modal
from oversight.action.decision import Outcome, VoteKind
from oversight.action.event_kind import EventKind
from oversight.action.status import OutcomeKind, Severity, Status
from oversight.review.sample import Finding, Mistake, Pick, Sample
from oversight.voting.decide import decide
from tests.builders import a_fact
from tests.unit.blocks.actions import HINTS, LEA, NOW, TOKEN, an_action, edited

SECRET = "plain-sight"
QUIET = replace(HINTS, summary_only=True)
PAYLOAD = {"order_id": f"{SECRET}-1", "amount": 40, f"{SECRET}-2": [f"https://pаypal.com/{SECRET}"]}  # noqa: RUF001
OPEN = an_action(PAYLOAD, description=f"{SECRET}-3", reasoning=f"{SECRET}-4", labels={"a": f"{SECRET}-5"})
EDITED = edited(OPEN, PAYLOAD | {"order_id": f"{SECRET}-6"})
DECIDED = replace(
    decide(EDITED, Status.MODIFIED, LEA, NOW, rule="quorum", reason=f"{SECRET}-7").action,
    outcome=Outcome(OutcomeKind.FAILED, NOW + timedelta(minutes=1), f"{SECRET}-8"),
)
ACTIONS = {"open": OPEN, "edited": EDITED, "decided": DECIDED}


def said(shown):
    return json.dumps(shown if isinstance(shown, dict) else [shown.text, shown.blocks], ensure_ascii=False)


@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
def test_cards_samples_lists_and_the_home_tab_show_nothing_of_it(action):
    sample = Sample("dig_1.1", "dig_1", Pick(action.id, "base_rate", 0.05), 1)
    mistake = Mistake(Severity.HIGH, f"Pay {SECRET}-10 instead")
    wrong = replace(sample, finding=Finding.WRONG, reviewed_by=LEA, reviewed_at=NOW, mistake=mistake)
    by_id = {action.id: QUIET}
    for shown in (
        approval_card(action, 0, TOKEN, QUIET),
        samples_message([Sampled(sample, action, QUIET)], TOKEN),
        samples_message([Sampled(wrong, action, QUIET)], TOKEN),
        approvals_list([action], {}, by_id),
        home([action], {}, by_id),
    ):
        assert SECRET not in said(shown)
        assert "Issue refund" in said(shown)


def test_the_card_says_where_the_arguments_are_and_asks_back():
    card = approval_card(an_action(PAYLOAD, risk=OPEN.route.risk), 0, TOKEN, QUIET)
    assert "Its reviewers find them under Details. Read them before you decide." in card.text
    approve = card.blocks[-1]["elements"][0]
    assert "Not all of the payload is on the card" in json.dumps(approve["confirm"])


@pytest.mark.parametrize(
    "kind", [EventKind.VOTED, EventKind.DECIDED, EventKind.OUTCOME_REPORTED, EventKind.HANDED_OVER, EventKind.MODIFIED]
)
def test_no_reply_repeats_what_somebody_wrote(kind):
    of_all = {"action_id": OPEN.id, "at": NOW, "actor": LEA, "rule": "quorum", "reason": f"{SECRET}-9"}
    event = a_fact(kind, of_all, vote=VoteKind.REJECT)
    reply = thread_reply(event, DECIDED, 0, hints=QUIET)
    assert SECRET not in said(reply)
    assert "under Details" in reply.text
    if kind is not EventKind.MODIFIED:
        assert SECRET in said(thread_reply(event, DECIDED, 0, hints=HINTS))


def test_details_show_it_to_whoever_may_see_it_and_to_nobody_else():
    assert SECRET not in said(details_modal(DECIDED, 1, "m", QUIET, []))
    opened = said(details_modal(DECIDED, 1, "m", QUIET.opened, []))
    assert all(f"{SECRET}-{number}" in opened for number in range(1, 9))
