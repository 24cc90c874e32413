"""Everything without a mouse, what is unread, and who one is."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import ViewportSize, expect

from tests.browser.foreign import GENERAL, Foreign
from tests.browser.foreign_blocks import CARD

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PHONE: ViewportSize = {"width": 390, "height": 844}
OVERLAP = """(message) => {
    const box = (selector) => message.querySelector(selector).getBoundingClientRect();
    const [tools, time] = [box(".tools"), box("header time")];
    return tools.left < time.right && tools.top < time.bottom;
}"""


async def test_tab_leads_through_the_page(desk: Foreign) -> None:
    """Tools, channels, people, messages and the composer come in their order; each has a name."""
    await desk.post(blocks=CARD)
    await desk.arrive()
    await expect(desk.message("Refund 900")).to_be_visible()
    await desk.page.evaluate("document.activeElement.blur()")
    seen = []
    name = "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()"
    while "Message #agent-approvals" not in seen:
        await desk.page.keyboard.press("Tab")
        seen.append(await desk.page.evaluate(name))
        assert len(seen) < 40, seen
    assert all(seen)
    order = [
        next(at for at, one in enumerate(seen) if words in one)
        for words in ("Inspector", "general", "Oliver", "Messages in", "Approve")
    ]
    assert order == sorted(order)


async def test_a_modal_keeps_the_keyboard_and_gives_it_back(desk: Foreign) -> None:
    """Tab goes round inside; Escape closes; what was focused before is focused again."""
    await desk.arrive()
    await desk.write("/stack")
    await expect(desk.modal.get_by_label("Note")).to_be_focused()
    for _ in range(12):
        await desk.page.keyboard.press("Tab")
        assert await desk.page.evaluate("document.activeElement.closest('#modal') !== null")
    await desk.page.keyboard.press("Escape")
    await expect(desk.modal).to_have_count(0)
    await expect(desk.page.locator("#room .composer textarea")).to_be_focused()


async def test_words_begun_are_offered_whole(desk: Foreign) -> None:
    """A name and a channel are completed with the arrows and Enter; Enter on what is whole sends it."""
    await desk.arrive()
    box = desk.page.locator("#room .composer textarea")
    await box.press_sequentially("ask @l")
    await expect(desk.page.get_by_role("option", name="@Lea Brandt")).to_have_attribute("aria-selected", "false")
    await box.press("Enter")
    await expect(box).to_have_value("ask @Lea Brandt ")
    await box.press_sequentially("in #agent")
    await box.press("ArrowDown")
    await box.press("Enter")
    await expect(box).to_have_value("ask @Lea Brandt in #agent-approvals-leads ")
    await box.press("Enter")
    await expect(desk.message("ask").locator(".mention")).to_have_text(["@Lea Brandt", "#agent-approvals-leads"])


async def test_landmarks_and_live_words(desk: Foreign) -> None:
    """A screen reader finds banner, navigation and main part, and hears messages and failures."""
    await desk.arrive()
    for role in ("banner", "navigation", "main", "log"):
        await expect(desk.page.get_by_role(role)).to_have_count(1)
    await expect(desk.page.locator("#toasts")).to_have_attribute("aria-live", "polite")
    await expect(desk.page.locator("#banner")).to_contain_text("Sandbox")


async def test_unread_marks_and_the_thread(desk: Foreign) -> None:
    """Counted in the sidebar, gone once seen, with a line above what is new; a thread says that it has news."""
    ts = await desk.post(text="old")
    await desk.arrive()
    await expect(desk.message("old")).to_be_visible()
    await desk.client.chat_postMessage(channel=GENERAL, thread_ts=ts, text="first reply")
    await desk.message("old").locator(".thread-link").click()
    thread = desk.page.locator("#thread")
    await expect(thread).to_contain_text("first reply")
    await thread.locator("textarea").fill("second reply")
    await desk.page.keyboard.press("Enter")
    await expect(thread.locator("article", has_text="second reply")).to_contain_text("second reply")
    await desk.page.keyboard.press("Escape")
    await expect(thread).to_be_hidden()
    row = desk.page.locator("#sidebar .row", has_text="agent-approvals").first
    await desk.page.locator("#sidebar .row", has_text="general").click()
    await desk.post(text="news")
    await desk.client.chat_postMessage(channel=GENERAL, thread_ts=ts, text="third reply")
    await expect(row.locator(".count")).to_have_text("1")
    await expect(desk.page).to_have_title("(1) Sandbox workspace")
    await row.click()
    await expect(row.locator(".count")).to_be_hidden()
    await expect(desk.page.locator("#room .line.new + article")).to_contain_text("news")
    await expect(desk.message("old").locator(".thread-link")).to_contain_text("3 replies · new")


async def test_a_switch_of_persons(desk: Foreign) -> None:
    """What one alone sees the other does not; words are said as who one is."""
    await desk.client.chat_postEphemeral(channel=GENERAL, user="U0SAM", text="for Sam")
    await desk.arrive()
    await expect(desk.message("for Sam")).to_contain_text("Only visible to you")
    await desk.page.locator("#sidebar .person", has_text="Lea Brandt").click()
    await expect(desk.message("for Sam")).to_have_count(0)
    await desk.write("I am @Lea Brandt of #general")
    said = desk.message("I am")
    await expect(said.locator("header strong")).to_have_text("Lea Brandt")
    await expect(said.locator(".mention.mine")).to_have_text("@Lea Brandt")


async def test_on_a_phone(desk: Foreign, screenshots: Path) -> None:
    """Nothing overlaps or sticks out; persons and channels are one touch away."""
    await desk.page.set_viewport_size(PHONE)
    await desk.post(blocks=CARD)
    await desk.arrive()
    message = desk.message("Refund 900")
    await expect(message.locator(".tools")).to_have_css("opacity", "1")
    assert not await message.evaluate(OVERLAP)
    assert await desk.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    await desk.page.get_by_role("button", name="You act as Sam Okafor").click()
    await expect(desk.page.locator("#sidebar .person", has_text="Sam Okafor")).to_be_focused()
    await desk.page.locator("#sidebar .person", has_text="Devi Rao").click()
    await expect(desk.page.get_by_role("button", name="You act as Devi Rao")).to_be_visible()
    await message.get_by_role("button", name="Reply in thread").click()
    await expect(desk.page.locator("#thread")).to_contain_text("Refund 900")
    await desk.page.screenshot(path=screenshots / "phone-thread.png")


async def test_light_and_dark(desk: Foreign) -> None:
    """The page follows the system, and the button, which it remembers."""
    await desk.page.emulate_media(color_scheme="dark")
    await desk.arrive()
    paper = "getComputedStyle(document.querySelector('#room')).backgroundColor"
    assert await desk.page.evaluate(paper) == "rgb(26, 29, 32)"
    await desk.page.get_by_role("button", name="Light colours").click()
    assert await desk.page.evaluate(paper) == "rgb(255, 255, 255)"
    await desk.page.reload()
    await expect(desk.page.get_by_role("button", name="Dark colours")).to_be_visible()
    assert await desk.page.evaluate(paper) == "rgb(255, 255, 255)"
