"""Events that the manifest does not ask for: the bot answers or leaves alone what a workspace tells it besides."""

import asyncio
import logging

import pytest

from sandbox.message import words_in
from sandbox.server import Sandbox
from tests.scenario.stage import a_stage


@pytest.fixture
async def workspace():
    """An embedded Slack without a manifest: the app hears everything."""
    async with Sandbox(rate_limits=False) as sandbox:
        yield sandbox


@pytest.fixture
async def talkative(workspace, stage_database):
    async with a_stage(workspace, stage_database) as stage:
        yield stage


async def all_heard(stage):
    """Every event was taken; one that nobody takes would be sent again in a minute."""
    async with asyncio.timeout(5):
        while under_way := list(stage.sandbox.dispatcher._under_way):
            await asyncio.gather(*under_way)


def ephemerals(stage, user):
    return stage.sandbox.world.ephemerals.get(user, [])


async def test_nothing_that_is_said_or_changed_is_logged_as_unhandled(talkative, caplog):
    caplog.set_level(logging.WARNING)
    said = await talkative.do("say", user="sam", channel="#agent-approvals", text="Good morning")
    assert (said["ok"], said["acked"]) == (True, True)
    await talkative.propose()
    await talkative.advance(minutes=11)
    posted = await talkative.slack.chat_postMessage(channel="C0RISK", text="one")
    await talkative.slack.chat_update(channel="C0RISK", ts=posted["ts"], text="two")
    await talkative.slack.reactions_add(channel="C0RISK", timestamp=posted["ts"], name="eyes")
    await talkative.slack.chat_delete(channel="C0RISK", ts=posted["ts"])
    await all_heard(talkative)
    assert [record.getMessage() for record in caplog.records if "Unhandled" in record.getMessage()] == []
    assert ephemerals(talkative, "U0SAM") == []


async def test_who_writes_to_the_bot_directly_is_answered_once(talkative):
    await talkative.slack.conversations_open(users="U0SAM")
    said = await talkative.do("say", user="sam", channel="D0SAM", text="*hello* there")
    assert said["ok"]
    told = await talkative.told("sam", "shows what waits for your decision")
    assert told["channel"] == "D0SAM"
    assert "refund.*" in words_in(told["blocks"])
    await talkative.slack.chat_postMessage(channel="U0SAM", text="The bot itself speaks here")
    await all_heard(talkative)
    assert len(ephemerals(talkative, "U0SAM")) == 1


async def test_a_mention_is_answered_once_though_it_comes_as_two_events(talkative):
    await talkative.do("say", user="sam", channel="#agent-approvals", text="<@U0BOT> what now?")
    await talkative.told("sam", "shows what waits for your decision")
    await all_heard(talkative)
    assert len(ephemerals(talkative, "U0SAM")) == 1
