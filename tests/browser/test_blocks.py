"""What a foreign app's messages look like, and what their elements do."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from playwright.async_api import WebSocketRoute, expect

from tests.browser.foreign import GENERAL, Foreign
from tests.browser.foreign_blocks import CARD, EVERYTHING

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def picture(side: int) -> bytes:
    """A grey PNG square."""
    rows = (b"\0" + b"\x90" * side) * side
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


async def test_what_is_shown(desk: Foreign) -> None:
    """Emoji and dates are filled in, a remote picture is words, a block that this page does not know is loud."""
    await desk.post(blocks=EVERYTHING)
    await desk.arrive()
    message = desk.message("Everything")
    await expect(message.locator("h3")).to_have_text("Everything 🎉")
    await expect(message.locator("time[datetime]")).to_have_text("2023-11-14 23:13")
    await expect(message.locator("strong", has_text="Bold")).to_be_visible()
    await expect(message).to_contain_text(":no_such_code:")
    await expect(message.get_by_role("img", name="A cat asleep")).to_be_visible()
    await expect(message.get_by_role("alert").first).to_contain_text("Unsupported here: video block")


async def test_elements_of_a_message(desk: Foreign) -> None:
    """A question before a button, a menu, suggestions, an overflow, a date and boxes: the app hears each."""
    await desk.post(blocks=EVERYTHING)
    await desk.arrive()
    message = desk.message("Everything")
    await message.get_by_role("button", name="Ask first").click()
    question = desk.page.get_by_role("alertdialog", name="Sure?")
    await expect(question).to_contain_text("It is only a test.")
    await desk.page.keyboard.press("Escape")
    await expect(question).to_have_count(0)
    await expect(message.get_by_role("button", name="Ask first")).to_be_focused()
    assert not desk.heard
    await desk.page.keyboard.press("Enter")
    await question.get_by_role("button", name="Yes").click()
    await expect(message.get_by_role("button", name="Ask first")).to_be_enabled()
    await expect(message.locator("select")).to_have_value("green")
    await message.locator("select").select_option("Blue")
    await message.get_by_role("combobox", name="A city").fill("par")
    await desk.page.get_by_role("option", name="Paris").click()
    await expect(message.locator(".chip")).to_contain_text("Paris")
    await message.get_by_role("button", name="More actions").click()
    await message.get_by_role("menuitem", name="Green").click()
    await message.locator("input[type=date]").fill("2026-10-25")
    await message.get_by_label("Red").check()
    await expect(message.locator("[aria-busy]")).to_have_count(0)
    actions = [body["actions"][0] for body in desk.heard]
    assert [one["action_id"] for one in actions] == ["ask", "pick", "city", "more", "date", "ticks"]
    assert actions[0]["value"] == "7"
    assert actions[2]["selected_option"]["value"] == "paris"
    assert actions[4]["selected_date"] == "2026-10-25"
    assert [one["value"] for one in actions[5]["selected_options"]] == ["red"]


async def test_a_stale_button_is_still_heard(desk: Foreign) -> None:
    """Whoever presses before the change has reached their page: the app gets what they saw, and they get its answer."""
    held: list[str | bytes] = []
    holding = False

    def on_socket(line: WebSocketRoute) -> None:
        server = line.connect_to_server()
        server.on_message(lambda message: held.append(message) if holding else line.send(message))

    await desk.page.route_web_socket("**/sandbox/ws", on_socket)
    ts = await desk.post(blocks=CARD)
    await desk.arrive()
    button = desk.message("Refund 900").get_by_role("button", name="Approve")
    await expect(button).to_be_visible()
    holding = True
    decided = [{"type": "section", "text": {"type": "plain_text", "text": "Decided"}}]
    await desk.client.chat_update(channel=GENERAL, ts=ts, text="Decided", blocks=decided)
    await button.click()
    await expect(button).to_be_enabled()
    await desk.heard.until(1)
    assert desk.heard[0]["actions"][0]["value"] == "token:1"
    assert desk.heard[0]["message"]["text"] == "Decided"
    holding = False
    await desk.page.reload()
    await expect(desk.message("Decided")).to_be_visible()
    refusal = desk.message("Too late for that.")
    await expect(refusal).to_contain_text("Only visible to you")


async def test_files_and_pictures(desk: Foreign, screenshots: Path) -> None:
    """A picture is seen, another file can be taken."""
    uploads = [
        {"content": picture(40), "filename": "chart.png", "title": "A chart"},
        {"content": b"a;b\n1;2\n", "filename": "list.csv", "title": "The list"},
    ]
    await desk.client.files_upload_v2(channel=GENERAL, file_uploads=uploads, initial_comment="Two files")
    await desk.arrive()
    message = desk.message("Two files")
    image = message.get_by_role("img", name="A chart")
    await expect(image).to_be_visible()
    assert await image.evaluate("(node) => node.decode().then(() => node.naturalWidth)") == 40
    await expect(message.locator("a.file")).to_contain_text("list.csv · 8 bytes")
    async with desk.page.expect_download() as taking:
        await message.locator("a.file").click()
    async with desk.http.get((await taking.value).url) as answer:
        assert await answer.read() == b"a;b\n1;2\n"
    await desk.page.screenshot(path=screenshots / "files.png")


async def test_the_home_tab_and_the_messages_of_a_foreign_app(desk: Foreign) -> None:
    """The app publishes a Home tab when it is opened; the tab beside it has its direct messages."""
    await desk.arrive()
    await desk.page.locator("#sidebar .row", has_text="Sayso").click()
    await expect(desk.page.locator(".home-page h3")).to_have_text("A foreign Home")
    direct = await desk.client.conversations_open(users="U0SAM")
    await desk.client.chat_postMessage(channel=direct["channel"]["id"], text="Just between us")
    await desk.page.get_by_role("tab", name="Home").press("ArrowRight")
    await expect(desk.message("Just between us")).to_be_visible()
    await expect(desk.page.get_by_role("tab", name="Messages")).to_be_focused()
