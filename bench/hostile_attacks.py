"""The hostile side of bench/hostile.py, in a process of its own, so that the cost of attacking is not measured."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Iterator

from bench.hostile_inputs import LARGE, Input, inputs, proposal, request

TIMES = 60
SECONDS = 2.0
"""How long an attack lasts at least."""
PATIENCE = 30.0
WAITING = 60
DRIBBLING = 300

Attack = Callable[[], Awaitable[None]]


def attacks(port: int, key: str) -> dict[str, Attack]:
    """What is done to the bot at this port with this agent's key, by name."""
    at: dict[str, Attack] = {attack.name: _sender(port, attack) for attack in inputs(key)}
    at[f"{WAITING} wait for one of 230 kB"] = lambda: _wait_together(port, key)
    at[f"{DRIBBLING} heads, a byte at a time"] = lambda: _dribble(port)
    return at


def attack(name: str, port: int, key: str) -> None:
    """One attack, from its beginning to its end."""

    async def one() -> None:
        await attacks(port, key)[name]()

    asyncio.run(one())


async def send(port: int, data: bytes) -> bytes:
    """The answer; empty where the server closed the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(data)
        return await asyncio.wait_for(reader.read(), PATIENCE)
    except (ConnectionError, TimeoutError):
        return b""
    finally:
        writer.close()


def _sender(port: int, what: Input) -> Attack:
    """Sends it sixty times: evenly over the seconds that are measured, or for as long as the answers take."""

    async def caller(numbers: Iterator[int], began: float) -> None:
        loop = asyncio.get_running_loop()
        for number in numbers:
            await asyncio.sleep(max(0, began + number * SECONDS / TIMES - loop.time()))
            await send(port, what.request)

    async def all_of_them() -> None:
        numbers, began = iter(range(TIMES)), asyncio.get_running_loop().time()
        await asyncio.gather(*(caller(numbers, began) for _ in range(what.at_once)))

    return all_of_them


async def _wait_together(port: int, key: str) -> None:
    """Many wait for one large action, which is then withdrawn."""
    loop = asyncio.get_running_loop()
    until = loop.time() + SECONDS
    while loop.time() < until:
        made = await send(port, request(key, proposal({"text": "x" * LARGE})))
        action = json.loads(made.partition(b"\r\n\r\n")[2])
        path = action["links"]["self"]
        poll = request(key, method="GET", path=f"{path}?wait=20")
        waiting = [asyncio.create_task(send(port, poll)) for _ in range(WAITING)]
        await asyncio.sleep(0.5)  # until they wait
        await send(port, request(key, b"{}", path=action["links"]["cancel"]))
        assert all(b'"cancelled"' in answer for answer in await asyncio.gather(*waiting))


async def _dribble(port: int) -> None:
    """Connections that send a byte at a time, until the server has had enough of all of them."""

    async def caller() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        with contextlib.suppress(ConnectionError):
            writer.write(b"GET /healthz HTTP/1.1\r\nA: ")
            while not reader.at_eof():
                writer.write(b"a")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(reader.read(1), 0.5)
        writer.close()

    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(caller() for _ in range(DRIBBLING)))
