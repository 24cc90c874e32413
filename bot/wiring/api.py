"""The agents' API, and Slack's door beside it where Slack reaches us over HTTP."""

import errno
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt.app.async_app import AsyncApp

from bot.settings import Settings, Transport
from bot.slack.http import PATH, slack_events
from bot.start_refused import StartRefused
from handlers.http.api_ports import ApiPorts
from handlers.http.app import SERVER_OPTIONS, agents_api
from handlers.http.doors.listening import ApiRunner

FAREWELL_SECONDS = 3.0
"""How long requests in hand have to end when we stop; a database that answers needs a fraction of it."""


@asynccontextmanager
async def serve_agents(settings: Settings, ports: ApiPorts, bolt: AsyncApp) -> AsyncIterator[str]:
    """The API answers at this base URL; raises StartRefused where it cannot be opened."""
    app = agents_api(ports)
    if settings.slack_transport is Transport.HTTP:
        app.router.add_post(PATH, slack_events(bolt, settings.slack_signing_secret.get_secret_value()))
    runner = ApiRunner(app, **{**SERVER_OPTIONS, "shutdown_timeout": FAREWELL_SECONDS})
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, settings.host, settings.port).start()
        except OSError as error:
            raise StartRefused(cannot_listen(error, settings)) from error
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


def cannot_listen(error: OSError, settings: Settings) -> str:
    """Why the API could not be opened and which setting to change, as a sentence for the operator."""
    where = f"Port {settings.port} of {settings.host}"
    if isinstance(error, socket.gaierror):
        return f"SAYSO_HOST is {settings.host}, a name without an address. Set it to an address, such as 0.0.0.0."
    match error.errno:
        case errno.EADDRINUSE:
            return f"{where} is taken. Set SAYSO_PORT to another, or to 0 for any free one."
        case errno.EACCES:
            return f"{where} is not for this account to open. Set SAYSO_PORT to one above 1023."
        case errno.EADDRNOTAVAIL:
            return f"{settings.host} is no address of this machine. Set SAYSO_HOST to one, or to 0.0.0.0 for all."
        case _:
            return f"{where} cannot be opened: {error.strerror}. Check SAYSO_HOST and SAYSO_PORT."
