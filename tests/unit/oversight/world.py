"""One small world for the use cases: people, a policy, books in memory, a clock that stands still."""

from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from oversight.action.action import Action, Agent, Proposal
from oversight.action.refusal import Refusal, RefusalCode
from oversight.policy import Policy
from oversight.ports import Ports
from oversight.usecases.actions.submit_action import Submission, submit_action
from tests.fakes.books import MemoryBooks
from tests.fakes.directory import MemoryDirectory
from tests.fakes.memory import CountedIds, FixedPolicy, MemoryClock
from tests.unit.oversight.builders import HOME, NOW, a_person, a_policy, a_proposal, an_agent

Answer = TypeVar("Answer")
PEOPLE = ("U1", "U2", "U3", "UMEMBER", "ULEAD", "UEXPERT", "UEXPERT2", "UVP", "UVP2")


@dataclass(slots=True)
class World:
    """Everything that a use case touches, open to the test."""

    policy: Policy = field(default_factory=a_policy)
    books: MemoryBooks = field(default_factory=MemoryBooks)
    clock: MemoryClock = field(default_factory=lambda: MemoryClock(NOW))
    directory: MemoryDirectory = field(
        default_factory=lambda: MemoryDirectory(HOME, {user_id: a_person(user_id) for user_id in PEOPLE})
    )
    ids: CountedIds = field(default_factory=CountedIds)
    policies: FixedPolicy = field(init=False)

    def __post_init__(self) -> None:
        self.policies = FixedPolicy(self.policy)

    @property
    def ports(self) -> Ports:
        return Ports(*self.books.books, self.clock, self.ids, self.directory, self.policies, b"secret")

    async def propose(self, proposal: Proposal | None = None, agent: Agent | None = None) -> Action:
        """The action as it stands after its agent proposed it."""
        answer = await submit_action(Submission(proposal or a_proposal(), agent or an_agent()), self.ports)
        assert isinstance(answer, Action), answer
        return answer

    async def now(self, action_id: str) -> Action:
        """The action as it is remembered."""
        action = await self.books.actions.action(action_id)
        assert action is not None
        return action


def code(answer: object) -> RefusalCode:
    """Why it was refused; the refusal says something as well."""
    assert isinstance(answer, Refusal), answer
    assert answer.sentence
    return answer.code


def finish(work: Coroutine[Any, Any, Answer]) -> Answer:
    """What a coroutine returns that never waits for anything: nothing in memory does."""
    try:
        work.send(None)
    except StopIteration as stopped:
        value: Answer = stopped.value
        return value
    raise AssertionError("it waited for something")
