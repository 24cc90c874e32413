"""The kill switch: while a halt is active, nothing that it covers is released without a person.

A halt is a fact with a beginning and, one day, an end. It covers everything, one agent, or action types. What it does
is said elsewhere: to new actions in :mod:`oversight.routing.under_halts`, to the time of pending ones in
:mod:`oversight.halts.frozen_time`. Halts only ever add oversight, so several of them need no order of precedence.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from oversight.action.action import matches
from oversight.action.decision import Actor


class ScopeKind(StrEnum):
    """What a halt can cover."""

    ALL = "all"
    AGENT = "agent"
    TYPE = "type"


class Scope(Struct, frozen=True):
    """What one halt covers."""

    kind: ScopeKind
    of: str = ""
    """An agent's id; an action type, or a prefix of some with ``*``."""
    name: str = ""
    """What people call it: the agent's name, the type as it was written."""

    def covers(self, agent_id: str, action_type: str) -> bool:
        """Whether an action of this agent and type is in its reach."""
        match self.kind:
            case ScopeKind.ALL:
                return True
            case ScopeKind.AGENT:
                return agent_id == self.of
            case ScopeKind.TYPE:
                return matches(self.of, action_type)

    def is_same(self, other: "Scope") -> bool:
        """Whether both cover the same, whatever names they were given."""
        return (self.kind, self.of) == (other.kind, other.of)


EVERYTHING = Scope(ScopeKind.ALL)


class Auto(StrEnum):
    """What becomes, under a halt, of an action that the policy would release by itself."""

    ASK = "ask"
    REJECT = "reject"


class HaltLimits(Struct, frozen=True):
    """What the policy says of halts."""

    auto: Auto = Auto.ASK
    freezes: bool = True
    """Whether pending actions are frozen; otherwise deadlines, reminders and escalations go on."""
    may: tuple[str, ...] = ()
    """Who may halt and resume; user ids and groups. Empty: the reviewers of the highest tier that has any."""
    channel: str | None = None
    """Where halts are announced; None: in every tier's channel."""


class Ending(Struct, frozen=True):
    """The end of a halt: who resumed, when, and why."""

    by: Actor
    at: datetime
    reason: str | None = None


class Halt(Struct, frozen=True):
    """One press of the switch."""

    id: str
    scope: Scope
    by: Actor
    at: datetime
    reason: str | None = None
    freezes: bool = True
    channels: tuple[str, ...] = ()
    """Where it was announced."""
    ending: Ending | None = None
    """None while it is active."""

    def covers(self, agent_id: str, action_type: str) -> bool:
        """Whether an action of this agent and type is in its reach."""
        return self.scope.covers(agent_id, action_type)


class Halts(Struct, frozen=True):
    """All active halts at one moment."""

    number: int
    """Counts starts and ends: equal numbers mean equal halts. A new action is only written under the newest number."""
    active: tuple[Halt, ...] = ()

    def over(self, agent_id: str, action_type: str) -> tuple[Halt, ...]:
        """Those that cover an action of this agent and type, the oldest first."""
        return covering(self.active, agent_id, action_type) if self.active else ()

    def on(self, scope: Scope) -> Halt | None:
        """The one with exactly this scope."""
        return next((halt for halt in self.active if halt.scope.is_same(scope)), None)


NO_HALTS = Halts(0)
"""No halt is active: how every installation begins."""


def covering(halts: Iterable[Halt], agent_id: str, action_type: str) -> tuple[Halt, ...]:
    """Those of the halts that cover an action of this agent and type, in their order."""
    return tuple(halt for halt in halts if halt.covers(agent_id, action_type))
