"""Any action survives storage, exactly."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.action.action import Action, Agent, Proposal, Version
from oversight.action.assignment import Assignment
from oversight.action.decision import Actor, ChangeKind, DeciderKind, Decision, FieldChange, Outcome, Vote, VoteKind
from oversight.action.risk import Risk
from oversight.action.route import Extension, OnTimeout, Pattern, Reason, Route, Rung, Shadow, Verdict
from oversight.action.status import OutcomeKind, Status
from oversight.calendar import Absence, BusinessHours, OpeningSpan, Override, Roster, Rotation
from oversight.ports.actions import Committed
from storage.documents.action import assignment_extras, assignment_text
from storage.documents.document import read, read_part, write
from tests.builders import an_action, an_action_id, new
from tests.contract.draft_values import drafts, finished_drafts
from tests.examples import examples

moments = st.datetimes(datetime(1970, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - st adds it
spans = st.timedeltas(timedelta(microseconds=1), timedelta(days=4000))
words = st.text(max_size=20)
plain = st.text(st.characters(codec="ascii", min_codepoint=32), max_size=20)
shares = st.floats(0, 1)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)
json_objects = st.dictionaries(words, json_values, max_size=3)
actors = st.builds(Actor, st.sampled_from(DeciderKind), words, words)
# What is looked for stands in columns of its own, which take the plain text that the doors let in.
agents = st.builds(Agent, plain, words, st.none() | words, st.lists(words, min_size=1, max_size=3).map(tuple))
proposals = st.builds(
    Proposal,
    action_type=plain,
    description=words,
    payload=json_values,
    risk_level=st.none() | st.sampled_from(Risk),
    reversible=st.none() | st.booleans(),
    confidence=st.none() | shares,
    signals=st.dictionaries(words, shares, max_size=3),
    reasoning=st.none() | words,
    context=json_objects,
    draft=st.none() | drafts,
    on_behalf_of=st.none() | words,
    review_timeout=st.none() | spans,
    labels=st.dictionaries(words, words, max_size=3),
)
# What a calendar reckons with, a policy keeps within sight: centuries, and weeks of working time.
zones = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia"])
days = st.dates(date(2000, 1, 1), date(2999, 12, 31))
since_until = st.tuples(st.datetimes(datetime(2000, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC)), spans)  # noqa: DTZ001 - st adds it
weeks = st.lists(
    st.lists(st.integers(0, 1440), min_size=2, max_size=6, unique=True).map(sorted), min_size=7, max_size=7
)
hours = st.builds(
    BusinessHours,
    zone=zones,
    week=weeks.map(
        lambda week: (
            (OpeningSpan(0, 1440),),
            *(tuple(map(OpeningSpan, ends[0:-1:2], ends[1::2])) for ends in week[1:]),
        )
    ),
    holidays=st.lists(days, max_size=3).map(tuple),
)
rotations = st.builds(
    Rotation,
    zone=zones,
    people=st.lists(words, min_size=1, max_size=3).map(tuple),
    starts=days,
    handover=st.times().map(lambda at: time(at.hour, at.minute)),
    overrides=st.lists(
        st.builds(lambda who, at: Override(who, at[0], at[0] + at[1]), words, since_until), max_size=2
    ).map(tuple),
)
absences = st.builds(
    lambda who, at, deputy: Absence(who, at[0], at[0] + at[1], None if deputy == who else deputy),
    words,
    since_until,
    st.none() | words,
)
rosters = st.builds(Roster, st.none() | rotations, st.lists(absences, max_size=2).map(tuple))
plain_rungs = st.builds(
    Rung,
    tier=plain,
    channel=words,
    reviewers=st.lists(words, max_size=3).map(tuple),
    approvals_required=st.integers(1, 10),
    modified_needs_second=st.booleans(),
    remind_after=st.none() | spans,
    escalate_after=st.none() | spans,
)
short = st.none() | st.timedeltas(timedelta(microseconds=1), timedelta(days=30))
rungs = plain_rungs | st.builds(
    lambda rung, remind, climb, hours, roster: replace(
        rung, remind_after=remind, escalate_after=climb, hours=hours, roster=roster
    ),
    plain_rungs,
    short,
    short,
    st.none() | hours,
    st.none() | rosters,
)
rungs = st.builds(
    lambda rung, stage, fallback, every, most, climbs: replace(
        rung,
        stage=stage,
        fallback=fallback,
        fallback_after=every if fallback else None,
        remind_every=every,
        remind_at_most=most,
        disagreement_climbs=climbs,
    ),
    rungs,
    st.none() | plain,
    st.lists(plain, max_size=2).map(tuple),
    short,
    st.integers(1, 9),
    st.booleans(),
)
ladders = st.lists(rungs, min_size=1, max_size=3).map(tuple)
routes = st.builds(
    Route,
    patterns=st.lists(st.sampled_from(Pattern), max_size=2).map(tuple),
    verdict=st.sampled_from(Verdict),
    risk=st.sampled_from(Risk),
    reversible=st.booleans(),
    reasons=st.lists(st.builds(Reason, words, words), min_size=1, max_size=3).map(tuple),
    ladder=ladders,
    review_timeout=spans,
    known_type=st.booleans(),
    shadow=st.none() | st.builds(Shadow, st.sampled_from(Verdict), plain),
    on_timeout=st.sampled_from(OnTimeout),
    repeat_ladder=st.integers(0, 5),
    extension=st.none() | st.builds(Extension, spans, spans),
    standing=st.none() | words,
    requesters=st.none() | st.lists(words, max_size=3).map(tuple),
)
votes = st.builds(
    Vote,
    kind=st.sampled_from(VoteKind),
    reviewer=st.builds(Actor, st.just(DeciderKind.HUMAN), plain, words),
    version=st.integers(1, 9),
    rung=st.integers(0, 9),
    at=moments,
    reason=st.none() | words,
    round=st.integers(0, 5),
    reject_reason=st.none() | words,
)
decisions = st.builds(
    Decision,
    status=st.sampled_from([status for status in Status if status is not Status.PENDING]),
    decided_by=actors,
    at=moments,
    rule=words,
    reason=st.none() | words,
    modified_payload=json_values,
    changes=st.lists(
        st.builds(FieldChange, words, json_values, json_values, st.sampled_from(ChangeKind)), max_size=2
    ).map(tuple),
    together_with=st.lists(actors, max_size=2).map(tuple),
    reject_reason=st.none() | words,
)
outcomes = st.builds(Outcome, st.sampled_from(OutcomeKind), moments, st.none() | words, st.none() | moments)


waits = st.fixed_dictionaries(
    {},
    optional={
        "reminders": st.integers(0, 20),
        "fallback_asked": st.booleans(),
        "handed_to": st.lists(words, max_size=2).map(tuple),
        "handed_by": actors,
        "extended": spans,
        "extended_by": actors,
        "round": st.integers(0, 5),
        "asked": st.lists(st.integers(0, 9), max_size=3).map(tuple),
        "removed": st.lists(words, max_size=2).map(tuple),
    },
)


@st.composite
def actions(draw):
    proposal, route = draw(proposals), draw(routes)
    version = Version(1, proposal.payload, draw(plain))
    if draw(st.booleans()):
        edited = draw(st.none() | actors), draw(st.none() | finished_drafts)
        version = Version(draw(st.integers(2, 9)), draw(json_values), draw(plain), *edited)
    asked = draw(st.booleans())
    decision = draw(st.none() | decisions)
    assignment = Assignment(
        draw(st.integers(0, len(route.ladder) - 1)),
        draw(moments),
        draw(st.none() | moments),
        draw(st.booleans()),
        frozen_at=draw(st.none() | moments),
        **draw(waits),
    )
    return Action(
        id=an_action_id(),
        agent=draw(agents),
        proposal=proposal,
        route=route,
        policy_hash=draw(plain),
        created_at=draw(moments),
        version=version,
        status=decision.status if decision else Status.PENDING,
        revision=draw(st.integers(2, 100)),
        assignment=assignment if asked else None,
        votes=tuple(draw(st.lists(votes, max_size=3))) if asked else (),
        decision=decision,
        outcome=draw(st.none() | outcomes) if decision else None,
        request_digest=draw(st.none() | plain),
    )


def test_a_vote_of_an_older_version_was_given_in_the_first_round():
    vote = Vote(VoteKind.APPROVE, Actor(DeciderKind.HUMAN, "U1", "Ana"), 1, 0, datetime(2026, 3, 2, tzinfo=UTC))
    assert "round" not in read_part(write(vote))
    assert read(write(vote), Vote) == vote


def test_what_nobody_has_touched_takes_no_room():
    """The fast path of a new action writes nothing more than it did."""
    assignment = an_action().assignment
    assert assignment_text(assignment) is None
    assert assignment_text(None) is None
    assert assignment_extras(None) == {}


def test_a_route_of_an_older_version_is_read():
    """What it did not know yet has its default."""
    route = an_action().route
    later = {"shadow", "on_timeout", "repeat_ladder", "extension"}
    assert read(write(route), Route) == route
    assert not later & read_part(write(route)).keys()
    of_a_rung = {"stage", "fallback", "fallback_after", "remind_every", "remind_at_most", "disagreement_climbs"}
    assert not of_a_rung & {name for rung in read_part(write(route))["ladder"] for name in rung}


@given(action=actions())
@settings(
    max_examples=examples(60),
    # One database serves all the examples: each has an id of its own.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_any_action_survives_a_round_trip(store, action):
    assert await store.actions.commit(new(action, events=(), cast=action.votes)) == Committed()
    read = await store.actions.action(action.id)
    assert read == action
    assert spelled(read) == spelled(action)


def spelled(action):
    """The JSON in it, letter by letter: 1, 1.0 and True are equal, but not the same."""
    proposal, decision = action.proposal, action.decision
    return json.dumps([proposal.payload, action.version.payload, decision and decision.modified_payload])
