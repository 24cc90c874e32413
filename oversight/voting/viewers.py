"""Who may look at an action where its card is not at hand: from the Home tab, from a list, from a digest."""

from typing import Final

from oversight.action.action import Action
from oversight.action.refusal import Refusal, RefusalCode

NOT_A_VIEWER: Final = Refusal(RefusalCode.NOT_A_REVIEWER, "Only the reviewers of this action can open it from here.")


def viewers(action: Action) -> tuple[str, ...]:
    """Everybody who was asked so far, and their fallbacks: user ids and ``@groups``; empty where nobody was asked."""
    if action.assignment is None:
        return ()
    before = (action.route.ladder[rung] for rung in action.assignment.asked_before)
    earlier = [name for rung in before for name in (*rung.reviewers, *rung.fallback)]
    return (*earlier, *(action.rung.reviewers if action.rung else ()))
