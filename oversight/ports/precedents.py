"""What the past says of an action that is new."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from oversight.action.action import NOTHING, Action, Agent, Proposal
from oversight.review.sample import Sample


class Precedents(Protocol):
    """What people said of past actions, kept ready to be compared with. A memory that fails measures nothing."""

    async def measure(self, proposal: Proposal, agent: Agent, now: datetime) -> Mapping[str, float]:
        """The signals that the past has for this action; what it cannot say well is left out, so that people look."""

    async def learn(self, action: Action, samples: Sequence[Sample] = ()) -> None:
        """What this committed state and these findings teach counts from now on; a second time changes nothing."""


class NoPast:
    """Nothing is remembered, so nothing is measured: for errands, and where no type is weighed by signals."""

    async def measure(self, proposal: Proposal, agent: Agent, now: datetime) -> Mapping[str, float]:  # noqa: ARG002 - the port's
        """Nothing."""
        return NOTHING

    async def learn(self, action: Action, samples: Sequence[Sample] = ()) -> None:
        """It is forgotten."""
