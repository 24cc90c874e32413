"""Every book in memory, over one log. They pass the contract suite, as the databases do."""

from collections.abc import Iterable

from oversight.action.action import Agent
from oversight.ports import Books
from oversight.ports.actions import RecordedEvent
from oversight.ports.delivery import Message, OutboxCounts
from tests.fakes.actions import MemoryActions
from tests.fakes.agents import MemoryAgents
from tests.fakes.drafting import MemoryDrafts
from tests.fakes.edits import MemoryEdits
from tests.fakes.memory import CountedIds
from tests.fakes.review import MemoryReview


class MemoryBooks:
    """The books, open to the test."""

    def __init__(self, actions: MemoryActions | None = None, agents: Iterable[Agent] = ()) -> None:
        self.actions = actions or MemoryActions()
        self.review = MemoryReview(self.actions)
        self.halts = self.actions.halts
        self.standing = self.actions.standing
        self.agents = MemoryAgents({agent.id: agent for agent in agents})
        self.edits = MemoryEdits()
        self.drafts = MemoryDrafts(self.actions)
        self.outbox = MemoryOutbox(self.messages)
        self.ids = CountedIds()

    @property
    def books(self) -> Books:
        return Books(self.actions, self.review, self.halts, self.standing, self.agents, self.edits, self.drafts)

    @property
    def messages(self) -> list[Message]:
        return self.actions.log.messages

    @property
    def leaves(self) -> list[tuple[str, RecordedEvent]]:
        """Those of actions, with their ids."""
        return [(about, event) for about, event in self.actions.log.leaves if about.startswith("act_")]


class MemoryOutbox:
    """Counts what waits, and delivers nothing."""

    def __init__(self, messages: list[Message]) -> None:
        self._messages = messages

    async def counts(self) -> OutboxCounts:
        return OutboxCounts(len(self._messages), 0, None)
