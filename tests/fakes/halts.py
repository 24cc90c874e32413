"""Halts in memory: one a scope, and every action written under the newest ones only."""

from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.audit.halt_leaf import BEGAN, ENDED, began_leaf, ended_leaf
from oversight.halts.halt import NO_HALTS, Ending, Halt, Halts
from oversight.ports.delivery import Message
from tests.fakes.log import MemoryLog


class MemoryHalts:
    """Halts in a dictionary; what is known may be old until somebody looks anew, as in a replica."""

    def __init__(self, actions: Callable[[], Sequence[Action]], log: MemoryLog) -> None:
        self.now = NO_HALTS
        self.is_down = False
        self._actions = actions
        self._log = log
        self._every: dict[str, Halt] = {}
        self._known: Halts | None = None

    @property
    def leaves(self) -> list[bytes]:
        return self._log.of(BEGAN, ENDED)

    async def active(self, *, anew: bool = False) -> Halts:
        if self._known is None or anew:
            if self.is_down:
                raise ConnectionError("the halts cannot be read")
            self._known = self.now
        return self._known

    async def begin(self, halt: Halt, messages: Sequence[Message]) -> Halt:
        if (same := self.now.on(halt.scope)) is not None:
            return same
        self._change(halt, messages, BEGAN, began_leaf(halt))
        return halt

    async def end(self, halt_id: str, ending: Ending, messages: Sequence[Message]) -> Halt | None:
        halt = self._every.get(halt_id)
        if halt is None or halt.ending is not None:
            return None
        ended = replace(halt, ending=ending)
        self._change(ended, messages, ENDED, ended_leaf(ended))
        return ended

    async def halt(self, halt_id: str) -> Halt | None:
        return self._every.get(halt_id)

    async def ended(self, since: datetime) -> Sequence[Halt]:
        return [halt for halt in self._every.values() if halt.ending is not None and halt.ending.at >= since]

    async def unsettled(self, halts: Halts, limit: int) -> Sequence[Action]:
        return [action for action in self._actions() if _is_unsettled(action, halts)][:limit]

    def elsewhere(self, halt: Halt) -> None:
        """Another replica began this halt, and nobody here has heard of it."""
        known = self._known
        self._change(halt, (), BEGAN, began_leaf(halt))
        self._known = known

    def _change(self, halt: Halt, messages: Sequence[Message], kind: str, leaf: bytes) -> None:
        self._every[halt.id] = halt
        active = sorted((other for other in self._every.values() if other.ending is None), key=lambda other: other.id)
        self.now = self._known = Halts(self.now.number + 1, tuple(active))
        self._log.messages += messages
        self._log.write(halt.id, kind, leaf)


def _is_unsettled(action: Action, halts: Halts) -> bool:
    if action.status.is_final or action.assignment is None:
        return False
    over = halts.over(action.agent.id, action.proposal.action_type)
    return any(halt.freezes for halt in over) != (action.assignment.frozen_at is not None)
