"""Standing approvals in every state, for the tests of what people see of them and for the gallery."""

from datetime import timedelta

from msgspec.structs import replace

from oversight.action.decision import Actor, DeciderKind
from oversight.action.risk import Risk
from oversight.standing.choices import Choices
from oversight.standing.standing_approval import StandingApproval
from tests.unit.blocks.actions import LEA, NOW, TOM

WEEK = timedelta(days=7)
CHOICES = Choices(WEEK, 50, {"$.amount": 900}, frozenset({"$.order_id"}))
RULE = (
    "payload.size() == 4 && payload.amount >= 0 && payload.amount <= 900 && type(payload.order_id) == string"
    ' && payload.currency == "EUR" && payload.card_number == "[redacted]"'
)


def an_approval(**fields):
    """Lea allowed refunds up to 900, for whichever order."""
    return StandingApproval(
        **{
            "id": "sta_01JX0000000000000000000001",
            "agent_id": "agt_refunds",
            "action_type": "refund.issue",
            "condition": RULE,
            "tier": "team_member",
            "risk": Risk.HIGH,
            "grounds": ("risk_high",),
            "from_action": "act_01JX0000000000000000000001",
            "granted_by": LEA,
            "granted_at": NOW,
            "expires_at": NOW + WEEK,
            "uses_at_most": 50,
            "agent_name": "refund-bot",
            "choices": CHOICES,
            **fields,
        }
    )


def every_approval():
    """One in each state, by name."""
    long = Actor(DeciderKind.HUMAN, "U1", "Ł" * 300)
    stands = an_approval(uses=3)
    return {
        "stands": stands,
        "nothing open": replace(stands, choices=replace(CHOICES, bounds={}, free=frozenset())),
        "revoked": replace(stands, revoked_at=NOW, revoked_by=TOM),
        "used up": replace(stands, uses=50),
        "over": replace(stands, expires_at=NOW - WEEK),
        "long": replace(stands, agent_name="<&>" * 200, granted_by=long, revoked_by=long),
    }
