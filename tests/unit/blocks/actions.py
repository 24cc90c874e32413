"""Actions in every state, and payloads of every size and script, for the tests of the cards and for the gallery."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.action.action import Agent, Proposal, Version
from oversight.action.assignment import Assignment
from oversight.action.decision import CLOCK, Actor, DeciderKind, Outcome, Vote, VoteKind
from oversight.action.event_kind import EventKind
from oversight.action.risk import Risk
from oversight.action.route import Pattern, Reason, Route, Rung, Verdict
from oversight.action.status import OutcomeKind, Status
from oversight.exact_json.canonical import sha256
from oversight.policy import CardHints
from oversight.voting.decide import decide
from tests import builders
from tests.builders import a_fact

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HINTS = CardHints(headline=("amount", "order_id"), redact=("card_number",))
TOKEN = "tok_0123456789abcdef"
LEA = Actor(DeciderKind.HUMAN, "U0LEA", "Lea Brandt")
TOM = Actor(DeciderKind.HUMAN, "U0TOM", "Tom Okafor")
PAYLOAD = {"order_id": "A-1", "amount": 900, "currency": "EUR", "card_number": "4111 1111 1111 1111"}
LADDER = (
    Rung("team_member", "#agent-approvals", ("@support",), escalate_after=timedelta(minutes=10)),
    Rung("team_lead", "#agent-approvals-leads", ("U0LEA", "U0TOM"), approvals_required=2, modified_needs_second=True),
)


def an_action(payload=None, *, risk=Risk.HIGH, reversible=False, rung=0, known_type=True, **proposal):
    """A pending action; what is not named is ordinary."""
    payload = PAYLOAD if payload is None else payload
    said: dict[str, Any] = {
        "action_type": "refund.issue",
        "description": "Refund order A-1: the parcel arrived broken.",
        "reasoning": "The customer sent photographs of the damage, and the order is 12 days old.",
        "confidence": 0.92,
    }
    return builders.an_action(
        id="act_01JX0000000000000000000001",
        agent=Agent("agt_refunds", "refund-bot", owner="U0OWN"),
        proposal=Proposal(payload=payload, **(said | proposal)),
        route=Route(
            (Pattern.APPROVAL_GATE, Pattern.ESCALATION_LADDER),
            Verdict.ASK,
            risk,
            reversible,
            (Reason("high_value_refund", "Refund exceeds the 500 threshold"), Reason("risk_high", "Risk is high")),
            LADDER,
            known_type=known_type,
        ),
        policy_hash="sha256:" + "ab" * 32,
        created_at=NOW,
        assignment=Assignment(rung, NOW, NOW + timedelta(minutes=30)),
    )


def edited(action, payload, by=LEA):
    """The action with a reviewer's version of the payload and that reviewer's vote."""
    version = Version(action.version.number + 1, payload, sha256(payload), by)
    vote = Vote(VoteKind.MODIFY, by, version.number, action.assignment.rung, NOW, "Policy caps refunds at 500.")
    return replace(action, version=version, votes=(*action.votes, vote), revision=action.revision + 1)


def voted(action, by=LEA):
    """The action with one more approval."""
    vote = Vote(VoteKind.APPROVE, by, action.version.number, action.assignment.rung, NOW)
    return replace(action, votes=(*action.votes, vote), revision=action.revision + 1)


def decided(action, status, by=LEA, reason=None):
    """The action with its final answer."""
    moved = replace(action, revision=action.revision + 1)
    return decide(moved, status, by, NOW + timedelta(minutes=4), rule="quorum", reason=reason).action


def every_state():
    """One action in each state that a card can show, by name, with the rung whose card it is."""
    pending = an_action(on_behalf_of="U0ANA")
    higher = an_action(rung=1)
    smaller = edited(higher, PAYLOAD | {"amount": 500, "note": "partial"})
    approved = decided(pending, Status.APPROVED, reason="Photographs checked.")
    nobody = "Nobody decided within 30 minutes. This is not a person's decision."
    return {
        "pending": (pending, 0),
        "pending, low risk": (an_action(risk=Risk.LOW, reversible=True), 0),
        "pending, critical, last tier": (an_action(rung=1, risk=Risk.CRITICAL), 1),
        "pending, unknown type": (an_action(action_type="rocket.launch", known_type=False), 0),
        "pending, one of two": (voted(higher), 1),
        "pending, edited": (smaller, 1),
        "pending, hidden characters": (
            an_action({"recipient": "alice\u202egpj.exe", "gap": "x" + " " * 5000 + "y"}),
            0,
        ),
        "pending, too much to show": (an_action({f"key_{n}": "v" * 40 for n in range(2_000)}), 0),
        "approved": (approved, 0),
        "approved, then executed": (replace(approved, outcome=Outcome(OutcomeKind.EXECUTED, NOW, "Refund 77 sent")), 0),
        "approved with changes": (decided(voted(smaller, TOM), Status.MODIFIED, TOM), 1),
        "rejected": (decided(pending, Status.REJECTED, reason="Not our order."), 0),
        "timed out": (decided(pending, Status.TIMED_OUT, CLOCK, nobody), 0),
        "cancelled": (decided(pending, Status.CANCELLED, pending.agent.actor, "The customer called it off."), 0),
        "escalated away": (higher, 0),
        "escalated away, then approved": (decided(higher, Status.APPROVED), 0),
    }


def an_event(kind, action, by=LEA, reason=None, **details):
    """A fact about the action."""
    of_all = {"action_id": action.id, "at": NOW, "actor": by, "rule": "rule", "reason": reason}
    return a_fact(kind, of_all, **details)


def every_event():
    """One event of each kind that gets a reply, with the action after it and the rung whose thread is told."""
    pending, higher = an_action(), an_action(rung=1)
    smaller = edited(higher, PAYLOAD | {"amount": 500})
    silence = "Nobody answered within 10 minutes"
    return {
        "voted": (an_event(EventKind.VOTED, voted(higher), vote=VoteKind.APPROVE), voted(higher), 1),
        "modified": (an_event(EventKind.MODIFIED, smaller, reason="Capped."), smaller, 1),
        "decided": (an_event(EventKind.DECIDED, pending), decided(pending, Status.APPROVED), 0),
        "escalated": (an_event(EventKind.ESCALATED, higher, CLOCK, silence, to_tier="team_lead"), higher, 0),
        "reminded": (an_event(EventKind.REMINDED, higher, CLOCK, "Still waiting", tier="team_lead"), higher, 1),
        "outcome": (an_event(EventKind.OUTCOME_REPORTED, pending, pending.agent.actor, "Sent"), pending, 0),
    }


def texts(alphabet=None, **sizes):
    """Text of such a size in every script, hidden characters and markup included."""
    marks = st.sampled_from(
        [
            "&",
            "<",
            ">",
            "```",
            "*Risk: none*",
            "<!channel>",
            "<@U1>",
            "\u202e",
            "\u200b",
            "\ufe0f",
            "👩‍👩‍👧",
            "می‌خواهم",
            " " * 60,
            "\n\n\n\n\n",
        ]
    )
    chars = st.characters(exclude_categories=["Cs"]) if alphabet is None else alphabet
    pieces = st.lists(marks | st.text(chars, min_size=1, max_size=20), min_size=sizes.get("min_size", 0), max_size=40)
    return st.one_of(st.text(chars, **sizes), pieces.map(lambda some: "".join(some)[: sizes.get("max_size")]))


def payloads():
    """JSON of every shape: nothing, much, deep, long."""
    short = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**53) + 1, 2**53 - 1),
        st.floats(allow_nan=False, allow_infinity=False),
        texts(max_size=80),
        texts(max_size=10).map(lambda text: (text or "<") * 40),
    )
    leaves = short | texts(max_size=10).map(lambda text: (text or "<") * 400)
    inside = st.recursive(
        leaves,
        lambda value: st.lists(value, max_size=6) | st.dictionaries(texts(max_size=30), value, max_size=6),
        max_leaves=25,
    )
    # Many values, or long ones: the largest that the door lets in have tests of their own.
    wide = st.integers(30, 90).flatmap(lambda n: short.map(lambda leaf: {f"key {number}": leaf for number in range(n)}))
    return st.dictionaries(texts(max_size=60), inside, max_size=12) | wide | inside
