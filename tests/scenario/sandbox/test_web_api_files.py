"""Files, uploaded by the real client's `files_upload_v2` and by its three steps one by one."""

import asyncio
import io

import pytest

from sandbox import limits
from sandbox.server import Sandbox
from tests.scenario.sandbox.client import client_of
from tests.scenario.sandbox.refused import error_of, refused

WORDS = b"amount,currency\n900,EUR\n"


async def address_for(bare, content=WORDS, **fields):
    asked = {"filename": "refunds.csv", "length": len(content), **fields}
    said = await bare.client.files_getUploadURLExternal(**asked)
    return said["upload_url"], said["file_id"]


async def test_the_client_uploads_a_file_that_stands_in_a_message_and_is_served(bare):
    uploaded = await bare.client.files_upload_v2(
        channel="C0RISK", filename="refunds.csv", title="Refunds", content=WORDS, initial_comment="What ran & why"
    )
    assert uploaded["file"]["title"] == "Refunds"
    [message] = (await bare.client.conversations_history(channel="C0RISK"))["messages"]
    assert message["text"] == "What ran &amp; why"
    [file] = message["files"]
    assert {name: file[name] for name in ("id", "name", "mimetype", "size", "channels")} == {
        "id": uploaded["file"]["id"],
        "name": "refunds.csv",
        "mimetype": "text/csv",
        "size": len(WORDS),
        "channels": ["C0RISK"],
    }
    async with bare.http.get(file["url_private"]) as served:
        assert await served.read() == WORDS
        assert served.headers["Content-Disposition"] == "attachment; filename*=UTF-8''refunds.csv"
        assert served.headers["X-Content-Type-Options"] == "nosniff"


async def test_several_files_go_into_a_thread_in_one_message(bare):
    parent = await bare.client.chat_postMessage(channel="C0RISK", text="parent")
    uploads = [{"filename": f"{at}.png", "content": bytes([at])} for at in range(3)]
    await bare.client.files_upload_v2(channel="C0RISK", thread_ts=parent["ts"], file_uploads=uploads)
    thread = (await bare.client.conversations_replies(channel="C0RISK", ts=parent["ts"]))["messages"]
    assert [file["name"] for file in thread[1]["files"]] == ["0.png", "1.png", "2.png"]


async def test_what_runs_in_a_browser_is_served_as_mere_bytes(bare):
    uploaded = await bare.client.files_upload_v2(filename="Überweisung <x>.html", content=b"<script>alert(1)</script>")
    async with bare.http.get(uploaded["file"]["url_private"]) as served:
        assert served.status == 200
        assert served.content_type == "application/octet-stream"
        assert "<" not in served.headers["Content-Disposition"]


async def test_a_picture_is_served_as_one(bare):
    uploaded = await bare.client.files_upload_v2(filename="chart.png", content=b"\x89PNG", alt_txt="A chart")
    assert uploaded["file"]["alt_txt"] == "A chart"
    async with bare.http.get(uploaded["file"]["url_private"]) as served:
        assert served.content_type == "image/png"


async def test_a_file_larger_than_a_call_may_be_is_taken_as_raw_bytes_and_as_a_form(bare):
    content = b"x" * (5 * 1024 * 1024)
    for body in (io.BytesIO(content), {"file": io.BytesIO(content)}):
        address, file_id = await address_for(bare, content)
        async with bare.http.post(address, data=body) as said:
            assert (said.status, await said.text()) == (200, f"OK - {len(content)}")
        completed = await bare.client.files_completeUploadExternal(files=[{"id": file_id, "title": "big"}])
        async with bare.http.get(completed["files"][0]["url_private"]) as served:
            assert await served.read() == content


@pytest.mark.parametrize("body", [WORDS[:-1], WORDS + b"x", b""], ids=["fewer", "more", "none"])
async def test_other_bytes_than_announced_are_refused_and_the_address_stays_good(bare, body):
    address, file_id = await address_for(bare)
    async with bare.http.post(address, data=body) as said:
        assert said.status == 400
    assert await error_of(bare.client.files_completeUploadExternal(files=[{"id": file_id}])) == "file_not_found"
    async with bare.http.post(address, data=WORDS) as said:
        assert said.status == 200


