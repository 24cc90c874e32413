"""Input that no client sends by accident is refused in words: it neither breaks the server nor what pages show."""

import base64

import pytest

from sandbox import limits
from tests.scenario.sandbox.refused import error_of

ROOM = "C0APPROVALS"
AS_JSON = {"Content-Type": "application/json"}
DEEP = b"[" * 50_000 + b"]" * 50_000


async def posted(bare, path, body, headers=AS_JSON):
    headers = {"Authorization": f"Bearer {bare.sandbox.bot_token}", **headers}
    async with bare.http.post(f"{bare.sandbox.url}{path}", data=body, headers=headers) as answer:
        return answer.status, await answer.json()


@pytest.mark.parametrize("value", [b"NaN", b"1e999", b"-Infinity", DEEP, b"[" * 300 + b"]" * 300])
async def test_a_message_that_no_page_could_read_is_refused(bare, value):
    metadata = b'{"event_type":"a","event_payload":{"x":' + value + b"}}"
    body = b'{"channel":"C0APPROVALS","text":"x","metadata":' + metadata + b"}"
    assert await posted(bare, "/api/chat.postMessage", body) == (200, {"ok": False, "error": "invalid_json"})
    form = {"channel": ROOM, "text": "x", "metadata": metadata.decode()}
    assert await error_of(bare.client.api_call("chat.postMessage", data=form)) == "invalid_metadata_format"
    assert (await bare.look("messages", channel=ROOM))["messages"] == []


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
async def test_an_unknown_charset_is_refused(bare, kind):
    headers = {"Content-Type": f"{kind}; charset=nonsense"}
    status, said = await posted(bare, "/api/chat.postMessage", b"text=a", headers)
    assert (status, said["error"]) == (200, "invalid_charset" if kind.endswith("json") else "invalid_form_data")


@pytest.mark.parametrize(
    ("method", "kind"), [("users.list", "offset"), ("conversations.history", "next_ts"), ("users.list", "next_ts")]
)
async def test_a_forged_cursor_is_refused(bare, method, kind):
    cursor = base64.b64encode(f"{kind}:²".encode()).decode()
    assert await error_of(bare.client.api_call(method, params={"channel": ROOM, "cursor": cursor})) == "invalid_cursor"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("settings", b'{"duplicate":NaN}'),
        ("settings", b'{"rate_speed":1e999}'),
        ("settings", b'{"request_url":"http://[::1"}'),
        ("settings", b'{"request_url":"http://app.example:99999/"}'),
        ("faults", b'{"method":"*","error":"x","times":NaN}'),
        ("faults/remove", b'{"index":NaN}'),
        ("say", DEEP),
        ("say", b"\xff"),
    ],
)
async def test_the_json_api_refuses_in_words(bare, path, body):
    status, said = await posted(bare, f"/sandbox/api/{path}", body)
    assert status == 400
    assert said["detail"]


@pytest.mark.parametrize(
    "attachment",
    [
        {"text": 5},
        {"text": "a", "color": 7},
        {"text": "a", "fields": "x"},
        {"text": "a", "fields": [1]},
        {"text": "a", "fields": [{"title": {}}]},
    ],
)
async def test_an_attachment_of_a_wrong_shape_is_refused(bare, attachment):
    call = bare.client.chat_postMessage(channel=ROOM, text="x", attachments=[attachment])
    assert await error_of(call) == "invalid_attachments"


@pytest.mark.parametrize("content", [{"text": " \n"}, {"text": "", "attachments": [{}]}])
async def test_what_shows_nothing_is_no_message(bare, content):
    assert await error_of(bare.client.api_call("chat.postMessage", json={"channel": ROOM, **content})) == "no_text"


async def test_half_a_character_in_a_file_name_keeps_nobody_from_the_file(bare):
    _, given = await posted(bare, "/api/files.getUploadURLExternal", b'{"filename":"\\ud800.txt","length":2}')
    async with bare.http.post(given["upload_url"], data=b"ab") as answer:
        assert answer.status == 200
    done = await bare.client.files_completeUploadExternal(files=[{"id": given["file_id"]}], channel_id=ROOM)
    async with bare.http.get(done["files"][0]["url_private"]) as answer:
        assert await answer.read() == b"ab"


async def test_nobody_answers_in_a_thread_that_is_not_there(bare):
    said = await bare.do("say", user="U0SAM", channel=ROOM, text="hello?", thread_ts="1.000001")
    assert said["error"] == "thread_not_found"
    first = (await bare.do("say", user="U0SAM", channel=ROOM, text="one"))["message"]["ts"]
    reply = (await bare.do("say", user="U0SAM", channel=ROOM, text="two", thread_ts=first))["message"]["ts"]
    under = (await bare.do("say", user="U0SAM", channel=ROOM, text="three", thread_ts=reply))["message"]
    assert under["thread_ts"] == first


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"text": {"a": 1}}, "invalid_arguments"),
        ({"text": "a", "metadata": [1]}, "invalid_metadata_format"),
        ({"text": "a", "blocks": "x"}, "invalid_blocks_format"),
        ({"text": "a", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"text": "mine now", "replace_original": True}, "cant_update_message"),
        ({"delete_original": True}, "cant_update_message"),
    ],
)
async def test_a_response_url_takes_no_nonsense_and_leaves_what_people_said(bare, body, error):
    ts = (await bare.do("say", user="U0SAM", channel=ROOM, text="my words"))["message"]["ts"]
    secret = bare.sandbox.space.response_urls.give("U0SAM", ROOM, message_ts=ts)
    async with bare.http.post(f"{bare.sandbox.url}/response/{secret}", json=body) as answer:
        assert (await answer.json())["error"] == error
    [message] = (await bare.look("messages", channel=ROOM))["messages"]
    assert message["text"] == "my words"


@pytest.mark.parametrize("value", [{"x": 1}, ["a"], 5])
async def test_a_text_field_takes_only_text(bare, value):
    view_id = await opened(bare)
    said = await bare.do("submit", user="U0SAM", view_id=view_id, values={"words": value})
    assert said["error"] == "wrong_field"


async def test_a_text_field_without_a_limit_has_slacks(bare):
    view_id, most = await opened(bare), limits.PLAIN_TEXT_INPUT
    said = await bare.do("submit", user="U0SAM", view_id=view_id, values={"words": "x" * (most + 1)})
    assert said["errors"] == {"field": f"Please enter at most {most} characters."}


async def opened(bare):
    element = {"type": "plain_text_input", "action_id": "words"}
    field = {"type": "input", "block_id": "field", "label": {"type": "plain_text", "text": "W"}, "element": element}
    plain = {name: {"type": "plain_text", "text": name} for name in ("title", "submit")}
    trigger = bare.sandbox.space.triggers.give("U0SAM")
    shown = await bare.client.views_open(trigger_id=trigger, view={"type": "modal", **plain, "blocks": [field]})
    return shown["view"]["id"]
