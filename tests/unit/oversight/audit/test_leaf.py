"""A leaf's bytes of format 1 never change: stored logs are hashed over them."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.action.decision import VoteKind
from oversight.action.event import Voted
from oversight.action.event_kind import EventKind
from oversight.action.route import Shadow, Verdict
from oversight.action.rule import Rule
from oversight.action.transition import Transition
from oversight.audit.leaf import leaf
from oversight.audit.record import timestamp
from oversight.exact_json.canonical import canonical
from oversight.voting.decide import cast_vote
from tests.builders import a_fact, an_event
from tests.unit.oversight.builders import NOW, a_person, an_action, approve, human, reject

GOLDEN = (
    '{"action_id":"act_1","action_type":"refund.issue","actor":{"id":"U1","kind":"human","name":"Person U1"},'
    '"agent_id":"agt_1","at":"2026-03-02T09:00:00.000000Z","details":{"vote":"reject"},"format":1,"kind":"action.voted",'
    '"reason":"Zu viel für heute","rule":"quorum","state":{"deadline_at":"2026-03-02T09:30:00.000000Z",'
    '"payload_digest":"sha256:2a4b8d1d3be3f57e3b5e1ef1d0bfe6ad","policy_hash":"sha256:0","revision":1,'
    '"status":"pending","tier":"team_member","version":1}}'
)


def test_the_bytes_of_format_1():
    event = Voted("act_1", NOW, human(), Rule.QUORUM, "Zu viel für heute", vote=VoteKind.REJECT)
    action = an_action()
    expected = GOLDEN.replace("sha256:2a4b8d1d3be3f57e3b5e1ef1d0bfe6ad", action.version.digest)
    assert leaf(event, action).decode() == expected


def test_a_leaf_is_canonical_and_never_holds_the_payload():
    step = cast_vote(an_action(payload={"card_number": "4111"}), reject("no"), a_person(), NOW)
    assert isinstance(step, Transition)
    for event in step.events:
        written = leaf(event, step.action)
        assert canonical(json.loads(written)) == written
        assert b"4111" not in written


def test_where_nobody_is_asked_there_is_no_deadline():
    event = an_event(an_action())
    state = json.loads(leaf(event, an_action(assignment=None)))["state"]
    assert (state["deadline_at"], state["tier"]) == (None, "auto")


def test_the_state_is_the_one_that_the_fact_left_behind():
    step = cast_vote(an_action(), approve(), a_person(), NOW)
    assert isinstance(step, Transition)
    states = [json.loads(leaf(event, step.action))["state"] for event in step.events]
    assert {(state["status"], state["revision"]) for state in states} == {("approved", 2)}


@given(st.integers(0, 10**11), st.integers(-14, 14))
def test_equal_times_are_equal_bytes_in_every_zone(seconds, hours):
    at = datetime.fromtimestamp(seconds, UTC)
    elsewhere = at.astimezone(timezone(timedelta(hours=hours)))
    assert timestamp(at) == timestamp(elsewhere)
    assert len(timestamp(at)) == len("2026-03-02T09:00:00.000000Z")
    assert datetime.fromisoformat(timestamp(at)) == at


def test_a_naive_time_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        timestamp(datetime(2026, 3, 2, 9, 0))  # noqa: DTZ001 - the naive time is the point


DETAILS = {
    "action.submitted": (
        "answers checks idempotency_key key ladder on_behalf_of patterns personal requesters reversible risk rules "
        "shadow signals stages standing trace verdict"
    ),
    "action.posted": "channel message shown tier",
    "action.voted": "checked_at removed shown vote vouched_by workspace",
    "action.erased": "erased",
    "action.modified": "personal",
    "action.decided": "",
    "action.escalated": "from to",
    "action.began_again": "from round to",
    "action.stage_passed": "next stage to",
    "action.reminded": "tier",
    "action.held": "tier",
    "action.reopened": "tier",
    "action.fallback_asked": "people tier",
    "action.handed_over": "tier to to_name",
    "action.deadline_extended": "seconds tier until",
    "action.outcome_reported": "detected_at happened_at outcome severity",
    "action.frozen": "halt",
    "action.thawed": "stood_seconds",
    "action.revealed": "paths version",
    "sample.drawn": "also probability sample",
    "sample.reviewed": "failed finding sample severity",
}
"""The names that the details of each kind have in stored leaves: only ever added to."""
OPTIONAL = {
    "requesters": ("U1",),
    "shadow": Shadow(Verdict.ASK, "team_lead"),
    "stages": ("legal",),
    "standing": "sta_1",
    "key": "abcdefgh",
    "on_behalf_of": "sam",
    "answers": {"high_value": True},
    "checks": {"within_policy": None},
    "signals": {"llm_confidence": 0.9},
    "personal": {"$.email": "sha256:1"},
    "idempotency_key": "key-1",
    "trace": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "workspace": "T1",
    "vouched_by": "slack_socket",
    "checked_at": NOW,
    "severity": "high",
    "happened_at": NOW,
    "detected_at": NOW,
    "failed": ("Is it the right tag?",),
}


@pytest.mark.parametrize("kind", EventKind)
def test_the_names_in_the_details_of_each_kind(kind):
    of_all = {"action_id": "act_1", "at": NOW, "actor": human(), "rule": "quorum"}
    written = json.loads(leaf(a_fact(kind, of_all, removed=("U2",), **OPTIONAL), an_action()))
    assert (written["kind"], " ".join(written["details"])) == (kind, DETAILS[kind])
