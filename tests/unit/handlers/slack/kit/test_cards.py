"""Whose word is taken for where a card stands."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from msgspec.structs import replace

from handlers.slack.kit.cards import CARDS, COPIED, NOT_PLACED, Card, card_of
from handlers.slack.kit.clicks import Click
from handlers.slack.kit.ports import SlackPorts
from oversight.ports import Ports
from oversight.ports.delivery import MessageKind, Posting
from tests.builders import NOON, policy_of
from tests.fakes.books import MemoryBooks
from tests.fakes.directory import MemoryDirectory
from tests.fakes.memory import CountedIds, FixedPolicy, MemoryClock

POLICY = "version: 1\ntiers: {team_member: {channel: '#a', reviewers: [U1]}}\n"
ON_ITS_WAY = Posting(MessageKind.CARD, "act_1.0", "token", "C1")
PRESSED = Click("U1", frozenset({"T1"}), "token", 1, "C1", "1.2", None, "trigger", None, of_ours=True)


class OnePosting:
    """Remembers one posting, as storage does."""

    def __init__(self, posting: Posting) -> None:
        self.posting = posting

    async def by_token(self, token: str) -> Posting | None:
        return self.posting if token == self.posting.token else None

    async def seen_at(self, token: str, *, channel_id: str, ts: str) -> Posting | None:
        if (token, channel_id, None) == (self.posting.token, self.posting.channel_id, self.posting.ts):
            self.posting = replace(self.posting, ts=ts)
        return await self.by_token(token)


def slack_ports(postings: Any) -> SlackPorts:
    ports = Ports(
        *MemoryBooks().books,
        MemoryClock(NOON),
        CountedIds(),
        MemoryDirectory("T1"),
        FixedPolicy(policy_of(POLICY)),
        b"secret",
    )
    nothing: Any = None
    return SlackPorts(ports, postings, nothing, nothing, nothing, nothing)


async def test_a_pressed_button_says_where_a_card_on_its_way_stands():
    postings = OnePosting(ON_ITS_WAY)
    card = await card_of(PRESSED, CARDS, slack_ports(postings))
    assert card == Card(replace(ON_ITS_WAY, ts="1.2"), "act_1", 0)
    assert await card_of(dataclasses.replace(PRESSED, message_ts="9.9"), CARDS, slack_ports(postings)) == COPIED


@pytest.mark.parametrize(
    "click",
    [
        dataclasses.replace(PRESSED, of_ours=False),
        dataclasses.replace(PRESSED, channel_id="C2"),
        dataclasses.replace(PRESSED, channel_id=None),
        dataclasses.replace(PRESSED, message_ts=None),
    ],
    ids=["a menu of anybody's message", "another channel", "no channel", "no message"],
)
async def test_nothing_else_does(click):
    postings = OnePosting(ON_ITS_WAY)
    assert await card_of(click, CARDS, slack_ports(postings)) == NOT_PLACED
    assert postings.posting.ts is None


async def test_where_no_card_was_being_posted_none_stands():
    postings = OnePosting(replace(ON_ITS_WAY, channel_id=None))
    assert await card_of(PRESSED, CARDS, slack_ports(postings)) == NOT_PLACED
