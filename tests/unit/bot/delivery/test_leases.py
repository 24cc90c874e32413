"""A message that is being sent stays this courier's, however long Slack takes."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from bot.delivery.courier import Courier
from bot.delivery.pacing import Pacing
from oversight.ports.delivery import Claimed, Lane, Message, MessageKind
from tests.builders import NOON
from tests.fakes.memory import MemoryClock

CLAIMED = Claimed(1, Message(MessageKind.CARD, "act_1.0", "#a", 1), attempts=1, in_doubt=False, covers=1)


class OneMessage:
    """An outbox with one message in it."""

    def __init__(self) -> None:
        self.claimed = False
        self.renewed: asyncio.Queue[list[Claimed]] = asyncio.Queue()
        self.ended: list[Claimed] = []

    async def claim(self, *_: object) -> list[Claimed]:
        first, self.claimed = not self.claimed, True
        return [CLAIMED] if first else []

    async def renew(self, claimed: list[Claimed], _now: object) -> None:
        self.renewed.put_nowait(claimed)

    async def done(self, claimed: Claimed) -> None:
        self.ended.append(claimed)


class SlowSlack:
    """Takes a message when it is told to."""

    def __init__(self) -> None:
        self.asked, self.answers = asyncio.Event(), asyncio.Event()

    async def send(self, *_: object, **__: object) -> bool:
        self.asked.set()
        await self.answers.wait()
        return True


class AllIsWell:
    """Nothing has to be recovered."""

    def recovered(self, claimed: Claimed) -> None:
        """So be it."""


def a_courier(outbox: Any, sender: Any, recovery: Any, clock: MemoryClock) -> Courier:
    return Courier(outbox, sender, recovery, Pacing(), clock)


async def test_the_lease_of_what_is_under_way_is_renewed_and_no_other():
    outbox, slack, clock = OneMessage(), SlowSlack(), MemoryClock(NOON)
    courier = a_courier(outbox, slack, AllIsWell(), clock)
    running = asyncio.create_task(courier.run())
    async with asyncio.timeout(5):
        await slack.asked.wait()
        for _ in range(2):
            clock.advance(timedelta(seconds=5))
            courier.wake({Lane("#b", is_posted=False)})
            assert await outbox.renewed.get() == [CLAIMED]
        slack.answers.set()
        clock.advance(timedelta(seconds=5))
        await courier.close()
        await running
    assert outbox.renewed.empty()
    assert outbox.ended == [CLAIMED]
