"""The same listeners behind signed HTTP, and the door in front of them."""

import logging
import time

import pytest

from blocks import ids
from sandbox.delivery.signed_http import signature
from tests.scenario.stage import a_stage, over_signed_http


@pytest.fixture
async def signed(workspace, stage_database):
    """A bot that Slack reaches over HTTP."""
    async with a_stage(workspace, stage_database, transport=over_signed_http) as stage:
        yield stage


async def test_a_click_and_a_window_work_over_http(signed):
    await signed.propose()
    card = signed.channel("#agent-approvals").expect_card("4711").click("Reject", as_="sam")
    window = card.expect_window("Why do you reject it?", of="sam")
    await window.submit(**{ids.REASON_INPUT: " "}).expect_error("Say why")
    await window.submit(**{ids.REASON_INPUT: "Wrong customer"}).expect_closed()
    await card.expect("Rejected by Sam Okafor")


async def test_the_command_answers_over_http(signed):
    said = await signed.do("command", user="sam", channel="#agent-approvals", text="/approvals")
    assert "Nothing waits" in said["message"]["text"]


def signed_headers(stage, body, *, at=None, secret=None):
    timestamp = str(at or time.time_ns() // 1_000_000_000)
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(secret or stage.sandbox.signing_secret, timestamp, body),
    }


async def post(stage, body, headers):
    async with stage.http.post(stage.sandbox.install.request_url, data=body, headers=headers) as answer:
        return answer.status


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"X-Slack-Request-Timestamp": "yesterday"}, 401),
        ({"X-Slack-Request-Timestamp": "²"}, 401),
        ({"X-Slack-Signature": "v0=ü"}, 401),
        ({"X-Slack-Signature": ""}, 401),
        ({"X-Slack-Signature": "v0=00"}, 401),
        ({"Content-Type": "application/json; charset=no-such-charset"}, 400),
    ],
)
async def test_what_is_not_from_slack_gets_no_further_than_the_door(signed, changes, status):
    body = b"payload=%7B%7D"
    assert await post(signed, body, signed_headers(signed, body) | changes) == status


@pytest.mark.parametrize("body", [b"payload=\xff", b"payload={not json", b"{not json"])
async def test_a_body_that_slack_would_not_send_is_a_bad_request(signed, body):
    assert await post(signed, body, signed_headers(signed, body)) == 400


async def test_a_wrong_or_old_signature_is_refused_and_its_body_is_not_logged(signed, caplog):
    caplog.set_level(logging.DEBUG)
    body = b"command=%2Fapprovals&text=the-secret-words"
    assert await post(signed, body, signed_headers(signed, body, secret="another")) == 401
    assert await post(signed, body, signed_headers(signed, body, at=1_700_000_000)) == 401
    assert "the-secret-words" not in caplog.text
