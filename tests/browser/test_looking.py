"""Looking: everything about an action can be read, on a phone as well, and nothing is cut silently."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import ViewportSize, expect

from tests.acceptance.installation import Agent, Installation
from tests.acceptance.workspace import DIGEST, LEA
from tests.browser.reviewer import PATIENCE, Reviewer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LINES = 300
PHONE: ViewportSize = {"width": 390, "height": 844}


async def test_details_are_paged(reviewer: Reviewer, agent: Agent, screenshots: Path) -> None:
    """A long payload says on the card that it is not complete; under Details every line of it can be reached."""
    lines = {f"line {number:03}": "x" * 60 for number in range(LINES)}
    payload = {"order_id": "A-1050", "amount": 12, "items": lines}
    action = agent.propose(payload=payload, reasoning="Many items.", context={"customer": {"since": 2019}})
    await reviewer.arrive()
    card = await reviewer.shows(action["id"], "Not complete")
    await card.get_by_text("Details", exact=True).click()
    await expect(reviewer.modal.locator("h2")).to_have_text("Details")
    await reviewer.photograph(screenshots / "details-modal.png")
    seen = await reviewer.modal.locator(".modal-body").inner_text()
    turn = reviewer.modal.get_by_text("Next", exact=True)
    while await turn.count():
        before = await reviewer.modal.locator(".modal-body").inner_text()
        await turn.click()
        await expect(reviewer.modal.locator(".modal-body")).not_to_have_text(before, use_inner_text=True)
        seen += await reviewer.modal.locator(".modal-body").inner_text()
    missing = [name for name in lines if name not in seen]
    assert not missing
    assert "Many items." in seen
    await reviewer.modal.get_by_text("Previous", exact=True).click()
    await expect(turn).to_be_visible()
    await reviewer.modal.get_by_role("button", name="Close").last.click()
    await expect(reviewer.modal).to_have_count(0)


async def test_the_home_tab_lists_what_waits(reviewer: Reviewer, agent: Agent, screenshots: Path) -> None:
    """Who is asked finds it there, and opens its details from there."""
    action = agent.propose(33, "A-1051")
    reviewer.slack.card(action["id"])
    await reviewer.arrive()
    await reviewer.page.locator("#sidebar .row", has_text="Sayso").click()
    home = reviewer.page.locator(".home-page")
    await expect(home).to_contain_text("A-1051")
    await reviewer.photograph(screenshots / "home.png")
    await home.get_by_text("Details", exact=True).first.click()
    await expect(reviewer.modal.locator("h2")).to_have_text("Details")
    await reviewer.modal.get_by_role("button", name="Close").last.click()
    await reviewer.become("Oliver Quist")
    await expect(home).not_to_contain_text("A-1051")


async def test_a_digest_thread_is_answered(
    reviewer: Reviewer, agent: Agent, installation: Installation, screenshots: Path
) -> None:
    """A manager opens the thread and says of a sample that it was right."""
    agent.file_note("minutes of Monday", confidence=0.4)
    assert installation.command("digest", "--now").returncode == 0
    await reviewer.arrive(LEA, DIGEST)
    head = reviewer.page.locator("#room article", has_text="digest")
    await head.locator(".thread-link").click(timeout=PATIENCE)
    sample = reviewer.page.locator("#thread article", has_text="minutes of Monday")
    await sample.get_by_text("Looks right", exact=True).click()
    await expect(sample).to_contain_text("Looks right, says Lea Brandt")
    await reviewer.photograph(screenshots / "digest.png", of=sample)


async def test_on_a_phone(reviewer: Reviewer, agent: Agent, screenshots: Path) -> None:
    """Nothing sticks out sideways, and a card is decided with a thumb."""
    action = agent.propose(55, "A-1052", reasoning="A-very-long-word-" * 20)
    await reviewer.page.set_viewport_size(PHONE)
    await reviewer.arrive()
    card = await reviewer.shows(action["id"], "Waiting for team member")
    await reviewer.photograph(screenshots / "phone.png", of=card)
    assert await reviewer.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    inside = "(list) => list.scrollWidth <= list.clientWidth"
    assert await reviewer.page.locator("#room .messages").evaluate(inside)
    await reviewer.press(action["id"], "Approve")
    await reviewer.shows(action["id"], "Approved by Sam Okafor")
    await reviewer.page.get_by_role("button", name="Channels and people").click()
    await reviewer.become("Lea Brandt")
    await expect(reviewer.page.locator("body")).not_to_have_class("sidebar-open")
    assert agent.read(action["id"])["status"] == "approved"