async def test_an_address_takes_one_file_once_and_nobody_sees_it_before_it_is_complete(bare):
    address, file_id = await address_for(bare)
    async with bare.http.post(address, data=WORDS) as said:
        assert said.status == 200
    async with bare.http.post(address, data=WORDS) as said:
        assert said.status == 404
    served = f"{bare.sandbox.url}/sandbox/files/{file_id}/refunds.csv"
    async with bare.http.get(served) as said:
        assert said.status == 404
    await bare.client.files_completeUploadExternal(files=[{"id": file_id}])
    async with bare.http.get(served) as said:
        assert said.status == 200
    assert await error_of(bare.client.files_completeUploadExternal(files=[{"id": file_id}])) == "file_not_found"


async def test_two_uploads_to_one_address_at_once_leave_one_file(bare):
    address, _ = await address_for(bare)

    async def send():
        async with bare.http.post(address, data=WORDS) as said:
            return said.status

    assert sorted(await asyncio.gather(send(), send())) == [200, 404]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"length": 0}, "missing_argument"),
        ({"length": limits.FILE_BYTES + 1}, "file_upload_size_restricted"),
        ({"length": limits.FILE_SNIPPET_BYTES + 1, "snippet_type": "python"}, "snippet_too_large"),
        ({"alt_txt": "x" * (limits.FILE_ALT_TEXT + 1)}, "alt_txt_too_large"),
        ({"filename": ""}, "invalid_arguments"),
        ({"length": "many"}, "invalid_arguments"),
    ],
)
async def test_what_slack_does_not_take_gets_no_address(bare, fields, error):
    asked = {"filename": "refunds.csv", "length": 1, **fields}
    assert await error_of(bare.client.files_getUploadURLExternal(**asked)) == error


@pytest.mark.parametrize(
    ("where", "error"),
    [
        ({"channel_id": "C0NOWHERE"}, "channel_not_found"),
        ({"channel_id": "#agent-approvals-risk"}, "channel_not_found"),
        ({"channels": ["C0RISK", "C0NOWHERE"]}, "invalid_channel"),
        ({"channels": [f"C{at}" for at in range(limits.FILE_CHANNELS + 1)]}, "channels_limit_exceeded"),
        ({"channel_id": "C0GENERAL"}, "not_in_channel"),
        ({"channel_id": "C0EXEC"}, "is_archived"),
        ({"channel_id": "C0RISK", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"channels": ["C0RISK", "C0LEADS"], "thread_ts": "1.000001"}, "invalid_arguments"),
    ],
)
async def test_where_a_file_cannot_go_nothing_changes(bare, where, error):
    await bare.do("channels", channel="C0EXEC", is_archived=True)
    address, file_id = await address_for(bare)
    async with bare.http.post(address, data=WORDS) as said:
        assert said.status == 200
    files = [{"id": file_id}]
    assert await error_of(bare.client.files_completeUploadExternal(files=files, **where)) == error
    assert (await bare.look("messages", channel="C0RISK"))["messages"] == []
    await bare.client.files_completeUploadExternal(files=files, channels=["U0SAM"])
    [message] = (await bare.look("messages", channel="D0SAM"))["messages"]
    assert message["files"][0]["id"] == file_id


async def test_a_deleted_file_is_gone(bare):
    file = (await bare.client.files_upload_v2(channel="C0RISK", filename="a.txt", content="x"))["file"]
    assert (await bare.client.files_info(file=file["id"]))["file"]["name"] == "a.txt"
    await bare.client.files_delete(file=file["id"])
    assert await error_of(bare.client.files_info(file=file["id"])) == "file_not_found"
    async with bare.http.get(file["url_private"]) as served:
        assert served.status == 404
    [message] = (await bare.client.conversations_history(channel="C0RISK"))["messages"]
    assert message["files"] == [{"id": file["id"], "mode": "tombstone"}]


async def test_uploading_needs_its_scope(tmp_path):
    manifest = tmp_path / "manifest.yml"
    manifest.write_text("oauth_config: {scopes: {bot: [chat:write]}}\n")
    async with Sandbox(manifest_path=manifest) as sandbox, client_of(sandbox) as client:
        said = await refused(client.files_upload_v2(filename="a.txt", content="x"))
    assert (said["error"], said["needed"], said["provided"]) == ("missing_scope", "files:write", "chat:write")
