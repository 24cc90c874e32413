"""Documents that version 7295c51 wrote, with spans as numbers: they are read as what they meant."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from msgspec import convert

from oversight.action.action import Agent
from oversight.action.assignment import Assignment
from oversight.action.decision import (
    Actor,
    ChangeKind,
    DeciderKind,
    Decision,
    FieldChange,
    Outcome,
    Vote,
    VoteKind,
)
from oversight.action.draft import Draft
from oversight.action.risk import Risk
from oversight.action.route import Extension, OnTimeout, Pattern, Reason, Route, Rung, Shadow, Verdict
from oversight.action.status import OutcomeKind, Status
from oversight.calendar import Absence, BusinessHours, OpeningSpan, Override, Roster, Rotation
from oversight.standing.choices import Choices
from storage.documents.action import ActionDocument, VersionDocument, assignment_extras
from storage.documents.document import NOT_AS_WRITTEN, read, read_part, write

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATE = datetime(2026, 3, 2, 12, 5, 0, 250, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ANA, BEN = Actor(DeciderKind.HUMAN, "U1", "Ana"), Actor(DeciderKind.HUMAN, "U2", "Ben")

ACTION = (
    '{"format":1,"agent":{"id":"agt_1","name":"refund-bot","owner":"U0","action_types":["refund.*"]},'
    '"proposal":{"action_type":"refund.issue","description":"Refund","payload":{"amount":900,"rate":1'
    '.0,"n":null,"big":9007199254740991},"risk_level":"high","reversible":false,"confidence":0.25,"re'
    'asoning":"Because","draft":{"blocks":[]},"on_behalf_of":"U7","signals":{"judge":0.5,"whole":1},"'
    'context":{"k":[1]},"labels":{"a":"b"},"review_timeout":7200000000},"route":{"patterns":["approva'
    'l_gate","escalation_ladder"],"verdict":"ask","risk":"high","reversible":false,"reasons":[["risk"'
    ',"High risk needs a person"],["odd","\\u0000 & “ä”"]],"ladder":[{"tier":"team_member","channel":"'
    '#a","reviewers":["U1","@support"],"approvals_required":1,"modified_needs_second":false,"remind_a'
    'fter":300000000,"escalate_after":600000000},{"tier":"legal","channel":"#b","reviewers":["U2"],"a'
    'pprovals_required":2,"modified_needs_second":true,"remind_after":8571429,"escalate_after":null,"'
    'hours":{"zone":"Europe/Berlin","week":[[[540,1020]],[[540,1020]],[[540,1020]],[[540,1020]],[[132'
    '0,1800]],[],[]],"holidays":["2026-12-25"]},"roster":{"rotation":{"zone":"Europe/Berlin","people"'
    ':["U1","U2"],"starts":"2026-01-05","handover":"09:00:00","overrides":[{"person":"U3","since":"20'
    '26-03-02T12:00:00+00:00","until":"2026-03-02T12:06:00.000250+00:00"}]},"absences":[{"person":"U1'
    '","since":"2026-03-02T12:00:00+00:00","until":"2026-03-11T12:00:00+00:00","deputy":"U4"},{"perso'
    'n":"U2","since":"2026-03-02T12:00:00+00:00","until":"2026-03-02T12:01:00+00:00","deputy":null}]}'
    ',"stage":"legal","fallback":["U5"],"fallback_after":1200000000,"remind_every":180000000,"remind_'
    'at_most":4,"disagreement_climbs":true}],"review_timeout":2700000007,"known_type":false,"shadow":'
    '{"verdict":"approve","tier":"auto"},"on_timeout":"hold","repeat_ladder":2,"extension":[180000000'
    '0,86400000000],"standing":"sta_1","requesters":["U7"]}}'
)
PLAIN_ACTION = (
    '{"format":1,"agent":{"id":"agt_2","name":"bare","owner":null,"action_types":["*"]},"proposal":{"'
    'action_type":"ticket.tag","description":"Tag","payload":["x"]},"route":{"patterns":["confidence_'
    'routing"],"verdict":"approve","risk":"low","reversible":true,"reasons":[["low_risk","Low risk an'
    'd reversible"]],"ladder":[],"review_timeout":1800000000,"known_type":true}}'
)
ASSIGNMENT = (
    '{"reminders":3,"fallback_asked":true,"handed_to":["U8"],"handed_by":{"kind":"human","id":"U1","n'
    'ame":"Ana"},"extended":2700000000,"extended_by":{"kind":"human","id":"U2","name":"Ben"},"round":'
    '1,"asked":[0],"removed":["U9"]}'
)
VOTE = (
    '{"kind":"modify","reviewer":{"kind":"human","id":"U1","name":"Ana"},"version":2,"rung":1,"at":"2'
    '026-03-02T12:05:00.000250+00:00","reason":"fine","round":3}'
)
FIRST_VOTE = (
    '{"kind":"approve","reviewer":{"kind":"human","id":"U1","name":"Ana"},"version":1,"rung":0,"at":"'
    '2026-03-02T12:00:00+00:00","reason":null}'
)
DECISION = (
    '{"status":"modified","decided_by":{"kind":"human","id":"U1","name":"Ana"},"at":"2026-03-02T12:05'
    ':00.000250+00:00","rule":"quorum","reason":"Too much","modified_payload":{"amount":5},"changes":'
    '[["$.amount",900,5,"changed"],["$.n",null,null,"removed"]],"together_with":[{"kind":"human","id"'
    ':"U2","name":"Ben"}]}'
)
PLAIN_DECISION = (
    '{"status":"approved","decided_by":{"kind":"policy","id":"h","name":"policy"},"at":"2026-03-02T12'
    ':00:00+00:00","rule":"low_risk","reason":null,"modified_payload":null,"changes":[],"together_wit'
    'h":[]}'
)
OUTCOME = (
    '{"kind":"error_found","at":"2026-03-02T12:00:00+00:00","note":"n","detected_at":"2026-03-02T12:0'
    '5:00.000250+00:00"}'
)
VERSION = '{"payload":{"amount":5},"edited_by":{"kind":"human","id":"U1","name":"Ana"}}'
STANDING = (
    '{"format":1,"condition":"payload.amount <= 5","tier":"lead","risk":"high","grounds":["risk"],"gr'
    'anted_by":{"kind":"human","id":"U1","name":"Ana"},"agent_name":"bot","choices":{"lasts":60000000'
    ',"uses":9,"bounds":{"$.amount":5},"free":["$.a","$.b"]},"seen":["s"],"on_behalf_of":"U7","channe'
    'l":"#a","card":"c1","reversible":false,"signals":{"judge":0.5},"owner":"U0"}'
)


def test_an_action_with_everything():
    document = read(ACTION, ActionDocument)
    proposal, route = document.proposal, document.route
    assert document.agent == Agent("agt_1", "refund-bot", "U0", ("refund.*",))
    assert (proposal.action_type, proposal.risk_level, proposal.reversible) == ("refund.issue", Risk.HIGH, False)
    assert repr(proposal.payload) == "{'amount': 900, 'rate': 1.0, 'n': None, 'big': 9007199254740991}"
    assert (proposal.review_timeout, proposal.signals) == (timedelta(hours=2), {"judge": 0.5, "whole": 1})
    assert (proposal.context, proposal.labels) == ({"k": [1]}, {"a": "b"})
    assert proposal.draft == Draft(())
    assert route.reasons == (Reason("risk", "High risk needs a person"), Reason("odd", "\0 & “ä”"))
    assert (route.review_timeout, route.known_type) == (45 * MINUTE + timedelta(microseconds=7), False)
    assert (route.shadow, route.on_timeout) == (Shadow(Verdict.APPROVE, "auto"), OnTimeout.HOLD)
    assert route.extension == Extension(30 * MINUTE, timedelta(days=1))
    assert (route.repeat_ladder, route.standing, route.requesters) == (2, "sta_1", ("U7",))
    assert route.ladder == (
        Rung("team_member", "#a", ("U1", "@support"), remind_after=5 * MINUTE, escalate_after=10 * MINUTE),
        Rung(
            *("legal", "#b", ("U2",)),
            stage="legal",
            roster=Roster(
                Rotation(
                    "Europe/Berlin", ("U1", "U2"), date(2026, 1, 5), time(9), (Override("U3", AT, LATE + MINUTE),)
                ),
                (Absence("U1", AT, AT + timedelta(days=9), "U4"), Absence("U2", AT, AT + MINUTE)),
            ),
            approvals_required=2,
            modified_needs_second=True,
            remind_after=MINUTE / 7,
            hours=BusinessHours(
                "Europe/Berlin",
                (*[(OpeningSpan(540, 1020),)] * 4, (OpeningSpan(1320, 1800),), (), ()),
                (date(2026, 12, 25),),
            ),
            fallback=("U5",),
            fallback_after=20 * MINUTE,
            remind_every=3 * MINUTE,
            remind_at_most=4,
            disagreement_climbs=True,
        ),
    )


def test_what_an_action_does_not_say_has_its_default():
    document = read(PLAIN_ACTION, ActionDocument)
    assert document.agent == Agent("agt_2", "bare")
    assert (document.proposal.confidence, document.proposal.review_timeout) == (None, None)
    assert document.route == Route(
        patterns=(Pattern.CONFIDENCE_ROUTING,),
        verdict=Verdict.APPROVE,
        risk=Risk.LOW,
        reversible=True,
        reasons=(Reason("low_risk", "Low risk and reversible"),),
    )


def test_where_it_waits():
    columns = {"rung": 1, "opened_at": AT, "deadline_at": None, "reminded": True, "frozen_at": None}
    assert convert(assignment_extras(ASSIGNMENT) | columns, Assignment) == Assignment(
        *(1, AT, None, True, None, 3, True, ("U8",), ANA, 45 * MINUTE, BEN, 1, (0,), ("U9",))
    )


def test_what_people_and_the_policy_answered():
    assert read(VOTE, Vote) == Vote(VoteKind.MODIFY, ANA, 2, 1, LATE, "fine", 3)
    assert read(FIRST_VOTE, Vote) == Vote(VoteKind.APPROVE, ANA, 1, 0, AT)
    assert read(VERSION, VersionDocument) == VersionDocument({"amount": 5}, ANA)
    assert read(OUTCOME, Outcome) == Outcome(OutcomeKind.ERROR_FOUND, AT, "n", LATE)
    assert read(PLAIN_DECISION, Decision) == Decision(
        Status.APPROVED, Actor(DeciderKind.POLICY, "h", "policy"), AT, "low_risk"
    )
    assert read(DECISION, Decision) == Decision(
        *(Status.MODIFIED, ANA, LATE, "quorum", "Too much", {"amount": 5}),
        changes=(
            FieldChange("$.amount", 900, 5, ChangeKind.CHANGED),
            FieldChange("$.n", None, None, ChangeKind.REMOVED),
        ),
        together_with=(BEN,),
    )


def test_what_a_reviewer_allowed():
    choices = convert(read_part(STANDING)["choices"], Choices)
    assert choices == Choices(MINUTE, 9, {"$.amount": 5}, frozenset({"$.a", "$.b"}))


def test_what_was_read_is_written_anew_and_read_again():
    document = read(ACTION, ActionDocument)
    assert read(write(document), ActionDocument) == document


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 1}', ACTION.replace("[540,1020]", "[540,5]", 1)])
def test_a_damaged_document_is_known_for_one(text):
    with pytest.raises(NOT_AS_WRITTEN):
        read(text, ActionDocument)
