"""The running sandbox: one server on 127.0.0.1 with the Web API, Socket Mode, the JSON API and the page."""

import asyncio
import errno
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from aiohttp import web

from sandbox.clock import Clock, wall_clock
from sandbox.control.acts import Acts
from sandbox.control.administration import Administration
from sandbox.control.contents import Contents
from sandbox.control.faults import FaultControls
from sandbox.control.routes import control_routes
from sandbox.control.settings import Settings
from sandbox.control.traffic import TrafficLog
from sandbox.control.waits import Waits
from sandbox.control.watchers import Watchers
from sandbox.default_world import default_world
from sandbox.delivery.dispatcher import Dispatcher
from sandbox.delivery.trouble import Trouble
from sandbox.guard import add_security_headers, guard
from sandbox.install import Install
from sandbox.manifest import Manifest, read_manifest
from sandbox.recorder import Recorder
from sandbox.respond import ResponseEndpoint
from sandbox.traffic import Traffic
from sandbox.webapi.endpoint import WebApi
from sandbox.webapi.rates import RateLimits
from sandbox.workspace import Workspace
from sandbox.world import World

HOST: Final = "127.0.0.1"
_PAGE: Final = Path(__file__).parent / "page"
_LARGEST_BODY: Final = 4 * 1024 * 1024
_PORTS_TRIED: Final = 20
_HIGHEST_PORT: Final = 65_535


class Sandbox:
    """An embedded Slack workspace; use it as `async with Sandbox() as sandbox`.

    The Web API is at `{url}/api/`, the JSON API at `{url}/sandbox/api/`, the page at `{url}/`. Where the port is taken,
    `or_next_port` takes the next free one.
    """

    def __init__(
        self,
        port: int = 0,
        world: World | None = None,
        manifest_path: Path | None = None,
        *,
        rate_limits: bool = True,
        request_url: str | None = None,
        clock: Clock = wall_clock,
        or_next_port: bool = False,
    ) -> None:
        manifest = read_manifest(manifest_path) if manifest_path else Manifest()
        self._ports = (
            [port, *range(port + 1, min(port + _PORTS_TRIED, _HIGHEST_PORT + 1)), 0] if or_next_port else [port]
        )
        self.install = Install(manifest=manifest, request_url=request_url)
        self.space = Workspace(world or default_world(), self.install, clock)
        self.traffic = Traffic(self.space.stream)
        self.trouble = Trouble()
        self.dispatcher = Dispatcher(self.space, self.traffic, self.trouble)
        self.space.on_event = self.dispatcher.send_soon
        self.space.faults.on_change = lambda: self.space.stream.tell("faults.changed")
        self.rates = RateLimits(clock, enabled=rate_limits)
        self._watchers = Watchers(self.space)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """The base address, without a slash at its end; known once started."""
        return self.space.url

    @property
    def world(self) -> World:
        """What the workspace contains."""
        return self.space.world

    @property
    def bot_token(self) -> str:
        """A token that the Web API takes."""
        return self.install.bot_token

    @property
    def app_token(self) -> str:
        """A token that `apps.connections.open` takes."""
        return self.install.app_token

    @property
    def signing_secret(self) -> str:
        """The secret that payloads over HTTP are signed with."""
        return self.install.signing_secret

    async def start(self) -> None:
        """The sandbox answers at `url`."""
        self._runner = web.AppRunner(self._application(), shutdown_timeout=1.0, access_log=None)
        await self._runner.setup()
        await self._listen(self._runner)
        port = self._runner.addresses[0][1]
        self.space.url = f"http://{HOST}:{port}"

    async def _listen(self, runner: web.AppRunner) -> None:
        """The server listens on the first free port."""
        for port in self._ports:
            try:
                await web.TCPSite(runner, HOST, port).start()
            except OSError as error:
                if error.errno != errno.EADDRINUSE or port == self._ports[-1]:
                    raise
            else:
                return

    async def stop(self) -> None:
        """The sandbox has stopped."""
        await self.dispatcher.close()
        await self._watchers.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def run_until(self, stopped: asyncio.Event, started: Callable[[str], None]) -> None:
        """The sandbox has run until the event was set; `started` was given its address."""
        async with self:
            started(self.url)
            await stopped.wait()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def _application(self) -> web.Application:
        recorder = Recorder(self.traffic, self.trouble, self.space.clock)
        app = web.Application(middlewares=[guard, recorder.record], client_max_size=_LARGEST_BODY)
        app.on_response_prepare.append(add_security_headers)
        webapi = WebApi(self.space, self.dispatcher.sockets, self.rates)
        app.on_cleanup.append(webapi.close)
        control = control_routes(
            contents=Contents(self.space, self.dispatcher),
            waits=Waits(self.space, self.dispatcher),
            acts=Acts(self.space, self.dispatcher),
            administration=Administration(self.space),
            faults=FaultControls(self.space, self.dispatcher),
            settings=Settings(self.space, self.dispatcher, self.rates),
            traffic=TrafficLog(self.traffic),
        )
        app.add_routes(
            [
                *webapi.routes(),
                web.get("/link/", self.dispatcher.sockets.serve),
                web.post("/response/{secret}", ResponseEndpoint(self.space).serve),
                web.get("/sandbox/ws", self._watchers.serve),
                *control,
                web.get("/", _page),
                web.get("/archives/{channel}/{message}", _page),
                web.static("/page", _PAGE),
            ]
        )
        return app


async def _page(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(_PAGE / "index.html")
