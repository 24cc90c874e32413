"""Finds a message of ours in Slack where the answer to its posting was lost."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.fault import answer

HISTORY, REPLIES = "conversations.history", "conversations.replies"
EVENT_TYPE = "sayso_message"
PAGE = 200
CLOCKS_DIFFER = timedelta(minutes=10)


def metadata(ref: str) -> dict[str, Any]:
    """What marks a message as ours. The whole workspace can read it, so it holds an id and nothing else."""
    return {"event_type": EVENT_TYPE, "event_payload": {"ref": ref}}


async def find_posted(slack: AsyncWebClient, channel: str, thread: str | None, ref: str, since: datetime) -> str | None:
    """The timestamp of the message with this mark, posted since then in the channel or thread; None for none."""
    oldest = f"{(since - CLOCKS_DIFFER).timestamp():.6f}"
    ask = slack.conversations_history if thread is None else partial(slack.conversations_replies, ts=thread)
    method = HISTORY if thread is None else REPLIES
    cursor = ""
    while True:
        call = ask(channel=channel, oldest=oldest, include_all_metadata=True, limit=PAGE, cursor=cursor)
        page = await answer(method, call)
        for message in page["messages"]:
            mark = message.get("metadata") or {}
            if mark.get("event_type") == EVENT_TYPE and (mark.get("event_payload") or {}).get("ref") == ref:
                return str(message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return None
