"""The one transition table. The database repeats it as a compare-and-set on the action's revision."""

from enum import StrEnum


class Status(StrEnum):
    """Where an action stands. Only ``approved`` and ``modified`` ever release it."""

    PENDING = "pending"
    APPROVED = "approved"
    MODIFIED = "modified"
    """Approved with a changed payload: the agent must run the new one."""
    REJECTED = "rejected"
    TIMED_OUT = "timed_out"
    """Nobody answered. Not a person's no, but no permission either."""
    CANCELLED = "cancelled"
    """The agent withdrew it."""

    @property
    def is_final(self) -> bool:
        """Whether nothing can change the answer any more."""
        return not TRANSITIONS[self]

    @property
    def releases(self) -> bool:
        """Whether the agent may act."""
        return self in (Status.APPROVED, Status.MODIFIED)


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.PENDING: frozenset({Status.APPROVED, Status.MODIFIED, Status.REJECTED, Status.TIMED_OUT, Status.CANCELLED}),
    Status.APPROVED: frozenset(),
    Status.MODIFIED: frozenset(),
    Status.REJECTED: frozenset(),
    Status.TIMED_OUT: frozenset(),
    Status.CANCELLED: frozenset(),
}


class OutcomeKind(StrEnum):
    """What happened when the agent carried a released action out."""

    EXECUTED = "executed"
    FAILED = "failed"
    ERROR_FOUND = "error_found"
    """It ran, and was later seen to be wrong."""


class Severity(StrEnum):
    """How bad an error was, in the eyes of whoever found it."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


OUTCOMES: dict[OutcomeKind | None, frozenset[OutcomeKind]] = {
    None: frozenset({OutcomeKind.EXECUTED, OutcomeKind.FAILED, OutcomeKind.ERROR_FOUND}),
    OutcomeKind.EXECUTED: frozenset({OutcomeKind.ERROR_FOUND}),
    OutcomeKind.FAILED: frozenset({OutcomeKind.ERROR_FOUND}),
    OutcomeKind.ERROR_FOUND: frozenset(),
}
