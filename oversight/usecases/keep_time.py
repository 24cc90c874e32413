"""Time passes: reminders, escalations and timeouts that have fallen due, each exactly once."""

from oversight.patterns.escalation_ladder import next_step
from oversight.ports import Committed, Ports
from oversight.usecases.apply import change_of

BATCH = 500
"""Actions claimed at a time: large enough for group commit, small enough to stay within the lease."""


async def keep_time(ports: Ports) -> int:
    """How many actions time changed just now; everything that is due has been looked at when it returns.

    An action that somebody else changes meanwhile is left alone: its new state has its own due time.
    """
    changed = 0
    while due := await ports.ledger.claim_due(ports.clock.now(), BATCH):
        now = ports.clock.now()
        steps = [step for action in due if (step := next_step(action, now)) is not None]
        fates = await ports.ledger.commit_all([change_of(step) for step in steps])
        changed += sum(isinstance(fate, Committed) for fate in fates)
    return changed
