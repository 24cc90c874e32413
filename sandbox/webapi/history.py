"""`conversations.history` and `conversations.replies`: what was said, by page.

A cursor names the last message of its page, so a message that comes in between shifts nothing.
"""

from typing import Any, Final

from sandbox.message import Message
from sandbox.message_changes import shown
from sandbox.refusal import SlackRefusalError
from sandbox.webapi.call import Call, cursor_after
from sandbox.webapi.rooms import TIMESTAMP, joined_channel
from sandbox.workspace import Workspace

_CURSOR: Final = "next_ts"
_LARGEST_PAGE: Final = 999
_THREAD_PAGE: Final = 1_000


def history(space: Workspace, call: Call) -> dict[str, Any]:
    """The channel's messages, newest first, without the replies in threads.

    With `oldest` and without `latest` the pages go forward from there, each of them still newest first.
    """
    channel = joined_channel(space, call)
    found = _between(
        call,
        [one for one in channel.messages.values() if one.thread_ts in {None, one.ts} or one.broadcast],
    )
    forward = float(call.text("oldest") or 0) > 0 and not call.text("latest")
    limit = min(call.limit(), _LARGEST_PAGE)
    page, cursor = _page(call, found if forward else found[::-1], limit, forward=forward)
    return _answer(space, call, page[::-1] if forward else page, cursor)


def replies(space: Workspace, call: Call) -> dict[str, Any]:
    """A thread: on every page its first message, then replies, oldest first."""
    channel = joined_channel(space, call)
    ts = call.required("ts")
    message = channel.messages.get(ts)
    if message is None:
        raise SlackRefusalError("thread_not_found")
    parent = channel.messages.get(message.thread_ts or ts)
    limit = max(call.limit(_THREAD_PAGE) - 1, 1)
    page, cursor = _page(call, _between(call, channel.replies(message.thread_ts or ts)), limit, forward=True)
    return _answer(space, call, [*([parent] if parent else []), *page], cursor)


def _between(call: Call, messages: list[Message]) -> list[Message]:
    low, high = _bound(call, "oldest", 0.0), _bound(call, "latest", float("inf"))
    inclusive = call.flag("inclusive")
    return [one for one in messages if low < float(one.ts) < high or (inclusive and float(one.ts) in {low, high})]


def _bound(call: Call, name: str, default: float) -> float:
    given = call.text(name)
    if not given:
        return default
    if not TIMESTAMP.fullmatch(given):
        raise SlackRefusalError(f"invalid_ts_{name}")
    return float(given)


def _page(call: Call, messages: list[Message], limit: int, *, forward: bool) -> tuple[list[Message], str]:
    """At most so many messages behind the cursor, and the cursor of the next page."""
    position = call.cursor(_CURSOR)
    if position is not None:
        last = int(position)
        messages = [one for one in messages if (_number(one) > last if forward else _number(one) < last)]
    page = messages[:limit]
    return page, cursor_after(_CURSOR, str(_number(page[-1]))) if len(messages) > limit else ""


def _number(message: Message) -> int:
    return int(message.ts.replace(".", ""))


def _answer(space: Workspace, call: Call, messages: list[Message], cursor: str) -> dict[str, Any]:
    with_metadata = call.flag("include_all_metadata")
    return {
        "messages": [shown(space, one, with_metadata=with_metadata) for one in messages],
        "has_more": bool(cursor),
        "pin_count": 0,
        "channel_actions_ts": None,
        "channel_actions_count": 0,
        "response_metadata": {"next_cursor": cursor},
    }
