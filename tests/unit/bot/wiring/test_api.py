"""Why the agents' API could not be opened is told by the system's own errors, each with the setting to change."""

import asyncio
import errno
import os
import socket

import pytest

from bot.settings import Settings
from bot.wiring.api import cannot_listen


async def refusal_of(host, port):
    with pytest.raises(OSError) as refused:  # noqa: PT012 - the server is closed where it opens after all
        server = await asyncio.get_running_loop().create_server(asyncio.Protocol, host, port)
        server.close()
    return cannot_listen(refused.value, Settings(host=host, port=port))


async def test_a_taken_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        told = await refusal_of("127.0.0.1", taken.getsockname()[1])
    assert "is taken" in told
    assert "SAYSO_PORT" in told


async def test_an_address_of_another_machine():
    told = await refusal_of("203.0.113.77", 0)
    assert "203.0.113.77 is no address of this machine" in told
    assert "SAYSO_HOST" in told


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "a name without an address"),
        (OSError(errno.EACCES, os.strerror(errno.EACCES)), "above 1023"),
        (OSError(errno.EMFILE, os.strerror(errno.EMFILE)), os.strerror(errno.EMFILE)),
    ],
)
def test_what_this_machine_may_allow(error, words):
    told = cannot_listen(error, Settings(host="bot.invalid", port=80))
    assert words in told
    assert "taken" not in told
