"""Long work: one at a time, a rest after each, and no agent before another for having asked more often."""

import asyncio

import pytest

from handlers.http.doors.turns import LONG, Turns


async def order_of(turns: Turns, *agents: str) -> list[str]:
    """In which order those who ask at the same moment have their turns."""
    had: list[str] = []

    async def work(agent: str) -> None:
        async with turns.turn(agent):
            had.append(agent)

    await asyncio.gather(*map(work, agents))
    return had


async def test_who_asks_often_is_one_among_the_others():
    assert await order_of(Turns(), "a", "a", "a", "a", "b", "c") == ["a", "a", "b", "c", "a", "a"]


async def test_after_long_work_the_next_waits_as_long_as_it_took():
    turns, loop = Turns(), asyncio.get_running_loop()
    async with turns.turn("a"):
        began = loop.time()
        await asyncio.sleep(0.02)
        took = loop.time() - began
    ended = loop.time()
    async with turns.turn("b"):
        assert loop.time() - ended > took / 2


async def test_short_bodies_wait_for_nobody():
    turns = Turns()
    async with turns.turn("a"), turns.for_body("b", LONG), turns.for_body("a", 1):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01), turns.for_body("b", LONG + 1):
                pass
    assert await order_of(turns, "b") == ["b"]


async def test_work_that_fails_ends_its_turn():
    turns = Turns()
    with pytest.raises(ValueError, match="wrong"):
        async with turns.turn("a"):
            raise ValueError("wrong")
    assert await order_of(turns, "a", "b") == ["a", "b"]
