"""How long it takes from the deciding call until a waiting agent has its answer."""

import asyncio
import json
import time
from pathlib import Path

from bench.actions import post
from bench.load import Load, connect
from bench.machine import databases
from bench.report import Figure, show
from bench.sayso import Running, sayso

WAITING = 500
EVERY = 0.02
BAR_MS = 20.0
POLICY = Path(__file__).with_name("policy.yml")


async def wakeup() -> None:
    """Prints the figures on each engine. The clock starts when the call that decides is sent: an upper bound."""
    figures = []
    with databases() as urls:
        for engine, url in urls.items():
            with sayso(url, POLICY) as bot:
                load = await _decide_while_waiting(bot)
            p99 = load.percentile(0.99)
            told = f"p50 {load.percentile(0.5):.2f} ms  p99 {p99:.2f} ms  n={len(load.latencies)}"
            figures.append(
                Figure(f"decision to waiting agent, {engine}", told, f"p99 <= {BAR_MS:.0f} ms", p99 <= BAR_MS)
            )
    show(f"Wake-up ({WAITING} agents wait, one decision every {EVERY * 1000:.0f} ms)", figures)


async def _decide_while_waiting(bot: Running) -> Load:
    load = Load()
    decider = await connect(bot.port)
    proposed = [json.loads(await decider.body(post("/v1/actions", bot.key)(0)))["id"] for _ in range(WAITING)]
    decided: dict[str, float] = {}

    async def wait(action_id: str) -> None:
        connection = await connect(bot.port)
        answer = json.loads(await connection.body(_get(f"/v1/actions/{action_id}?wait=60", bot.key)))
        assert answer["status"] == "cancelled", answer
        load.latencies.append(time.perf_counter() - decided[action_id])
        connection.close()

    waiting = [asyncio.create_task(wait(action_id)) for action_id in proposed]
    await asyncio.sleep(2)  # until every one of them waits
    for action_id in proposed:
        decided[action_id] = time.perf_counter()
        await decider.ask(post(f"/v1/actions/{action_id}/cancel", bot.key, b"{}")(0))
        await asyncio.sleep(EVERY)
    await asyncio.gather(*waiting)
    decider.close()
    return load


def _get(path: str, key: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {key}\r\n\r\n".encode()
