"""Long sections are folded as in Slack, and nothing of the bot's is."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.foreign import Foreign

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LONG = "word " * 240 + "THE END"
SIX_LINES = "\n".join(f"line {number}" for number in range(1, 7))
FIVE_LINES = "\n".join(f"row {number}" for number in range(1, 6))


def section(block_id: str, text: str, **more: object) -> dict[str, object]:
    return {"type": "section", "block_id": block_id, "text": {"type": "mrkdwn", "text": text}, **more}


async def test_a_long_section_is_folded_unless_it_says_expand(desk: Foreign, screenshots: Path) -> None:
    """By 5 lines as they are drawn: more lines or more words fold, `expand` shows all, a reader unfolds and folds."""
    await desk.post(
        text="Folding",
        blocks=[
            section("long", LONG),
            section("six", SIX_LINES),
            section("five", FIVE_LINES),
            section("whole", LONG, expand=True),
        ],
    )
    await desk.arrive()
    message = desk.message("THE END")
    sections = message.locator(".section")
    more = sections.get_by_role("button", name="See more")
    await expect(more).to_have_count(2)
    for index, is_folded in enumerate((True, True, False, False)):
        run = sections.nth(index).locator("div.run")
        assert await run.evaluate("node => node.scrollHeight > node.clientHeight + 1") is is_folded, index
    await desk.page.screenshot(path=screenshots / "folded.png")
    await more.first.click()
    less = sections.first.get_by_role("button", name="See less")
    await expect(less).to_have_attribute("aria-expanded", "true")
    assert await sections.first.locator("div.run").evaluate("node => node.scrollHeight === node.clientHeight")
    await desk.post(text="Another message, after which the first is still open")
    await expect(less).to_be_visible()
    await less.click()
    await expect(more).to_have_count(2)


async def test_on_a_narrow_window_fewer_words_are_folded(desk: Foreign) -> None:
    """What fits into 5 lines of a wide window does not fit into 5 of a phone's."""
    await desk.post(text="Folding", blocks=[section("some", "word " * 60)])
    await desk.arrive()
    more = desk.page.locator("#room article").last.get_by_role("button", name="See more")
    await expect(desk.page.locator("#room article").last).to_contain_text("word word")
    await expect(more).to_have_count(0)
    await desk.page.set_viewport_size({"width": 390, "height": 844})
    await expect(more).to_be_visible()


async def test_an_app_that_takes_no_messages_has_no_composer(desk: Foreign) -> None:
    """Where the manifest makes the Messages tab read-only, the page says so in Slack's words."""
    desk.sandbox.install.manifest = dataclasses.replace(desk.sandbox.install.manifest, messages_tab_read_only=True)
    closed = desk.page.locator("#room .closed")
    await desk.arrive(channel="app")
    await desk.page.get_by_role("tab", name="Messages").click()
    await expect(closed).to_have_text("Sending messages to this app has been turned off.")
    await desk.client.chat_postMessage(channel="U0SAM", text="Only the app writes here")
    await expect(desk.message("Only the app writes here")).to_be_visible()
    await expect(closed).to_have_text("Sending messages to this app has been turned off.")
    await expect(desk.page.locator("#room .composer")).to_have_count(0)
