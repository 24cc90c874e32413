"""Every card, note, list and view that the bot shows, drawn for the eye in light and dark, on a desk and on a phone."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import pytest
from playwright.async_api import Page, ViewportSize, expect

from blocks.kit.message import SlackMessage
from sandbox.server import Sandbox
from sandbox.view_changes import close_all, publish_home, push_view
from tests.browser.foreign import GENERAL, Foreign
from tests.gallery import gallery

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LONGEST = 4_000
"""A card that is higher than the window could not be photographed whole."""
PLACES: dict[str, tuple[ViewportSize, str]] = {
    "desk-light": ({"width": 1180, "height": 900}, "light"),
    "phone-dark": ({"width": 390, "height": 844}, "dark"),
}


async def drawn(page: Page) -> None:
    """Nothing on the page is unknown to it, and nothing sticks out sideways."""
    await expect(page.locator(".unsupported")).to_have_count(0)
    for holder in ("#room .messages", "#modal .modal-body"):
        if await page.locator(holder).count():
            assert await page.locator(holder).evaluate("(node) => node.scrollWidth <= node.clientWidth"), holder


async def show(sandbox: Sandbox, page: Page, name: str, view: dict[str, object]) -> None:
    """The view stands on the page as Sam's modal or Home tab."""
    if view["type"] == "home":
        title = page.locator(".home-page h3").first
        await page.locator("#sidebar .row", has_text="Sayso").dispatch_event("click")
        await expect(title, name).to_have_text("A foreign Home")
        publish_home(sandbox.space, "U0SAM", view, None)
        await expect(title, name).to_have_text("Your approvals")
        return
    close_all(sandbox.space, "U0SAM")
    opened = push_view(sandbox.space, "U0SAM", view)
    await expect(page.locator("#modal[open] h2"), name).to_have_text(opened.content["title"]["text"])


@pytest.mark.parametrize("place", PLACES)
async def test_the_gallery(desk: Foreign, pytestconfig: pytest.Config, place: str) -> None:
    """Each is drawn whole; the pictures are in var/cards."""
    folder = pytestconfig.rootpath / "var" / "cards" / place
    folder.mkdir(parents=True, exist_ok=True)
    size, scheme = PLACES[place]
    page = desk.page
    await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    desk.sandbox.space.world.stacks["U0SAM"] = []
    await desk.arrive()
    for name, content in gallery().items():
        picture: Path = folder / (re.sub(r"[^a-z0-9]+", "-", name) + ".png")
        if isinstance(content, SlackMessage):
            letter = asdict(content)
            await page.set_viewport_size({"width": size["width"], "height": LONGEST})
            ts = await desk.post(text=letter["text"], blocks=letter["blocks"])
            shown = page.locator(f'#room article[data-ts="{ts}"]')
            await expect(shown).to_be_visible()
            await drawn(page)
            await shown.screenshot(path=picture)
            await desk.client.chat_delete(channel=GENERAL, ts=ts)
        else:
            await page.set_viewport_size(size)
            await show(desk.sandbox, page, name, content)
            await drawn(page)
            await page.screenshot(path=picture)
            if content["type"] == "home":
                await page.locator("#sidebar .row", has_text="agent-approvals").first.dispatch_event("click")
            else:
                close_all(desk.sandbox.space, "U0SAM")
                await expect(page.locator("#modal[open]")).to_have_count(0)
