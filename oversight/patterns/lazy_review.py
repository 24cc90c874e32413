"""Pattern 5, audit trail with lazy review: low-risk actions run at once, and people look at a sample afterwards.

Lazy review is a commitment, not an option: what nobody ever looks at is not overseen. Which actions are looked at must
be repeatable for us and unpredictable for agents, hence a keyed hash: that is ``review/``. What every step leaves
behind is ``audit/``.
"""

from oversight.audit.leaf import leaf
from oversight.review.sampler.draw import redraw
from oversight.review.sampler.reasons.rules import rules_of

__all__ = ["leaf", "redraw", "rules_of"]
