"""Whether one caller's odd requests reach the others: an honest agent's latency, the event loop's silences, memory.

Each input is sent sixty times, two seconds long or until all are answered, while another agent proposes at a steady
rate and somebody asks for `/healthz` all the time. Before each input the same is measured without it: on a machine
that others share, a minute later is another machine.
"""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.actions import post
from bench.countersign import Running, countersign
from bench.hostile_inputs import LARGE, Input, inputs, proposal, request
from bench.load import connect, steady
from bench.machine import databases, memory_mib
from bench.report import Figure, show

TIMES = 60
RATE = 100.0
TRIES = 3
"""An input that misses a bar is measured again: on a machine that others share, any turn may be theirs."""
LEAST_SECONDS = 2.0
PATIENCE = 30.0
GIVEN_UP_AFTER = 120.0
LOOK_EVERY = 0.005
WAITING = 60
DRIBBLING = 300
P99_BAR_MS, SILENCE_BAR_MS, MEMORY_BAR_MIB = 50.0, 250.0, 50.0
SETTLE = 1.0
POLICY = Path(__file__).with_name("hostile.yml")

Attack = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What the others noticed."""

    p99_ms: float
    silence_ms: float
    proposals: int


async def hostile() -> None:
    """Prints a line for each input, over SQLite."""
    figures = []
    with databases() as urls, countersign(urls["SQLite"], POLICY, posts_per_second=20) as bot:
        await _beside(bot, asyncio.sleep(0))  # warm
        await _fill(bot)
        attacks: dict[str, Attack] = {each.name: _sender(bot.port, each) for each in inputs(bot.other_key)}
        attacks[f"{WAITING} wait for one of 230 kB"] = lambda: _wait_together(bot)
        attacks[f"{DRIBBLING} heads, a byte at a time"] = lambda: _dribble(bot)
        for name, attack in attacks.items():
            try:
                async with asyncio.timeout(GIVEN_UP_AFTER):
                    figures.append(await _figure(bot, name, attack))
            except (TimeoutError, ConnectionError):
                figures.append(Figure(name, "the others were not served any more", "", met=False))
                break
    show(
        f"Hostile requests, each {TIMES} times, beside {RATE:.0f} proposals a second of another agent: their p99 <= "
        f"{P99_BAR_MS:.0f} ms, no silence over {SILENCE_BAR_MS:.0f} ms, memory back within {MEMORY_BAR_MIB:.0f} MiB",
        figures,
    )


async def _figure(bot: Running, name: str, attack: Attack) -> Figure:
    memory, tries, met = memory_mib(bot.pid), 0, False
    while not met and tries < TRIES:
        alone = await _beside(bot, asyncio.sleep(LEAST_SECONDS))
        during = await _beside(bot, attack())
        await asyncio.sleep(SETTLE)
        grown, tries = memory_mib(bot.pid) - memory, tries + 1
        met = during.p99_ms <= P99_BAR_MS and during.silence_ms <= SILENCE_BAR_MS and grown <= MEMORY_BAR_MIB
    said = (
        f"p99 {during.p99_ms:.0f} (alone {alone.p99_ms:.0f})  silence {during.silence_ms:.0f} "
        f"({alone.silence_ms:.0f})  {grown:+.0f} MiB  n={during.proposals}  try {tries}"
    )
    return Figure(name, said, "", met)


async def _beside(bot: Running, attack: Awaitable[None]) -> Measured:
    """What an honest agent and a watcher see until the attack is over."""
    over = asyncio.Event()
    watching = asyncio.create_task(_longest_silence(bot.port, over))
    attacking = asyncio.ensure_future(attack)
    request = post("/v1/actions", bot.key)
    load = await steady(bot.port, request, rate=RATE, seconds=LEAST_SECONDS, go_on=lambda: not attacking.done())
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


def _sender(port: int, what: Input) -> Attack:
    """Sends it sixty times: evenly over the seconds that are measured, or for as long as the answers take."""

    async def caller(numbers: Iterator[int], began: float) -> None:
        loop = asyncio.get_running_loop()
        for number in numbers:
            await asyncio.sleep(max(0, began + number * LEAST_SECONDS / TIMES - loop.time()))
            await _send(port, what.request)

    async def send() -> None:
        numbers, began = iter(range(TIMES)), asyncio.get_running_loop().time()
        await asyncio.gather(*(caller(numbers, began) for _ in range(what.at_once)))

    return send


async def _send(port: int, data: bytes) -> bytes:
    """What came back; nothing where the server hung up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(data)
        return await asyncio.wait_for(reader.read(), PATIENCE)
    except (ConnectionError, TimeoutError):
        return b""
    finally:
        writer.close()


async def _fill(bot: Running) -> None:
    """The hostile agent has 200 large actions, each released by the policy."""
    data = request(bot.other_key, proposal({"text": "x" * LARGE}, "note.file"))
    for _ in range(200):
        answer = await _send(bot.port, data)
        assert b" 201 " in answer[:20], answer[:400]


async def _wait_together(bot: Running) -> None:
    """Many wait for one large action, which is then withdrawn."""
    loop = asyncio.get_running_loop()
    until = loop.time() + LEAST_SECONDS
    while loop.time() < until:
        made = await _send(bot.port, request(bot.other_key, proposal({"text": "x" * LARGE})))
        action = json.loads(made.partition(b"\r\n\r\n")[2])
        path = action["links"]["self"]
        poll = request(bot.other_key, method="GET", path=f"{path}?wait=20")
        waiting = [asyncio.create_task(_send(bot.port, poll)) for _ in range(WAITING)]
        await asyncio.sleep(0.5)  # until they wait
        await _send(bot.port, request(bot.other_key, b"{}", path=action["links"]["cancel"]))
        assert all(b'"cancelled"' in answer for answer in await asyncio.gather(*waiting))


async def _dribble(bot: Running) -> None:
    """Connections that send a byte at a time, until the server has had enough of all of them."""

    async def caller() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", bot.port)
        with contextlib.suppress(ConnectionError):
            writer.write(b"GET /healthz HTTP/1.1\r\nA: ")
            while not reader.at_eof():
                writer.write(b"a")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(reader.read(1), 0.5)
        writer.close()

    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(caller() for _ in range(DRIBBLING)))
