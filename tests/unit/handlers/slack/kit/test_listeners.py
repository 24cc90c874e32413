"""Nothing from another workspace is heard, also before anybody was looked up."""

from __future__ import annotations

from typing import Any

import pytest

from blocks.refusal import refusal_text
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from oversight.policy.file.reading import read_policy
from oversight.ports import Ports
from oversight.usecases.entitled import UNKNOWN_HERE
from oversight.voting.eligibility import FOREIGN
from tests.builders import NOON
from tests.fakes.books import MemoryBooks
from tests.fakes.directory import MemoryDirectory
from tests.fakes.memory import CountedIds, FixedPolicy, MemoryClock

POLICY = read_policy("version: 1\ntiers: {team_member: {channel: '#a', reviewers: [U1]}}\n")
NOTHING: Any = None


class JustStarted(MemoryDirectory):
    """A directory that has not been asked anything yet."""

    def __init__(self) -> None:
        super().__init__("")

    async def home(self) -> str:
        self._reach()
        self.home_team = "T1"
        return self.home_team


class Said:
    """An acknowledgement that keeps its words."""

    def __init__(self) -> None:
        self.words: list[str] = []

    async def say(self, words: str) -> None:
        self.words.append(words)


async def heard(directory: MemoryDirectory, *, person_of: str = "T1", place_in: str = "T1") -> tuple[int, list[str]]:
    """How often the listener heard of a press, and what was said instead."""
    ports = Ports(*MemoryBooks().books, MemoryClock(NOON), CountedIds(), directory, FixedPolicy(POLICY), b"secret")
    app = Listeners(NOTHING, SlackPorts(ports, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING), 1)
    bodies: list[Any] = []

    async def listener(_ack: Any, body: Any) -> None:
        bodies.append(body)

    said: Any = Said()
    pressed = {"type": "block_actions", "user": {"id": "U1", "team_id": person_of}, "team": {"id": place_in}}
    await app.from_here(listener)(said, pressed)
    return len(bodies), said.words


async def test_a_press_in_this_workspace_is_heard():
    assert await heard(MemoryDirectory("T1")) == (1, [])


@pytest.mark.parametrize("elsewhere", ["person_of", "place_in"])
async def test_the_first_press_after_a_start_is_refused_where_it_comes_from_another_workspace(elsewhere):
    assert await heard(JustStarted(), **{elsewhere: "T0OTHER"}) == (0, [refusal_text(FOREIGN)])


async def test_nothing_is_heard_while_slack_does_not_say_which_workspace_this_is():
    assert await heard(MemoryDirectory("T1", is_down=True)) == (0, [refusal_text(UNKNOWN_HERE)])
