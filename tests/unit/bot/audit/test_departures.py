"""What is signed leaves by each way, and no way waits for another."""

import asyncio
from datetime import UTC, datetime

from bot.audit.departures import Departures
from oversight.ports.audit import SignedCheckpoint

NEVER = 3_600.0
SIGNED = SignedCheckpoint(1, 5, datetime(2026, 3, 2, 9, tzinfo=UTC), "a note")


class Out:
    """A way that counts."""

    name = "out"

    def __init__(self, *, stuck=False, faults=0):
        self.times, self.stuck, self.faults = 0, stuck, faults
        self.went = asyncio.Event()

    async def catch_up(self):
        self.times += 1
        self.went.set()
        if self.stuck:
            await asyncio.Event().wait()
        if self.times <= self.faults:
            raise RuntimeError("no way")

    async def again(self):
        """It was gone by once more."""
        async with asyncio.timeout(5):
            await self.went.wait()
        self.went.clear()


async def test_each_way_begins_by_itself_and_goes_again_when_something_is_new():
    one, other = Out(), Out()
    departures = Departures([one, other], NEVER)
    async with departures.under_way():
        for _ in range(3):
            await one.again()
            await other.again()
            await departures.leave(SIGNED)
    assert (one.times, other.times) >= (3, 3)


async def test_a_way_that_is_stuck_or_broken_holds_up_nobody_and_is_tried_again():
    stuck, broken, fine = Out(stuck=True), Out(faults=2), Out()
    departures = Departures([stuck, broken, fine], NEVER)
    async with departures.under_way():
        for _ in range(3):
            await broken.again()
            await fine.again()
            async with asyncio.timeout(5):
                await departures.leave(SIGNED)
    assert stuck.times == 1


async def test_each_way_looks_by_itself_now_and_then():
    way = Out()
    async with Departures([way], 0.001).under_way():
        for _ in range(3):
            await way.again()


async def test_with_no_way_nothing_happens():
    departures = Departures([])
    async with departures.under_way():
        await departures.leave(SIGNED)
