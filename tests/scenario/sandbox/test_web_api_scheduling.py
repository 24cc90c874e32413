"""Messages that post themselves at their time."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import limits
from sandbox.server import Sandbox
from tests.fakes.seconds import Seconds
from tests.scenario.sandbox.client import client_of
from tests.scenario.sandbox.refused import error_of

NOON = 1_790_000_000


@dataclass
class Room:
    sandbox: Sandbox
    client: AsyncWebClient
    clock: Seconds

    async def schedule(self, seconds, **fields):
        return await self.client.chat_scheduleMessage(
            **{"channel": "C0RISK", "text": "later", "post_at": int(self.clock.now + seconds), **fields}
        )

    def texts(self, channel="C0RISK"):
        return [one.text for one in self.sandbox.world.channels[channel].messages.values()]

    def turn(self, seconds):
        self.clock.now += seconds
        self.sandbox.space.scheduled.post_due()


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    clock = Seconds(NOON)
    async with Sandbox(clock=clock, rate_limits=False) as sandbox, client_of(sandbox) as client:
        yield Room(sandbox, client, clock)


async def test_a_message_waits_for_its_time_and_is_listed_until_then(room):
    second = await room.schedule(120, text="second")
    first = await room.schedule(60, text="first")
    assert first["post_at"] == NOON + 60
    assert (first["channel"], first["message"]["text"]) == ("C0RISK", "first")
    waiting = (await room.client.chat_scheduledMessages_list())["scheduled_messages"]
    assert [(one["id"], one["text"], one["channel_id"]) for one in waiting] == [
        (first["scheduled_message_id"], "first", "C0RISK"),
        (second["scheduled_message_id"], "second", "C0RISK"),
    ]
    room.turn(59)
    assert room.texts() == []
    room.turn(1)
    assert room.texts() == ["first"]
    room.turn(60)
    assert room.texts() == ["first", "second"]
    assert (await room.client.chat_scheduledMessages_list())["scheduled_messages"] == []


async def test_it_posts_itself_without_any_call(room):
    await room.schedule(1, text="by itself")
    room.clock.now += 1
    stream = room.sandbox.space.stream
    assert await stream.until(lambda: room.texts() or None, 5) == ["by itself"]


async def test_the_list_is_paged_and_narrowed(room):
    for at in range(5):
        await room.schedule(100 + at, text=str(at))
    await room.schedule(100, text="elsewhere", channel="C0LEADS")
    listing = room.client.chat_scheduledMessages_list
    first = await listing(channel="C0RISK", limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await listing(channel="C0RISK", limit=2, cursor=cursor)
    texts = [one["text"] for page in (first, second) for one in page["scheduled_messages"]]
    assert texts == ["0", "1", "2", "3"]
    late = await listing(channel="C0RISK", oldest=str(NOON + 103))
    assert [one["text"] for one in late["scheduled_messages"]] == ["3", "4"]
    assert await error_of(listing(channel="C0NOWHERE")) == "invalid_channel"


@pytest.mark.parametrize(
    ("post_at", "error"),
    [
        (NOON, "time_in_past"),
        (NOON - 1, "time_in_past"),
        (NOON + limits.SCHEDULE_SECONDS + 1, "time_too_far"),
        ("tomorrow", "invalid_time"),
    ],
)
async def test_times_that_slack_refuses(room, post_at, error):
    assert await error_of(room.client.chat_scheduleMessage(channel="C0RISK", text="x", post_at=post_at)) == error


async def test_the_last_moment_that_slack_takes(room):
    assert (await room.schedule(limits.SCHEDULE_SECONDS))["ok"]


async def test_thirty_messages_within_five_minutes_and_not_one_more(room):
    for at in range(limits.SCHEDULED_PER_WINDOW):
        await room.schedule(1_000 + at * 2)
    assert await error_of(room.schedule(1_030)) == "restricted_too_many"
    assert await error_of(room.schedule(1_000 + limits.SCHEDULE_WINDOW_SECONDS - 1)) == "restricted_too_many"
    await room.schedule(1_000 + limits.SCHEDULE_WINDOW_SECONDS)
    await room.schedule(1_000, channel="C0LEADS")


async def test_what_cannot_be_posted_is_refused_at_once(room):
    assert await error_of(room.schedule(60, channel="C0GENERAL")) == "not_in_channel"
    assert await error_of(room.schedule(60, channel="C0NOWHERE")) == "channel_not_found"
    assert await error_of(room.schedule(60, blocks=[{"type": "nonsense"}])) == "invalid_blocks"
    empty = {"channel": "C0RISK", "post_at": NOON + 9}
    assert await error_of(room.client.api_call("chat.scheduleMessage", json=empty)) == "no_text"


async def test_a_message_is_taken_back_up_to_a_minute_before_its_time(room):
    taken = await room.schedule(3_600, text="taken back")
    asked = {"channel": "C0RISK", "scheduled_message_id": taken["scheduled_message_id"]}
    wrong = room.client.chat_deleteScheduledMessage(**(asked | {"channel": "C0LEADS"}))
    assert await error_of(wrong) == "invalid_scheduled_message_id"
    await room.client.chat_deleteScheduledMessage(**asked)
    assert await error_of(room.client.chat_deleteScheduledMessage(**asked)) == "invalid_scheduled_message_id"
    late = await room.schedule(limits.SCHEDULE_FIXED_SECONDS, text="too late")
    asked["scheduled_message_id"] = late["scheduled_message_id"]
    assert await error_of(room.client.chat_deleteScheduledMessage(**asked)) == "invalid_scheduled_message_id"
    room.turn(3_600)
    assert room.texts() == ["too late"]


async def test_a_reply_is_posted_in_its_thread(room):
    parent = await room.client.chat_postMessage(channel="C0RISK", text="parent")
    await room.schedule(60, thread_ts=parent["ts"], text="reply")
    room.turn(60)
    thread = await room.client.conversations_replies(channel="C0RISK", ts=parent["ts"])
    assert [one["text"] for one in thread["messages"]] == ["parent", "reply"]


@pytest.mark.parametrize("change", ["archived", "left"])
async def test_where_the_bot_may_not_post_any_more_nobody_hears_of_it(room, change):
    await room.schedule(60)
    await room.schedule(60, channel="C0LEADS")
    channel = room.sandbox.world.channels["C0RISK"]
    if change == "archived":
        channel.is_archived = True
    else:
        channel.members.remove("U0BOT")
    room.turn(60)
    assert room.texts() == []
    assert room.texts("C0LEADS") == ["later"]


async def test_with_metadata_it_never_posts_as_slack_itself_warns(room):
    await room.schedule(60, metadata={"event_type": "card", "event_payload": {}})
    room.turn(60)
    assert room.texts() == []
