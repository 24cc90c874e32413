"""The past in memory: what the use cases taught it, and how often it was asked."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from oversight.action.action import Action, Agent, Proposal
from oversight.review.sample import Sample
from oversight.signals.memory import Memory
from oversight.signals.precedent import precedents_of


class MemoryPrecedents:
    """Learns what it is told and nothing else."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.asked = 0

    async def measure(self, proposal: Proposal, agent: Agent, now: datetime) -> Mapping[str, float]:
        self.asked += 1
        return self.memory.measure(proposal, agent, now)

    async def learn(self, action: Action, samples: Sequence[Sample] = ()) -> None:
        self.memory.learn(precedents_of(action, samples))
