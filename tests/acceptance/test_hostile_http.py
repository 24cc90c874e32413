"""What a caller sends that is no use to anybody: answered, told in few words, and none of it in the log."""

import gzip
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.acceptance.installation import Bot, Installation, install
from tests.acceptance.reviewing import approve
from tests.acceptance.workspace import APPROVALS, SAM, Workspace

PAYLOAD = "SENTINEL-4111"
BODY = f'{{"action_type":"free.form","description":"x","payload":{{"card":"{PAYLOAD}"}}}}'.encode()
LARGEST_LOG = 20_000
"""Bytes for all of it together; one of these requests alone took six times as much."""


@pytest.fixture(params=["text", "json"])
def running(request, tmp_path: Path, slack: Workspace, migrated_file: Path) -> Iterator[tuple[Installation, Bot]]:
    """A bot that logs in one of the formats."""
    made = install(tmp_path, slack, tables=migrated_file)
    made.settings["SAYSO_LOG_FORMAT"] = request.param
    made.settings["SAYSO_LOG_LEVEL"] = "debug"
    with made.bot() as bot:
        yield made, bot


def sent(url: str, data: bytes) -> bytes:
    """What came back until the server closed."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    with socket.create_connection((parts.hostname, parts.port), 10) as connection:
        connection.sendall(data)
        said = b""
        try:
            while chunk := connection.recv(65_536):
                said += chunk
        except ConnectionResetError:
            pass
        return said


def posted(key: str, body: bytes, *headers: str, authorization: str = "Authorization") -> bytes:
    """A proposal with these headers besides."""
    lines = (
        "POST /v1/actions HTTP/1.1",
        "Host: here",
        f"{authorization}: Bearer {key}",
        "Content-Type: application/json",
        "Connection: close",
        f"Content-Length: {len(body)}",
        *headers,
    )
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1") + b"\r\n" + body


def hostile(key: str) -> dict[str, bytes]:
    """One of each."""
    packed = gzip.compress(BODY)
    return {
        "gzip that is none": posted(key, BODY, "Content-Encoding: gzip"),
        "gzip with junk behind": posted(key, packed + PAYLOAD.encode() * 40, "Content-Encoding: gzip"),
        "gzip cut off": posted(key, packed[:-5], "Content-Encoding: gzip"),
        "deflate that is none": posted(key, BODY, "Content-Encoding: deflate"),
        "brotli": posted(key, BODY, "Content-Encoding: br"),
        "a control character in the key": posted(f"{key[:20]}\x01{key[20:]}", BODY),
        "a carriage return behind the key": posted(f"{key}\r", BODY),
        "a NUL before the key": posted(f"\x00{key}", BODY),
        "a space in the header's name": posted(key, BODY, authorization="Author ization"),
        "a key of 20 kB": posted(key * 500, BODY),
        "a broken chunk": posted(key, BODY, "Transfer-Encoding: chunked"),
        "an address with the key": f"GET /{key}\x01 HTTP/1.1\r\n\r\n".encode(),
        "no JSON": posted(key, BODY[:-1]),
        "no UTF-8": posted(key, BODY + b"\xff"),
        "no object": posted(key, f'["{PAYLOAD}"]'.encode()),
        "200,000 brackets": posted(key, b"[" * 200_000),
        "a field of another kind": posted(key, BODY.replace(b'"x"', f'{{"a":"{PAYLOAD}"}}'.encode())),
        "another charset": posted(key, BODY).replace(b"application/json", b"application/json; charset=utf-16"),
        "a key that opens nothing": posted(f"{key}x", BODY),
    }


def test_nothing_of_a_hostile_request_is_in_the_log_and_each_is_answered(running: tuple[Installation, Bot]):
    installation, bot = running
    key = installation.let_in("refund-bot")
    before = len(bot.process.output)
    for kind, data in hostile(key).items():
        answer = sent(bot.url, data)
        assert answer[9:10] == b"4", (kind, answer[:300])
        assert b"application/problem+json" in answer, kind
    assert bot.agent(key).propose()["status"] == "pending"
    log = bot.process.output[before:]
    assert "SENTINEL" not in log
    assert key[4:] not in log
    assert key[4:20] not in log
    assert "say_" not in log
    assert "Traceback" not in log
    assert "File " not in log
    assert len(log) < LARGEST_LOG


def test_nothing_of_what_people_see_and_write_in_slack_is_in_the_log(
    running: tuple[Installation, Bot], slack: Workspace
):
    """Slack's own libraries tell each answer and each payload at the level DEBUG."""
    installation, bot = running
    agent = bot.agent(installation.let_in("refund-bot"))
    action = agent.propose(order="SENTINEL-order")
    card = slack.card(action["id"])
    for label in ("Details", "Modify"):
        slack.press(SAM, card, label)
    slack.submit(SAM, reason_input="SENTINEL-typed")
    for text in ("/approvals", "/approvals halt all SENTINEL-reason"):
        slack.post("command", user=SAM, channel=APPROVALS, text=text)
    slack.post("home", user=SAM)
    approve(slack, agent, action["id"])
    log = bot.process.output
    assert "Running listener" in log, "the level is what it was set to"
    assert "SENTINEL" not in log
    assert "/response/" not in log
    assert "xoxb-" not in log
    assert "xapp-" not in log
