"""A hundred messages a second, and ten watchers: nobody misses one, and a page still answers to its person."""

from __future__ import annotations

import asyncio
import json
import statistics
import time

import aiohttp
import pytest
from playwright.async_api import Page, expect

from tests.browser.foreign import GENERAL, Foreign
from tests.browser.foreign_blocks import CARD

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

RATE = 100
SECONDS = 5
OTHERS = 8
"""Besides two pages in the browser: lines like theirs, without the drawing."""
PATIENCE = 30.0
ANSWERS_WITHIN_MS = 1_000
"""From a click to the frame that shows what it did, the median on a machine that does much else: usually below 100."""

HELD = """async () => {
    const { logOf } = await import("/page/state.js");
    return [...logOf("C0APPROVALS").all.values()].map((message) => message.text);
}"""
CLICK = """(name) => new Promise((done) => {
    const before = performance.now();
    [...document.querySelectorAll("#sidebar .row")].find((row) => row.textContent.startsWith(`#${name}`)).click();
    const look = () => document.querySelector("#room h2").textContent === `# ${name}`
        ? done(performance.now() - before) : requestAnimationFrame(look);
    look();
})"""


async def watcher(desk: Foreign, wanted: int) -> list[str]:
    """The texts of all messages that one line has carried, once there are so many."""
    texts: list[str] = []
    async with desk.http.ws_connect(f"{desk.sandbox.url}/sandbox/ws") as line:
        while len(texts) < wanted:
            change = json.loads((await line.receive(timeout=PATIENCE)).data)
            assert change["type"] != "resync"
            if change["type"] == "message.posted":
                texts.append(change["message"]["text"])
    return texts


async def pour(desk: Foreign, texts: list[str]) -> float:
    """All of them were posted, so many a second; how long it took."""
    began = time.monotonic()
    async with asyncio.TaskGroup() as posts:
        for number, text in enumerate(texts):
            await asyncio.sleep(max(0.0, began + number / RATE - time.monotonic()))
            posts.create_task(desk.post(text=text, blocks=CARD if number % 2 else None))
    return time.monotonic() - began


async def test_a_hundred_messages_a_second(desk: Foreign, page: Page) -> None:
    """Each of ten watchers has every message; meanwhile a click is answered, and the newest stands at the end."""
    texts = [f"number {number:04}" for number in range(RATE * SECONDS)]
    second = await page.context.new_page()
    await page.bring_to_front()
    await desk.arrive()
    async with asyncio.TaskGroup() as group:
        watching = [group.create_task(watcher(desk, len(texts))) for _ in range(OTHERS)]
        pouring = group.create_task(pour(desk, texts))
        waits: list[float] = []
        # This one comes in the middle: what is posted while it loads must not be lost to it either.
        group.create_task(second.goto(f"{desk.sandbox.url}/#as=U0LEA&channel={GENERAL}"))
        while not (waits and pouring.done()):
            waits += [await page.evaluate(CLICK, name) for name in ("agent-approvals-leads", "agent-approvals")]
            await asyncio.sleep(0.1)
    assert all(sorted(task.result()) == texts for task in watching)
    for watched in (page, second):
        await watched.bring_to_front()
        newest = max(desk.sandbox.world.channels[GENERAL].messages.values(), key=lambda message: float(message.ts))
        shown = watched.locator(f'#room article[data-ts="{newest.ts}"]')
        await expect(shown).to_be_in_viewport(timeout=PATIENCE * 1000)
        assert sorted(await watched.evaluate(HELD)) == texts
    assert statistics.median(waits) < ANSWERS_WITHIN_MS


async def test_after_a_restart_the_page_comes_back_by_itself(desk: Foreign, page: Page, forgiven: list[str]) -> None:
    """It says that the sandbox is gone, finds the new one at the same address, and shows what stands there now."""
    forgiven += ["/sandbox/ws", "Failed to load resource"]
    await desk.post(text="before")
    await desk.arrive()
    await expect(desk.message("before")).to_be_visible()
    await desk.sandbox.stop()
    await expect(page.get_by_role("alert")).to_contain_text("does not answer")
    await desk.write("into the void")
    await expect(page.locator("#toasts")).to_contain_text("The sandbox does not answer")
    again = desk.another()
    async with again:
        async with (
            aiohttp.ClientSession() as http,
            http.post(
                f"{again.url}/api/chat.postMessage",
                headers={"Authorization": f"Bearer {again.bot_token}"},
                json={"channel": GENERAL, "text": "after"},
            ) as answer,
        ):
            assert (await answer.json())["ok"]
        await expect(desk.message("after")).to_be_visible(timeout=PATIENCE * 1000)
        await expect(desk.message("before")).to_have_count(0)
        await expect(page.locator("#banner")).not_to_contain_text("does not answer")
        await page.locator("#room .composer textarea").fill("I am back")
        await page.keyboard.press("Enter")
        await expect(desk.message("I am back")).to_be_visible()
