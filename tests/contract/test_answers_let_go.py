"""Whatever a database answered goes with whoever asked; the collector of cycles comes rarely."""

import asyncio
import gc
import weakref

from storage.engine.patience import Patience


class Answer:
    """Something large."""


async def test_an_answer_is_let_go_of_with_the_task_that_asked_for_it():
    patience = Patience("a database", 60)

    async def ask() -> Answer:
        async with patience.waiting():
            await asyncio.sleep(0)
        return Answer()

    gc.disable()
    try:
        answer = weakref.ref(await asyncio.create_task(ask()))
        await asyncio.sleep(0)
        assert answer() is None
    finally:
        gc.enable()
