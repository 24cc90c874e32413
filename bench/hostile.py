"""Whether one caller's odd requests harm the others: an honest agent's latency, pauses of the event loop, memory.

Each input is sent sixty times, two seconds long or until all are answered, while another agent proposes at a steady
rate and somebody asks for `/healthz` all the time. Before each input the same is measured without it: on a machine
that others share, a minute later is another machine. The attackers are a process of their own.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from bench.actions import post
from bench.hostile_attacks import SECONDS, TIMES, attack, attacks, send
from bench.hostile_inputs import LARGE, proposal, request
from bench.load import connect, steady
from bench.machine import databases, memory_mib
from bench.report import Figure, show
from bench.sayso import Running, sayso

RATE = 100.0
TRIES = 3
"""An input that misses a bar is measured again: on a machine that others share, any turn may be theirs."""
GIVEN_UP_AFTER = 120.0
LOOK_EVERY = 0.005
P99_BAR_MS, SILENCE_BAR_MS, MEMORY_BAR_MIB = 50.0, 250.0, 50.0
SETTLE = 1.0
POLICY = Path(__file__).with_name("hostile.yml")

Attacked = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What the others noticed."""

    p99_ms: float
    silence_ms: float
    proposals: int


async def hostile() -> None:
    """Prints a line for each input, over SQLite."""
    figures = []
    with (
        ProcessPoolExecutor(1, get_context("spawn")) as attackers,
        databases() as urls,
        sayso(urls["SQLite"], POLICY, posts_per_second=20) as bot,
    ):
        in_attackers = partial(asyncio.get_running_loop().run_in_executor, attackers)
        await _beside(bot, asyncio.sleep(0))  # warm
        await _fill(bot)
        for name in attacks(bot.port, bot.other_key):
            try:
                async with asyncio.timeout(GIVEN_UP_AFTER):
                    attacked = partial(in_attackers, partial(attack, name, bot.port, bot.other_key))
                    figures.append(await _figure(bot, name, attacked))
            except (TimeoutError, ConnectionError):
                figures.append(Figure(name, "the others were not served any more", "", met=False))
                break
    show(
        f"Hostile requests, each {TIMES} times, beside {RATE:.0f} proposals a second of another agent: their p99 <= "
        f"{P99_BAR_MS:.0f} ms, no silence over {SILENCE_BAR_MS:.0f} ms, memory back within {MEMORY_BAR_MIB:.0f} MiB",
        figures,
    )


async def _figure(bot: Running, name: str, attacked: Attacked) -> Figure:
    memory, tries, met = memory_mib(bot.pid), 0, False
    while not met and tries < TRIES:
        alone = await _beside(bot, asyncio.sleep(SECONDS))
        during = await _beside(bot, attacked())
        await asyncio.sleep(SETTLE)
        grown, tries = memory_mib(bot.pid) - memory, tries + 1
        met = during.p99_ms <= P99_BAR_MS and during.silence_ms <= SILENCE_BAR_MS and grown <= MEMORY_BAR_MIB
    said = (
        f"p99 {during.p99_ms:.0f} (alone {alone.p99_ms:.0f})  silence {during.silence_ms:.0f} "
        f"({alone.silence_ms:.0f})  {grown:+.0f} MiB  n={during.proposals}  try {tries}"
    )
    return Figure(name, said, "", met)


async def _beside(bot: Running, attack: Awaitable[None]) -> Measured:
    """What an honest agent and an observer measure until the attack is over."""
    over = asyncio.Event()
    watching = asyncio.create_task(_longest_silence(bot.port, over))
    attacking = asyncio.ensure_future(attack)
    request = post("/v1/actions", bot.key)
    load = await steady(bot.port, request, rate=RATE, seconds=SECONDS, go_on=lambda: not attacking.done())
    over.set()
    await attacking
    assert set(load.statuses) == {201}, load.statuses
    return Measured(load.percentile(0.99), 1000 * await watching, len(load.latencies))


async def _longest_silence(port: int, over: asyncio.Event) -> float:
    loop, longest = asyncio.get_running_loop(), 0.0
    connection = await connect(port)
    while not over.is_set():
        asked = loop.time()
        await connection.ask(b"GET /healthz HTTP/1.1\r\nHost: bench\r\n\r\n")
        longest = max(longest, loop.time() - asked)
        await asyncio.sleep(LOOK_EVERY)
    connection.close()
    return longest


async def _fill(bot: Running) -> None:
    """The hostile agent has 200 large actions, each released by the policy."""
    data = request(bot.other_key, proposal({"text": "x" * LARGE}, "note.file"))
    for _ in range(200):
        answer = await send(bot.port, data)
        assert b" 201 " in answer[:20], answer[:400]
