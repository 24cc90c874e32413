"""The inspector: what the app and the workspace say to each other, in both directions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.browser.foreign import Foreign
from tests.browser.foreign_blocks import CARD

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PHONE: ViewportSize = {"width": 390, "height": 844}


async def clipboard(page: Page) -> str:
    """What was copied."""
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return str(await page.evaluate("navigator.clipboard.readText()"))


async def test_payloads_in_both_directions(desk: Foreign, screenshots: Path) -> None:
    """A post and a press stand there with request and answer; new ones come by themselves; no token is shown."""
    await desk.post(blocks=CARD)
    await desk.arrive()
    await desk.page.get_by_role("button", name="Inspector").click()
    rows = desk.page.locator(".traffic-row")
    await expect(rows.filter(has_text="chat.postMessage").locator(".arrow")).to_have_text("←")
    await desk.message("Refund 900").get_by_role("button", name="Approve").click()
    press = rows.filter(has_text="block_actions")
    await expect(press.locator(".arrow")).to_have_text("→")
    await expect(press).to_contain_text("Socket Mode")
    await press.click()
    payload = desk.page.locator(".payload").first
    await expect(payload).to_contain_text('"action_id": "approve"')
    await expect(payload.locator(".json-key").first).to_be_visible()
    await desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await payload.get_by_role("button", name="Copy").click()
    copied = await clipboard(desk.page)
    assert "token:1" in copied
    json.loads(copied)
    assert desk.sandbox.bot_token not in await desk.page.locator("#panel").inner_text()
    await desk.page.screenshot(path=screenshots / "inspector.png")


async def test_narrowing_down(desk: Foreign) -> None:
    """By words, by direction, by what went wrong; and the arrows of the keyboard walk through what is left."""
    await desk.arrive()
    for number in range(3):
        await desk.post(text=f"message {number}")
    await desk.order("faults", method="chat.postMessage", error="fatal_error")
    with pytest.raises(Exception, match="fatal_error"):
        await desk.post(text="never")
    await desk.page.get_by_role("button", name="Inspector").click()
    panel = desk.page.locator("#panel")
    rows = panel.locator(".traffic-row")
    await panel.get_by_label("Filter by name or error").fill("postMessage")
    await expect(rows).to_have_count(4)
    await panel.get_by_label("Errors only").check()
    await expect(rows).to_have_count(1)
    await expect(rows).to_contain_text("fatal_error")
    await panel.get_by_label("Errors only").uncheck()
    await panel.get_by_label("Direction").select_option("To the app")
    await expect(rows).to_have_count(0)
    await panel.get_by_label("Direction").select_option("From the app")
    await panel.get_by_role("listbox", name="Payloads").press("ArrowDown")
    await expect(panel.locator(".payload").last).to_contain_text("fatal_error")
    await desk.page.keyboard.press("ArrowUp")
    await expect(panel.locator(".payload").first).to_contain_text("message 2")
    await panel.get_by_role("button", name="Pause").click()
    await desk.post(text="unseen")
    await expect(desk.message("unseen")).to_be_visible()
    await expect(rows).to_have_count(4)
    await panel.get_by_role("button", name="Go on").click()
    await expect(rows).to_have_count(5)
    await desk.page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()
    await expect(desk.page.get_by_role("button", name="Inspector")).to_be_focused()


async def test_on_a_phone(desk: Foreign) -> None:
    """The list fills the screen, a payload takes its place, and Back leads to the list again."""
    await desk.page.set_viewport_size(PHONE)
    await desk.post(text="hello")
    await desk.arrive()
    await desk.page.get_by_role("button", name="Inspector").click()
    row = desk.page.locator(".traffic-row", has_text="chat.postMessage")
    await row.click()
    await expect(desk.page.locator(".payload").first).to_contain_text("hello")
    await expect(row).to_be_hidden()
    assert await desk.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    await desk.page.get_by_role("button", name="Back to the list").click()
    await expect(row).to_be_visible()
