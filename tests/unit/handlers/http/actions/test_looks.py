"""Many who wait for one action read it once, and none of them sees an older state than when it asked."""

import asyncio

from handlers.http.actions.looks import Looks
from oversight.ports.actions import RecordedEvent
from tests.fakes.actions import MemoryActions


async def test_a_hundred_who_wait_for_one_action_read_it_a_few_times(world, monkeypatch):
    action = await world.proposed()
    reads = 0
    read = type(world.actions).action

    async def counted(actions, action_id):
        nonlocal reads
        reads += 1
        await asyncio.sleep(0)
        return await read(actions, action_id)

    monkeypatch.setattr(type(world.actions), "action", counted)
    path = f"{action['links']['self']}?wait=30"
    waiting = [asyncio.create_task(world.get(path)) for _ in range(100)]
    await world.changes.somebody_waits(100)
    reads = 0
    await world.decide(action["id"])
    answers = await asyncio.gather(*waiting)
    assert {(await answer.json())["status"] for answer in answers} == {"approved"}
    assert reads <= 10, "the decision itself reads it, too"


class SlowActions(MemoryActions):
    """Answers each read with its number, when told to."""

    def __init__(self):
        super().__init__()
        self.begun = 0
        self.go = asyncio.Event()
        self.fault: OSError | None = None

    async def events(self, action_id: str, after: int = 0):
        self.begun += 1
        mine = self.begun
        await self.go.wait()
        if self.fault:
            raise self.fault
        return [RecordedEvent(mine, "a.kind", b"")]


async def test_who_asks_while_a_read_runs_shares_the_next_one(world):
    actions = SlowActions()
    looks = Looks(actions)
    first = asyncio.create_task(looks.events("a", 0))
    await asyncio.sleep(0)
    others = [asyncio.create_task(looks.events("a", 0)) for _ in range(50)]
    elsewhere = asyncio.create_task(looks.events("b", 0))
    await asyncio.sleep(0.01)
    others[0].cancel()
    actions.go.set()
    assert number(await first) == 1
    assert {number(await other) for other in others[1:]} == {3}
    assert number(await elsewhere) == 2
    assert number(await looks.events("a", 0)) == 4, "nothing is kept"


def number(events):
    """Of the read that these came from."""
    return events[0].position


async def test_what_is_not_there_is_not_there_for_those_who_share_a_look(world):
    looks = Looks(world.actions)
    assert await asyncio.gather(*(looks.action("act_unknown") for _ in range(9))) == [None] * 9


async def test_a_read_that_fails_fails_for_those_who_shared_it_and_for_nobody_after(world):
    actions = SlowActions()
    actions.go.set()
    looks = Looks(actions)
    actions.fault = OSError("away")
    failed = await asyncio.gather(*(looks.events("a", 0) for _ in range(9)), return_exceptions=True)
    assert {type(failure) for failure in failed} == {OSError}
    actions.fault = None
    assert await looks.events("a", 0)
