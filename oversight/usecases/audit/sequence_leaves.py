"""Leaves get their place in the log."""

from oversight.ports.audit import AuditLog

AT_A_TIME = 4096
ROUNDS = 16
"""How much at most is done in one go; the rest has its turn at the next beat."""


async def sequence_leaves(log: AuditLog) -> int:
    """How many leaves got their index now: all there are, or as many as one go allows."""
    done = 0
    for _ in range(ROUNDS):
        step = await log.sequence(AT_A_TIME)
        done += step
        if step < AT_A_TIME:
            break
    return done
