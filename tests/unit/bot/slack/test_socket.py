"""The socket says that there is no connection where there is none."""

import asyncio
from typing import Any, cast

import pytest
from structlog.testing import capture_logs

from bot.slack.socket import SlackSocket


class Connection:
    """A connection whose Slack gives no tickets; ``asked`` once that is known."""

    last_ping_pong_time = None

    def __init__(self, *, stands):
        self.stands = stands
        self.web_client = self
        self.asked = asyncio.Event()

    async def is_connected(self):
        return self.stands

    async def apps_connections_open(self, *, app_token):
        self.asked.set()
        raise OSError(app_token)


@pytest.mark.parametrize("stands", [True, False])
async def test_a_connection_that_stands_while_the_next_one_is_refused_is_not_called_lost(stands):
    socket, connection = SlackSocket(cast(Any, None), "xapp-1"), Connection(stands=stands)
    socket._refresh.set()
    with capture_logs() as logs:
        keeping = asyncio.create_task(socket._keep(cast(Any, connection)))
        await connection.asked.wait()
        for _ in range(20):
            await asyncio.sleep(0)
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
    said = [line["event"] for line in logs]
    assert "Slack gives no connection" in said
    assert ("no connection to Slack" in said) is not stands
