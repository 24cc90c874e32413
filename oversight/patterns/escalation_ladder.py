"""Pattern 2, the escalation ladder: who is not answered to climbs, and silence at the top ends in ``timed_out``.

The ladder promises that nothing waits for ever and that silence is never a yes. Time is an argument, so an outage
delays steps and never loses or doubles one. What falls due and what it does is ``ladder/``; who stands on the rungs is
``routing/ladder_for.py``, when they are there is ``calendar/``.
"""

from oversight.ladder.deadline import due_at, next_step
from oversight.routing.ladder_for import ladder_for

__all__ = ["due_at", "ladder_for", "next_step"]
