"""What an app says in answer to a person: the body of a command's ack, or of a post to a response URL."""

from typing import Any

from sandbox import limits
from sandbox.acts.actor import NOT_FOUND
from sandbox.message import Message
from sandbox.posting import change_message, post_as_bot, post_ephemeral, remove_message
from sandbox.refusal import SlackRefusalError
from sandbox.response_urls import ResponseTarget
from sandbox.validation.messages import Content, refuse_bad_content
from sandbox.workspace import Workspace


def say(space: Workspace, body: dict[str, Any], *, user: str, channel: str, thread_ts: str | None = None) -> Message:
    """The answer stands in the channel: for all if it asks for that, else for this person alone."""
    content = _content(body)
    refuse_bad_content(content, text_limit=limits.MESSAGE_TEXT)
    room = space.world.channels[channel]
    if body.get("response_type") == "in_channel":
        return post_as_bot(space, room, content, thread_ts)
    return post_ephemeral(space, room, user, content, thread_ts)


def respond(space: Workspace, target: ResponseTarget, body: dict[str, Any]) -> None:
    """The source message is replaced or deleted if the answer asks for that, else a new message stands."""
    if body.get("delete_original"):
        remove_message(space, _original(space, target))
    elif body.get("replace_original"):
        content = _content(body)
        refuse_bad_content(content, text_limit=limits.MESSAGE_TEXT)
        change_message(space, _original(space, target), content)
    else:
        thread_ts = body.get("thread_ts") or target.thread_ts
        say(space, body, user=target.user, channel=target.channel, thread_ts=thread_ts)


def _original(space: Workspace, target: ResponseTarget) -> Message:
    if target.is_ephemeral:
        own = space.world.ephemerals.get(target.user, [])
        found = next((one for one in own if one.ts == target.message_ts), None)
    else:
        found = space.world.channels[target.channel].messages.get(target.message_ts or "")
    if found is None:
        raise SlackRefusalError("message_not_found", status=NOT_FOUND)
    return found


def _content(body: dict[str, Any]) -> Content:
    return Content(str(body.get("text") or ""), body.get("blocks"), body.get("attachments"), body.get("metadata"))
