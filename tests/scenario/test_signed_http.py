"""The same listeners behind signed HTTP, and the door in front of them."""

import io
import json
import logging
import time
from urllib.parse import quote

import pytest

from blocks.kit import ids
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
    url = stage.sandbox.install.request_url
    async with stage.http.post(url, data=io.BytesIO(body), headers=headers) as answer:
        text = await answer.text()
        if answer.status in {400, 401, 413, 415}:
            assert answer.content_type == "application/problem+json", text
        return answer.status


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"X-Slack-Request-Timestamp": "yesterday"}, 401),
        ({"X-Slack-Request-Timestamp": "²"}, 401),
        ({"X-Slack-Request-Timestamp": "9" * 309}, 401),
        ({"X-Slack-Request-Timestamp": "9" * 5000}, 401),
        ({"X-Slack-Request-Timestamp": "-1"}, 401),
        ({"X-Slack-Request-Timestamp": "1e3"}, 401),
        ({"X-Slack-Signature": "v0=ü"}, 401),
        ({"X-Slack-Signature": ""}, 401),
        ({"X-Slack-Signature": "v0=00"}, 401),
        ({"X-Slack-Signature": "v1=" + "0" * 64}, 401),
        ({"Content-Encoding": "gzip"}, 400),
        ({"Content-Encoding": "br"}, 415),
        ({"Content-Type": "application/json; charset=no-such-charset"}, 400),
        ({"Content-Type": "application/x-www-form-urlencoded; charset=utf-16"}, 400),
        ({"Content-Type": "text/plain"}, 400),
    ],
)
async def test_what_is_not_from_slack_gets_no_further_than_the_door(signed, changes, status):
    body = b"payload=%7B%7D"
    assert await post(signed, body, signed_headers(signed, body) | changes) == status


ODD_JSON = [b"{not json", b"[]", b"null", b'"x"', b"1", b"9" * 5000, b"[" * 100_000, b'{"a":' * 50_000, b""]


@pytest.mark.parametrize(
    "body",
    [b"payload=\xff", *(b"payload=" + text for text in ODD_JSON), b"payload=%00", b"&".join([b"payload=[]"] * 3)],
    ids=lambda body: body[:24].decode("latin-1"),
)
async def test_a_form_that_slack_would_not_send_is_a_bad_request(signed, body):
    assert await post(signed, body, signed_headers(signed, body)) == 400


@pytest.mark.parametrize(
    "body",
    [
        *ODD_JSON,
        b'{"event": [], "team_id": {"a": 1}, "authorizations": 5}',
        b'{"enterprise": 1}',
        b'{"event": "x", "user": 7, "team": false}',
    ],
    ids=lambda body: body[:24].decode("latin-1"),
)
async def test_json_that_slack_would_not_send_is_a_bad_request(signed, body):
    headers = signed_headers(signed, body) | {"Content-Type": "application/json"}
    assert 400 <= await post(signed, body, headers) < 500


ACTIONS, USER = [{"action_id": "x", "type": "button"}], {"id": "U0SAM", "team_id": "T0SANDBOX"}
USERS: list[object] = [None, "U0SAM", ["U0SAM"], {"id": 1}]
PRESSED: list[object] = [None, [], {}, "x", 5, ["x"], [{}]]
MISPLACED: list[dict[str, object]] = [
    {"type": "block_actions", "actions": ACTIONS},
    *({"type": "block_actions", "user": odd, "actions": ACTIONS} for odd in USERS),
    *({"type": "block_actions", "user": USER, "actions": odd} for odd in PRESSED),
    {"type": "view_submission", "user": USER, "view": {"state": {}}},
    {"type": "view_closed", "user": USER, "view": ["x"]},
    {"type": "event_callback", "event": "x"},
]


@pytest.mark.parametrize("payload", MISPLACED, ids=str)
async def test_fields_that_are_not_where_slack_puts_them_are_a_bad_request(signed, payload):
    said = {"team": {"id": "T0SANDBOX"}, **payload}
    body = f"payload={quote(json.dumps(said))}".encode()
    assert await post(signed, body, signed_headers(signed, body)) == 400


async def test_a_command_by_nobody_is_a_bad_request(signed):
    body = b"command=%2Fapprovals&text=x&team_id=T0SANDBOX"
    assert await post(signed, body, signed_headers(signed, body)) == 400


async def test_a_window_of_half_a_megabyte_is_let_in_and_more_than_slack_sends_is_not(signed):
    body = b"payload=" + b'{"type":"view_submission","view":{"x":"' + b"y" * 500_000 + b'"}}'
    assert await post(signed, body, signed_headers(signed, body)) != 413
    body = b"payload=" + b"y" * 1_100_000
    assert await post(signed, body, signed_headers(signed, body)) == 413


async def test_what_is_not_signed_is_not_read(signed):
    body = b"payload=[" + b"[" * 100_000
    assert await post(signed, body, signed_headers(signed, body, secret="another")) == 401


async def test_a_wrong_or_old_signature_is_refused_and_its_body_is_not_logged(signed, caplog):
    caplog.set_level(logging.DEBUG)
    body = b"command=%2Fapprovals&text=the-secret-words"
    assert await post(signed, body, signed_headers(signed, body, secret="another")) == 401
    assert await post(signed, body, signed_headers(signed, body, at=1_700_000_000)) == 401
    assert "the-secret-words" not in caplog.text
