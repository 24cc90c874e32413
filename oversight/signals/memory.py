"""What is remembered of all types of action that signals can score."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from oversight.action.action import NOTHING, Agent, Proposal
from oversight.signals.precedent import Precedent
from oversight.signals.signals import measured_signals
from oversight.signals.type_memory import TypeMemory


class Memory:
    """The precedents by type, each type within its own bounds."""

    def __init__(self) -> None:
        """Nothing is remembered."""
        self._types: dict[str, TypeMemory] = {}

    def take(self, precedents: Iterable[Precedent]) -> None:
        """These are remembered, and count once :meth:`settle` is called."""
        for precedent in precedents:
            if precedent.action_type not in self._types:
                self._types[precedent.action_type] = TypeMemory()
            self._types[precedent.action_type].take((precedent,))

    def settle(self, action_type: str) -> None:
        """What was taken of this type counts."""
        if action_type in self._types:
            self._types[action_type].settle()

    def learn(self, precedents: Sequence[Precedent]) -> None:
        """These are remembered and count."""
        self.take(precedents)
        for action_type in {precedent.action_type for precedent in precedents}:
            self.settle(action_type)

    def forget(self, action_type: str) -> None:
        """Nothing is remembered of this type."""
        self._types.pop(action_type, None)

    def measure(self, proposal: Proposal, agent: Agent, now: datetime) -> Mapping[str, float]:
        """The signals that the past has for this action; those without enough evidence are left out.

        It looks at the type, the payload and the agent. Of what the agent says it looks only at the description, which
        can lower a signal and never raise one.
        """
        known = self._types.get(proposal.action_type)
        return NOTHING if known is None else measured_signals(known, proposal, agent, now)
