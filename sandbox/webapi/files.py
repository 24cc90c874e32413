"""`files.*`: an upload in three steps, as `files_upload_v2` makes it: ask for an address, send the bytes, complete."""

from typing import Any

from sandbox import limits
from sandbox.channel import Channel
from sandbox.files.file import File
from sandbox.message_changes import post_as_bot, withdraw_file
from sandbox.refusal import SlackRefusalError
from sandbox.validation.messages import Content, refuse_bad_content
from sandbox.webapi.call import Call
from sandbox.webapi.rooms import can_see, thread_of
from sandbox.wording import escaped, linked
from sandbox.workspace import Workspace
from sandbox.world import new_id


def get_upload_address(space: Workspace, call: Call) -> dict[str, Any]:
    """The address to send a file's bytes to, and the id that it will have."""
    name, alt_text, snippet_type = call.required("filename"), call.text("alt_txt"), call.text("snippet_type")
    try:
        length = int(call.required("length"))
    except ValueError:
        raise SlackRefusalError("invalid_arguments") from None
    if length < 1:
        raise SlackRefusalError("missing_argument")
    if length > limits.FILE_BYTES:
        raise SlackRefusalError("file_upload_size_restricted")
    if snippet_type and length > limits.FILE_SNIPPET_BYTES:
        raise SlackRefusalError("snippet_too_large")
    if len(alt_text or "") > limits.FILE_ALT_TEXT:
        raise SlackRefusalError("alt_txt_too_large")
    file = File(
        id=new_id("F"),
        name=name.replace("/", "_"),
        size=length,
        user=space.world.bot.id,
        created=int(space.clock()),
        alt_text=alt_text or "",
        snippet_type=snippet_type or "",
    )
    return {"upload_url": f"{space.url}/upload/v1/{space.files.expect(file)}", "file_id": file.id}


def complete_upload(space: Workspace, call: Call) -> dict[str, Any]:
    """The uploaded files are there, and stand in one message in each channel named."""
    uploaded = [_uploaded(space, entry) for entry in call.objects("files", "invalid_arguments") or []]
    if not uploaded:
        message = "[ERROR] missing required field: files [json-pointer:/files]"
        raise SlackRefusalError("invalid_arguments", response_metadata={"messages": [message]})
    rooms = _rooms(space, call)
    if len(rooms) > 1 and call.text("thread_ts"):
        raise SlackRefusalError("invalid_arguments")
    threads = [thread_of(call, room) for room in rooms]
    content = _comment(call)
    for file, title in uploaded:
        file.title = title
        file.is_complete = True
        file.shares |= {room.id: room.kind for room in rooms}
    described = [file.as_json(space.url) for file, _ in uploaded]
    for room, thread_ts in zip(rooms, threads, strict=True):
        post_as_bot(space, room, content, thread_ts, files=described)
    return {"files": described}


def info(space: Workspace, call: Call) -> dict[str, Any]:
    """One file."""
    return {"file": _file(space, call).as_json(space.url), "comments": [], "response_metadata": {"next_cursor": ""}}


def delete(space: Workspace, call: Call) -> dict[str, Any]:
    """The file is deleted, and the messages that it was in say so."""
    file = _file(space, call)
    space.files.remove(file.id)
    withdraw_file(space, file.id)
    return {}


def _file(space: Workspace, call: Call) -> File:
    file = space.files.complete(call.required("file"))
    if file is None:
        raise SlackRefusalError("file_not_found")
    return file


def _uploaded(space: Workspace, entry: dict[str, Any]) -> tuple[File, str]:
    file = space.files.uploaded(str(entry.get("id")))
    if file is None:
        raise SlackRefusalError("file_not_found")
    return file, str(entry.get("title") or "")


def _rooms(space: Workspace, call: Call) -> list[Channel]:
    """The channels that the files go to, by id; none keeps the files private."""
    one = call.text("channel_id")
    several = [name.strip() for name in (call.text("channels") or "").split(",") if name.strip()]
    if len(several) > limits.FILE_CHANNELS:
        raise SlackRefusalError("channels_limit_exceeded")
    rooms = [_room(space, one, "channel_not_found")] if one else []
    rooms += [_room(space, name, "invalid_channel") for name in several]
    return list({room.id: room for room in rooms}.values())


def _room(space: Workspace, name: str, unknown: str) -> Channel:
    person = space.world.users.get(name)
    if person is not None and not person.is_bot and not person.deleted and unknown == "invalid_channel":
        return space.world.direct_channel(name)
    room = space.world.channels.get(name)
    if room is None or not can_see(space, room):
        raise SlackRefusalError(unknown)
    if space.world.bot.id not in room.members:
        raise SlackRefusalError("not_in_channel")
    if room.is_archived:
        raise SlackRefusalError("is_archived")
    return room


def _comment(call: Call) -> Content:
    """What introduces the files; blocks count only where there is no comment."""
    comment = call.text("initial_comment")
    blocks = None if comment else call.objects("blocks", "invalid_blocks")
    content = Content(linked(escaped(comment or "")), blocks, None, None)
    if comment or blocks:
        refuse_bad_content(content, text_limit=limits.MESSAGE_TEXT)
    return content
