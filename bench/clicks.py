"""How long it takes from a reviewer's click to Slack's acknowledgement, with the decision saved in between."""

import asyncio
import json
from pathlib import Path

from bench.actions import post
from bench.load import Load, connect
from bench.machine import databases
from bench.report import Figure, show
from bench.sayso import Running, sayso

CLICKS = 300
EVERY = 0.05
BAR_MS = 100.0
CHANNEL = "C0APPROVALS"
REVIEWER = "U0SAM"
POLICY = Path(__file__).with_name("policy.yml")


async def clicks() -> None:
    """Prints the figures on each engine, at 20 clicks a second over Socket Mode."""
    figures = []
    with databases() as urls:
        for engine, url in urls.items():
            with sayso(url, POLICY, posts_per_second=200) as bot:
                load = await _click_everything(bot)
            p99 = load.percentile(0.99)
            told = f"p50 {load.percentile(0.5):.1f} ms  p99 {p99:.1f} ms  n={len(load.latencies)}"
            figures.append(Figure(f"click to ack, {engine}", told, f"p99 <= {BAR_MS:.0f} ms", p99 <= BAR_MS))
    show("Clicks (20 a second, each decides an action; Bolt's own floor is 11 ms)", figures)


async def _click_everything(bot: Running) -> Load:
    load = Load()
    agent = await connect(bot.port)
    for _ in range(CLICKS):
        await agent.ask(post("/v1/actions", bot.key)(0))
    agent.close()
    cards = await _cards(bot)

    async def click(ts: str) -> None:
        body = {"user": REVIEWER, "channel": CHANNEL, "ts": ts, "text": "Approve"}
        answer = await asyncio.to_thread(bot.slack, "POST", "click", body)
        assert answer["acked"], answer
        load.latencies.append(answer["ack_ms"] / 1000)

    begun = []
    for ts in cards:
        begun.append(asyncio.create_task(click(ts)))
        await asyncio.sleep(EVERY)
    await asyncio.gather(*begun)
    decided = json.dumps(await asyncio.to_thread(bot.call, "GET", "/v1/actions?status=approved&limit=200"))
    assert decided.count('"status":"approved"') or "approved" in decided, "no click decided anything"
    return load


async def _cards(bot: Running) -> list[str]:
    """Every card, once all of them are posted."""
    while True:
        told = await asyncio.to_thread(bot.slack, "GET", f"messages?channel={CHANNEL}")
        cards = [message["ts"] for message in told["messages"] if message.get("blocks")]
        if len(cards) >= CLICKS:
            return cards
        await asyncio.sleep(0.5)
