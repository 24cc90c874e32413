"""An edit from end to end: Modify is pressed, the form is sent in, and the agent that waits has the payload."""

import asyncio
import json
import time
from typing import Any

from bench.actions import post
from bench.clicks import CHANNEL, POLICY, REVIEWER
from bench.load import Load, connect
from bench.machine import databases
from bench.report import Figure, show
from bench.sayso import Running, sayso

EDITS = 150
BAR_MS = 300.0
HELD_TO_IT = "SQLite"


async def editing() -> None:
    """Prints the figures on each engine, one edit after the other."""
    figures = []
    with databases() as urls:
        for engine, url in urls.items():
            with sayso(url, POLICY, posts_per_second=200) as bot:
                load, acks = await _edit_everything(bot)
            p99 = load.percentile(0.99)
            told = f"p50 {load.percentile(0.5):.1f} ms  p99 {p99:.1f} ms  n={len(load.latencies)}"
            bar = (f"p99 <= {BAR_MS:.0f} ms", p99 <= BAR_MS) if engine == HELD_TO_IT else ()
            figures.append(Figure(f"edit round trip, {engine}", told, *bar))
            said = f"p50 {acks.percentile(0.5):.1f} ms  p99 {acks.percentile(0.99):.1f} ms"
            figures.append(Figure(f"of it, sending in to ack, {engine}", said))
    show(
        "Editing (open, change a field, send in, the waiting agent has the payload; nobody thinks in between)",
        figures,
    )


async def _edit_everything(bot: Running) -> tuple[Load, Load]:
    load, acks = Load(), Load()
    agent = await connect(bot.port)
    for _ in range(EDITS):
        await agent.ask(post("/v1/actions", bot.key)(0))
    agent.close()
    for ts, action_id in await _cards(bot):
        waits = asyncio.create_task(asyncio.to_thread(bot.call, "GET", f"/v1/actions/{action_id}?wait=30"))
        await asyncio.sleep(0.02)  # the agent waits
        started = time.perf_counter()
        acks.latencies.append(await asyncio.to_thread(_edit, bot, ts))
        answer: Any = await waits
        load.latencies.append(time.perf_counter() - started)
        assert answer["status"] == "modified", answer
    return load, acks


def _edit(bot: Running, ts: str) -> float:
    """One field is changed; how long sending in took."""
    bot.slack("POST", "click", {"user": REVIEWER, "channel": CHANNEL, "ts": ts, "text": "Modify"})
    (view,) = bot.slack("GET", f"views?user={REVIEWER}")["views"]
    block = next(block for block in view["blocks"] if block["type"] == "input" and "text-plain" in block["block_id"])
    element = block["element"]
    values = {block["block_id"]: {element["action_id"]: element.get("initial_value", "") + " edited"}}
    answer = bot.slack("POST", "submit", {"user": REVIEWER, "view_id": view["id"], "values": values})
    assert answer["acked"], answer
    assert not answer["errors"], answer
    return float(answer["ack_ms"]) / 1000


async def _cards(bot: Running) -> list[tuple[str, str]]:
    """The place of every card and its action, once all of them are posted."""
    while True:
        told = await asyncio.to_thread(bot.slack, "GET", f"messages?channel={CHANNEL}")
        marks = (
            (message["ts"], json.dumps(message.get("blocks")).partition("id act_")[2]) for message in told["messages"]
        )
        cards = [(ts, f"act_{rest[:26]}") for ts, rest in marks if rest]
        if len(cards) >= EDITS:
            return cards
        await asyncio.sleep(0.5)
