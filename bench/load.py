"""A load generator that costs little: prepared bytes over kept connections, so that the server is what is measured."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import cast

from bench.report import percentile


@dataclass(slots=True)
class Load:
    """What came back: latencies in seconds, and how often each HTTP status."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """The latency in milliseconds that this share of answers did not exceed."""
        return 1000 * percentile(sorted(self.latencies), share)


Request = Callable[[int], bytes]
"""The n-th request's bytes, headers and all."""


class _Connection(asyncio.Protocol):
    """One kept connection: one request at a time."""

    def __init__(self) -> None:
        self._received = b""
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's own class is no subclass of it

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionError("the server closed the connection"))

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, found, body = self._received.partition(b"\r\n\r\n")
        if not found:
            return
        length = next(
            int(line.partition(b":")[2]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
        )
        if len(body) >= length:
            self._received = b""
            assert self._answer is not None
            self._answer.set_result((int(head[9:12]), body))

    async def ask(self, request: bytes) -> int:
        """The status of the answer."""
        return (await self._asked(request))[0]

    async def body(self, request: bytes) -> bytes:
        """The body of the answer."""
        return (await self._asked(request))[1]

    async def _asked(self, request: bytes) -> tuple[int, bytes]:
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        self._transport.close()


async def connect(port: int) -> _Connection:
    """One kept connection to a server of this machine."""
    loop = asyncio.get_running_loop()
    _, connection = await loop.create_connection(_Connection, "127.0.0.1", port)
    return connection


async def closed_loop(port: int, request: Request, *, clients: int, seconds: float) -> Load:
    """As many requests as so many clients get answered, each waiting for its answer before it asks again."""
    load, counter = Load(), iter(range(10**9))
    connections = [await connect(port) for _ in range(clients)]
    started = time.perf_counter()
    until = started + seconds

    async def client(connection: _Connection) -> None:
        while (asked := time.perf_counter()) < until:
            load.statuses[await connection.ask(request(next(counter)))] += 1
            load.latencies.append(time.perf_counter() - asked)

    await asyncio.gather(*map(client, connections))
    load.seconds = time.perf_counter() - started
    for connection in connections:
        connection.close()
    return load


async def steady(
    port: int, request: Request, *, rate: float, seconds: float, go_on: Callable[[], bool] = lambda: False
) -> Load:
    """Requests begun at a steady rate whatever the answers do; latency counts from when each was due to begin.

    For so many seconds, and beyond them while it is to go on.
    """
    load, free = Load(), [await connect(port) for _ in range(64)]
    loop = asyncio.get_running_loop()
    started, begun = loop.time(), []

    async def one(number: int, due: float) -> None:
        connection = free.pop() if free else await connect(port)
        load.statuses[await connection.ask(request(number))] += 1
        load.latencies.append(loop.time() - due)
        free.append(connection)

    for number in count():
        if number >= int(rate * seconds) and not go_on():
            break
        due = started + number / rate
        await asyncio.sleep(max(0, due - loop.time()))
        begun.append(asyncio.create_task(one(number, due)))
    await asyncio.gather(*begun)
    load.seconds = loop.time() - started
    for connection in free:
        connection.close()
    return load
