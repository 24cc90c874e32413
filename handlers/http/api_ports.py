"""Everything that the HTTP API is given."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from oversight.ports import Ports
from oversight.ports.actions import ActionChanges
from oversight.ports.audit import AuditLog

Question = Callable[[], Awaitable[str | None]]
"""Answers with a sentence, or with None."""


@dataclass(frozen=True, slots=True)
class ReadinessCheck:
    """One thing that must work before traffic makes sense."""

    name: str
    problem: Question
    """None while it works, else a sentence that says what is wrong."""
    fix: str
    """What the operator does about it."""
    essential: bool = True
    """Whether the replica is not ready while it is wrong; otherwise it is only reported."""
    state: Question | None = None
    """How it is, for what is worth a word while it works, too."""


@dataclass(frozen=True, slots=True)
class ApiPorts:
    """The ports of the use cases, and what only the HTTP side asks for."""

    ports: Ports
    changes: ActionChanges
    audit: AuditLog
    metrics: Callable[[], bytes]
    """The Prometheus text of everything measured."""
    checks: tuple[ReadinessCheck, ...] = ()
    outages: tuple[type[Exception], ...] = ()
    """What storage raises while it cannot be reached: answered with 503, so that agents repeat the request."""
