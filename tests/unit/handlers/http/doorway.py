"""The application behind the connections that the running bot has, spoken to byte by byte."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from handlers.http.app import SERVER_OPTIONS, agents_api
from handlers.http.doors.listening import ApiRunner
from tests.unit.handlers.http.world import World

PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back before the server closed the connection."""

    status: int
    head: str
    body: str


@dataclass(frozen=True, slots=True)
class Doorway:
    """A port, and the key of an agent."""

    port: int
    key: str

    async def say(self, *parts: bytes, pause: float = 0.02) -> Answer:
        """The answer to these bytes, sent one part after the other; status 0 where the connection was just closed."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            for part in parts:
                writer.write(part)
                await writer.drain()
                await asyncio.sleep(pause)
            answer = await asyncio.wait_for(reader.read(), PATIENCE)
        except ConnectionError:
            answer = b""
        finally:
            writer.close()
        head, _, body = answer.decode().partition("\r\n\r\n")
        return Answer(int(head.split(" ")[1]) if head else 0, head, body)

    def head(self, *lines: str, method: str = "POST", path: str = "/v1/actions") -> bytes:
        """The head of a request that closes its connection."""
        named = (
            f"{method} {path} HTTP/1.1",
            "Host: here",
            f"Authorization: Bearer {self.key}",
            "Content-Type: application/json",
            "Connection: close",
            *lines,
        )
        return "".join(f"{line}\r\n" for line in named).encode("latin-1") + b"\r\n"

    async def post(self, body: bytes, *lines: str, path: str = "/v1/actions") -> Answer:
        """The answer to this body, with these headers besides."""
        return await self.say(self.head(f"Content-Length: {len(body)}", *lines, path=path) + body)


@asynccontextmanager
async def a_doorway(world: World) -> AsyncIterator[Doorway]:
    """Served until the block ends."""
    runner = ApiRunner(agents_api(world.api), shutdown_timeout=1, **SERVER_OPTIONS)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield Doorway(runner.addresses[0][1], world.key)
    finally:
        await runner.cleanup()
