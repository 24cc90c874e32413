"""A decision as people say it, the same on the card, in a refusal and in a terminal."""

from oversight.action.decision import DeciderKind, Decision
from oversight.action.rule import Rule
from oversight.action.status import Status

_NOBODY: dict[str, str] = {
    Rule.NOBODY_TO_ASK: "which names nobody to ask",
    Rule.NOBODY_THERE: "nobody was there to ask",
}
"""Rules by which the policy ends what people should have decided, and some may have looked at."""


def decided_words(decision: Decision) -> str:
    """Who answered what: “Approved by Lea Brandt”, “Timed out: nobody decided”, “Withdrawn by refund-bot”."""
    by = decision.decided_by
    names = " and ".join(actor.name for actor in (*decision.together_with, by))
    who = (
        f"by policy, {_NOBODY.get(decision.rule, 'no person looked')}"
        if by.kind is DeciderKind.POLICY
        else f"by {names}"
    )
    match decision.status:
        case Status.APPROVED:
            return f"Approved {who}"
        case Status.MODIFIED:
            return f"Approved with changes {who}"
        case Status.REJECTED:
            return f"Rejected {who}"
        case Status.TIMED_OUT:
            return "Timed out: nobody decided"
        case Status.CANCELLED:
            return f"Withdrawn {who}"
        case Status.PENDING:
            raise ValueError("a pending action has no decision")
