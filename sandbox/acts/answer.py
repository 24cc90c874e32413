"""What an app says in answer to a person: the body of a command's ack, or of a post to a response URL."""

from typing import Any

from sandbox import limits
from sandbox.acts.actor import NOT_FOUND
from sandbox.message import Message
from sandbox.message_changes import change_message, post_as_bot, post_ephemeral, remove_message
from sandbox.refusal import SlackRefusalError
from sandbox.response_urls import ResponseTarget
from sandbox.validation.messages import Content, refuse_bad_content
from sandbox.wording import escaped, linked
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
        thread_ts = _thread(space, target, body.get("thread_ts"))
        say(space, body, user=target.user, channel=target.channel, thread_ts=thread_ts)


def _original(space: Workspace, target: ResponseTarget) -> Message:
    if target.is_ephemeral:
        own = space.world.ephemerals.get(target.user, [])
        found = next((one for one in own if one.ts == target.message_ts), None)
    else:
        found = space.world.channels[target.channel].messages.get(target.message_ts or "")
    if found is None or found.is_tombstone:
        raise SlackRefusalError("message_not_found", status=NOT_FOUND)
    if found.user != space.world.bot.id:
        raise SlackRefusalError("cant_update_message")
    return found


def _thread(space: Workspace, target: ResponseTarget, given: Any) -> str | None:
    if not given:
        return target.thread_ts
    parent = space.world.channels[target.channel].messages.get(str(given))
    if parent is None:
        raise SlackRefusalError("thread_not_found")
    return parent.thread_ts or parent.ts


def _content(body: dict[str, Any]) -> Content:
    text, metadata = body.get("text") or "", body.get("metadata")
    if not isinstance(text, str):
        raise SlackRefusalError("invalid_arguments")
    if metadata is not None and not isinstance(metadata, dict):
        raise SlackRefusalError("invalid_metadata_format")
    blocks = body.get("blocks")
    if blocks is not None and not (isinstance(blocks, list) and all(isinstance(one, dict) for one in blocks)):
        raise SlackRefusalError("invalid_blocks_format")
    return Content(linked(escaped(text)), blocks, body.get("attachments"), metadata)
