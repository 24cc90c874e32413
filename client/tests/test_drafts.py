from __future__ import annotations

import asyncio
from typing import Any

import pytest

from client.tests.fake_bot import KEY
from sayso import BadAnswer, confident, placeholder, uncertain
from sayso.sync import Bot

BLOCKS = [
    confident("Version 2.0 is out.", key="summary", evidence=["https://example.com/2.0"]),
    uncertain("It takes a minute.", notes="Measured once", alternatives=["Upgrade at night."]),
    placeholder("What to try first"),
]
FINAL = {"source": None, "key": None, "alternative": None, "text": None, "dropped": False, "added": False}
FINISHED = {
    "text": "Version 2.0 is out.\n\nTry the search.",
    "target": "$.notes",
    "provenance": [
        {**FINAL, "block": "b0", "source": 0, "origin": "untouched", "digest": "sha256:0", "moved": False}
        | {"by": None, "at": None},
        {**FINAL, "block": "b2", "source": 2, "origin": "human", "digest": "sha256:2", "moved": True}
        | {"by": {"id": "U1", "name": "Lea Brandt"}, "at": "2026-05-01T12:03:41Z", "text": "Try the search."},
    ],
    "covered": [],
    "spot_check": None,
}
WANTED: dict[str, Any] = {"description": "Release notes of 2.0", "payload": {"version": "2.0"}, "target": "$.notes"}


async def drafted(bot, client, **said):
    waiting = asyncio.create_task(client.draft("release.notes", BLOCKS, **WANTED))
    await bot.expect_waiting()
    payload = {"version": "2.0", "notes": FINISHED["text"]}
    await bot.decide("act_1", "modified", modified_payload=payload, **said)
    return await waiting


async def test_blocks_are_sent_as_the_bot_reads_them(bot, client):
    decision = await drafted(bot, client, draft=FINISHED)
    assert bot.proposals[0].body["draft"] == {
        "target": "$.notes",
        "blocks": [
            {
                "type": "confident",
                "content": "Version 2.0 is out.",
                "key": "summary",
                "evidence": ["https://example.com/2.0"],
            },
            {
                "type": "uncertain",
                "content": "It takes a minute.",
                "notes": "Measured once",
                "alternatives": ["Upgrade at night."],
            },
            {"type": "placeholder", "content": "What to try first"},
        ],
    }
    assert decision.payload["notes"] == FINISHED["text"]


async def test_the_finished_draft_says_who_wrote_what(bot, client):
    decision = await drafted(bot, client, draft=FINISHED)
    assert decision.draft.text == FINISHED["text"]
    first, second = decision.draft.provenance
    assert (first.origin, first.by, first.at) == ("untouched", None, None)
    assert (second.origin, second.by, second.text, second.moved) == ("human", "Lea Brandt", "Try the search.", True)
    assert second.at.tzinfo is not None


async def test_a_bot_that_knows_no_drafts_sends_none(bot, client):
    assert (await drafted(bot, client)).draft is None


async def test_a_finished_draft_that_cannot_be_read_releases_nothing(bot, client):
    with pytest.raises(BadAnswer):
        await drafted(bot, client, draft={"text": "x"})


async def test_an_agent_without_asyncio_drafts_too(bot, server):
    bot.auto.add("release.notes")
    bot_ = Bot(str(server.make_url("/")), KEY)
    decision = await asyncio.to_thread(bot_.draft, "release.notes", BLOCKS, **WANTED)
    assert decision.released
    assert "draft" in bot.proposals[0].body
