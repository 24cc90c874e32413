"""What stands in channels and lists where the policy shows nothing of the payload there (``card.summary_only``).

Not only the payload is left out: agents and people repeat its values in what they write.
"""

from oversight.action.decision import Actor, DeciderKind
from oversight.policy import CardHints

ARGUMENTS = "The arguments are not shown here. Its reviewers find them under Details. Read them before you decide."
WORDS = "What the agent says of it is under Details, too."
CHANGES = "What changed is under Details."
REASON = "What they wrote is under Details."
_WRITERS = (DeciderKind.HUMAN, DeciderKind.AGENT)


def withholds(hints: CardHints, by: Actor) -> bool:
    """Whether what this one wrote may repeat values that are not shown here; the policy and the clock quote nobody."""
    return hints.summary_only and by.kind in _WRITERS
