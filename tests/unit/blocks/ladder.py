"""Actions on every kind of ladder, and what happens to them there, for the tests of the cards and for the gallery."""

from datetime import timedelta

from msgspec.structs import replace

from oversight.action.decision import CLOCK, Actor, DeciderKind, Vote, VoteKind
from oversight.action.event_kind import EventKind
from oversight.action.route import Extension, OnTimeout, Rung
from oversight.action.status import Status
from tests.unit.blocks.actions import HINTS, LADDER, LEA, NOW, PAYLOAD, TOM, an_action, an_event, decided, edited

MINUTE = timedelta(minutes=1)
SAM = Actor(DeciderKind.HUMAN, "U0SAM", "Sam Okafor")
POLICY = Actor(DeciderKind.POLICY, "sha256:" + "ab" * 32, "policy")
GIVEN = Extension(15 * MINUTE, 60 * MINUTE)
STAGES = (
    Rung("security", "#security", ("@security", "U0SAM"), stage="security", modified_needs_second=True),
    Rung("team_lead", "#agent-approvals-leads", ("U0LEA", "U0TOM"), stage="security"),
    Rung("legal", "#legal", ("U0TOM", "U0ANA"), stage="legal"),
    Rung("team_lead", "#agent-approvals-leads", ("U0LEA",)),
)
RELIEVED = Rung(
    "team_member",
    "#agent-approvals",
    ("@support",),
    fallback=("U0ANA", "@night"),
    fallback_after=5 * MINUTE,
    escalate_after=10 * MINUTE,
)

__all__ = ["HINTS", "MINUTE", "STAGES", "ladder_events", "ladder_states", "on_ladder", "waits"]


def waits(action, **assignment):
    """The action with another assignment."""
    return replace(action, assignment=replace(action.assignment, **assignment), revision=action.revision + 1)


def on_ladder(*rungs, rung=0, **route):
    """A pending action on this ladder."""
    action = an_action()
    return waits(replace(action, route=replace(action.route, ladder=rungs, **route)), rung=rung)


def said_yes(action, *people, rung=0):
    """The action with these people's approvals on this rung."""
    votes = (Vote(VoteKind.APPROVE, person, action.version.number, rung, NOW) for person in people)
    return replace(action, votes=(*action.votes, *votes), revision=action.revision + 1)


def in_legal():
    """Security has said yes, legal is asked."""
    return waits(said_yes(on_ladder(*STAGES), SAM), rung=2, asked=(0,))


def started_over():
    """Legal edited the payload, so security is asked again."""
    return waits(edited(in_legal(), PAYLOAD | {"amount": 500}, TOM), rung=0, asked=(0, 2))


def extended():
    """Lea gave it more time."""
    action = on_ladder(*LADDER, extension=GIVEN)
    later = action.assignment.deadline_at + 15 * MINUTE
    return waits(action, deadline_at=later, extended=15 * MINUTE, extended_by=LEA)


def handed():
    """Sam handed it to Ana."""
    return waits(on_ladder(*LADDER, extension=GIVEN), handed_to=("U0ANA",), handed_by=SAM)


def held():
    """Its deadline has passed, and nothing ends it but a person."""
    return waits(on_ladder(*LADDER, on_timeout=OnTimeout.HOLD), deadline_at=None)


def round_two():
    """Nobody answered at the top, so the first tier is asked again."""
    return waits(on_ladder(*LADDER, repeat_ladder=2), rung=0, round=1, asked=(0, 1))


def ladder_states():
    """One action in each state that a card can show on such ladders, by name, with the rung whose card it is."""
    nobody = "Slack finds nobody behind @support. This is not a person's decision."
    ended = replace(decided(an_action(), Status.REJECTED, POLICY, nobody))
    assert ended.decision is not None
    return {
        "pending, more time is possible": (on_ladder(*LADDER, extension=GIVEN), 0),
        "pending, more time was given": (extended(), 0),
        "pending, handed over": (handed(), 0),
        "pending, held": (held(), 0),
        "pending, fallback asked": (waits(on_ladder(RELIEVED, LADDER[1]), fallback_asked=True), 0),
        "pending, second round": (round_two(), 0),
        "pending, first stage": (on_ladder(*STAGES), 0),
        "pending, stand-in of a stage": (waits(on_ladder(*STAGES), rung=1, asked=(0,)), 1),
        "pending, second stage": (in_legal(), 2),
        "pending, stages started over": (started_over(), 0),
        "stage passed": (in_legal(), 0),
        "asked again from below": (round_two(), 1),
        "stages started over": (started_over(), 2),
        "rejected, nobody there": (replace(ended, decision=replace(ended.decision, rule="nobody_there")), 0),
        "approved by two stages": (decided(in_legal(), Status.APPROVED, TOM), 0),
    }


def ladder_events():
    """One event of each kind that such ladders know, with the action after it and the rung whose thread is told."""
    until = NOW + 45 * MINUTE
    held_reason = "Nobody decided within 30 minutes"
    silence = "Nobody answered within 10 minutes, so all are asked again"
    passed = an_event(EventKind.STAGE_PASSED, in_legal(), SAM, stage="security", next_stage="legal", to_tier="legal")
    again = an_event(EventKind.BEGAN_AGAIN, round_two(), CLOCK, silence, to_tier="team_member", round=1)
    disagreed = an_event(
        EventKind.ESCALATED, waits(an_action(), rung=1), LEA, "Sam said yes and Lea no: too much", to_tier="team_lead"
    )
    edit = an_event(EventKind.MODIFIED, started_over(), TOM, "Capped.")
    more = an_event(
        EventKind.DEADLINE_EXTENDED, extended(), LEA, "Lea Brandt gave it 15 minutes more", seconds=900, until=until
    )
    over = an_event(EventKind.HANDED_OVER, handed(), SAM, "You know the customer.", to="U0ANA", to_name="Ana", tier="x")
    fell_back = an_event(
        EventKind.FALLBACK_ASKED, an_action(), CLOCK, "No decision within 5 minutes", people=("U0ANA", "@night")
    )
    return {
        "more time": (more, extended(), 0),
        "handed over": (over, handed(), 0),
        "handed over without a word": (replace(over, reason=None), handed(), 0),
        "held": (an_event(EventKind.HELD, held(), CLOCK, held_reason, tier="team_member"), held(), 0),
        "held, reminded": (an_event(EventKind.REMINDED, held(), CLOCK, "Still waiting", tier="team_member"), held(), 0),
        "fallback asked": (fell_back, waits(on_ladder(RELIEVED), fallback_asked=True), 0),
        "asked again, above": (again, round_two(), 1),
        "asked again, below": (again, round_two(), 0),
        "disagreement": (replace(disagreed, rule="disagreement"), waits(an_action(), rung=1), 0),
        "stage passed": (passed, in_legal(), 0),
        "edited in a later stage, there": (edit, started_over(), 2),
        "edited in a later stage, below": (edit, started_over(), 0),
    }
