"""The watch over the socket: a tried ticket is taken away, and in the end the client is replaced."""

from typing import Any

import pytest

from bot.slack_socket import REPLACE_AFTER_SECONDS, SlackSocket


class FakeClient:
    """As much of the SDK's client as is looked at."""

    def __init__(self):
        self.connected = False
        self.wss_uri = "wss://slack/1"
        self.last_ping_pong_time = None

    async def is_connected(self):
        return self.connected


class FakeHandler:
    def __init__(self, client):
        self.client = client


class LookedAt(SlackSocket):
    """A socket that connects to nothing and counts how often it started over."""

    def __init__(self, watch):
        app: Any = None
        super().__init__(app, "xapp-test", monotonic=watch)
        handler: Any = FakeHandler(FakeClient())
        self._handler = handler
        self.replaced = 0

    async def _disconnect(self):
        self.replaced += 1

    def _connect(self):
        pass


@pytest.fixture
def watch():
    class Watch:
        seconds = 100.0

        def __call__(self):
            return self.seconds

    return Watch()


@pytest.fixture
def socket(watch):
    return LookedAt(watch)


async def test_a_ticket_that_was_tried_and_did_not_connect_is_taken_away(socket):
    client = socket._handler.client
    await socket.look()
    assert client.wss_uri == "wss://slack/1", "it may be in use this very moment"
    await socket.look()
    assert client.wss_uri is None


async def test_a_new_ticket_is_given_its_chance(socket):
    client = socket._handler.client
    await socket.look()
    client.wss_uri = "wss://slack/2"
    await socket.look()
    assert client.wss_uri == "wss://slack/2"


async def test_a_connection_that_stands_keeps_its_ticket(socket):
    client = socket._handler.client
    client.connected = True
    for _ in range(3):
        await socket.look()
    assert client.wss_uri == "wss://slack/1"


async def test_after_a_minute_without_connection_the_client_is_replaced(socket, watch):
    await socket.look()
    watch.seconds += REPLACE_AFTER_SECONDS - 1
    await socket.look()
    assert socket.replaced == 0
    watch.seconds += 1
    await socket.look()
    await socket.look()
    assert socket.replaced == 1


async def test_the_age_of_the_last_word_from_slack_is_known(socket, watch):
    client = socket._handler.client
    client.connected = True
    await socket.look()
    assert socket.silence is None
    client.last_ping_pong_time = 1.0
    await socket.look()
    watch.seconds += 7
    await socket.look()
    assert socket.silence == 7
