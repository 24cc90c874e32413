from __future__ import annotations

import asyncio

from client.tests.fake_bot import KEY
from sayso.sync import Bot


async def test_an_agent_that_is_not_asynchronous_asks_and_reports(bot, server):
    bot.auto.add("document.tag")
    bot_ = Bot(str(server.make_url("/")), KEY)
    decision = await asyncio.to_thread(bot_.ask, "document.tag", description="Tag it", payload={"tag": "invoice"})
    assert decision.released
    await asyncio.to_thread(bot_.report, decision, "executed")
    assert bot.outcomes == [{"outcome": "executed"}]
    assert KEY not in repr(bot_)
