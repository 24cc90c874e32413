from __future__ import annotations

from typing import Any, cast

import pytest

from sayso import (
    BadKey,
    BadRequest,
    Client,
    NoSuchAction,
    OutOfScope,
    Refused,
    SaysoError,
    StillPending,
    Unavailable,
)
from sayso.errors import REFUSALS

KINDS = list[type[Refused]](dict.fromkeys((Refused, *REFUSALS.values())))
FAULT = {"path": "$.description", "detail": "string should have at least 1 character"}


async def test_a_wrong_key_is_refused_at_once(bot, server):
    async with Client(str(server.make_url("/")), "say_wrong") as client:
        with pytest.raises(BadKey, match="This key opens nothing") as raised:
            await client.find("act_1")
    assert raised.value.code == "unauthorized"
    assert len(bot.seen) == 1


async def test_a_key_not_good_for_the_type_is_refused(client):
    with pytest.raises(OutOfScope):
        await client.propose("forbidden", description="No", payload={})


async def test_a_payload_that_does_not_fit_is_refused_with_the_reason(bot, client):
    with pytest.raises(BadRequest, match=r"\$\.amount: not a number\.") as raised:
        await client.propose("refund.issue", description="Refund", payload={"amount": "much"})
    assert raised.value.status == 422
    assert isinstance(raised.value, SaysoError)
    assert len(bot.seen) == 1


def test_each_thing_is_said_once():
    listed = {
        "detail": f"Fix the request: $.description: {FAULT['detail']}.",
        "code": "invalid_body",
        "errors": [FAULT],
    }
    assert str(BadRequest(400, listed)) == f"{listed['detail']} (400)"
    short = {"detail": "The payload does not fit.", "code": "invalid_payload", "errors": [FAULT]}
    assert str(BadRequest(422, short)) == f"The payload does not fit. $.description: {FAULT['detail']}. (422)"


@pytest.mark.parametrize("problem", [{}, {"title": "Forbidden"}, {"detail": "Blocked by the proxy"}])
@pytest.mark.parametrize("kind", dict.fromkeys(REFUSALS.values()))
def test_what_is_not_the_bots_own_sentence_comes_with_what_to_do_next(kind, problem):
    assert str(kind(403, problem)).endswith(kind.__doc__ or "?")


@pytest.mark.parametrize(
    "error",
    [
        *(kind(400, {}) for kind in KINDS),
        StillPending(cast(Any, None)),
        Unavailable(),
    ],
)
def test_no_message_has_marks_of_a_docstring(error):
    assert "`" not in str(error)


async def test_an_unknown_action_is_not_found(client):
    with pytest.raises(NoSuchAction):
        await client.find("act_999")


async def test_what_is_no_json_never_leaves(bot, client):
    with pytest.raises(ValueError, match="not JSON compliant"):
        await client.propose("refund.issue", description="Refund", payload={"amount": float("nan")})
    assert bot.seen == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "sayso.example.com",
        "ftp://example.com",
        "http://",
        "http://bot:x",
        "http://bot/?a",
        "http://me:pw@bot",
    ],
)
def test_what_is_no_url_of_a_bot_is_said_at_once(url):
    with pytest.raises(ValueError, match="no URL of a bot"):
        Client(url, "say_test")


async def test_a_client_that_was_not_opened_says_how_to(server):
    with pytest.raises(RuntimeError, match="async with"):
        await Client(str(server.make_url("/")), "say_test").find("act_1")


def test_the_key_is_not_shown():
    assert "secret" not in repr(Client("http://localhost", "say_secret"))
