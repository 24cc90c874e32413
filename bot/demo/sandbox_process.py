"""The embedded Slack as a process of its own: the bot meets it over HTTP and WebSocket, like the real one."""

import asyncio
from dataclasses import dataclass
from typing import Self

from bot.process.child import module_command
from bot.slack.manifest import manifest_path
from bot.start_refused import StartRefused

PATIENCE = 20.0
"""Seconds until the page must be up."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where the embedded Slack is, and the tokens that it takes."""

    url: str
    bot_token: str
    app_token: str
    signing_secret: str


class SandboxProcess:
    """``python -m sandbox``, started and stopped with a ``with`` block."""

    def __init__(self, port: int) -> None:
        """Not started yet."""
        self._port = port
        self._process: asyncio.subprocess.Process | None = None
        self.workspace: Workspace

    async def __aenter__(self) -> Self:
        """Started, its page up."""
        self._process = await asyncio.create_subprocess_exec(
            *module_command("sandbox", "--port", str(self._port), "--manifest", str(manifest_path())),
            stdout=asyncio.subprocess.PIPE,
        )
        try:
            async with asyncio.timeout(PATIENCE):
                self.workspace = await self._told()
        except (TimeoutError, KeyError) as error:
            await self.__aexit__()
            raise StartRefused(
                f"The embedded Slack did not start on port {self._port}. To pick any free port, give --port 0."
            ) from error
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stopped."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    async def _told(self) -> Workspace:
        """What the sandbox says of itself, line by line: a label and, last on the line, its value."""
        assert self._process is not None
        assert self._process.stdout is not None
        said: dict[str, str] = {}
        while "signing secret" not in said and (line := (await self._process.stdout.readline()).decode()):
            label, _, value = line.strip().rpartition(" ")
            said[label.strip().rstrip(":").lower()] = value
        return Workspace(said["sandbox workspace"], said["bot token"], said["app token"], said["signing secret"])
