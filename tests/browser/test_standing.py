"""Allow similar, by hand: two windows, the thread, the Home tab, on a desk and on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import ViewportSize, expect

from tests.acceptance.installation import Agent
from tests.browser.reviewer import PATIENCE, Reviewer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PHONE: ViewportSize = {"width": 390, "height": 844}


async def test_allow_what_looks_like_it_and_revoke_it(reviewer: Reviewer, agent: Agent, screenshots: Path) -> None:
    """From the card to the next one that nobody is asked about, and back."""
    action = agent.propose(31, "S-2001")
    await reviewer.arrive()
    await reviewer.press(action["id"], "Approve")
    await reviewer.shows(action["id"], "Approved by Sam Okafor")
    await reviewer.press(action["id"], "Allow similar…")
    await expect(reviewer.modal).to_contain_text("What you do not open here stays exactly as you approved it.")
    await reviewer.modal.get_by_role("checkbox", name="order_id").check()
    await reviewer.photograph(screenshots / "allow-similar.png")
    await reviewer.send("Show what passes")
    await expect(reviewer.modal).to_contain_text("amount: from 0 to 31")
    await expect(reviewer.modal).to_contain_text("order_id: any text")
    await reviewer.photograph(screenshots / "allow-this.png")
    await reviewer.modal.get_by_role("button", name="Allow", exact=True).click()
    await expect(reviewer.modal).to_have_count(0)

    card = reviewer.card(action["id"])
    await expect(card.locator(".thread-link")).to_be_visible(timeout=PATIENCE)
    await card.locator(".thread-link").click()
    thread = reviewer.page.locator("#thread")
    await expect(thread).to_contain_text("Sam Okafor allowed what looks like this", timeout=PATIENCE)
    await reviewer.photograph(screenshots / "allowed.png")
    again = agent.propose(30, "S-2002")
    assert (again["status"], again["decision"]["decided_by"]["kind"]) == ("approved", "policy")

    await thread.get_by_role("button", name="Revoke").click()
    await expect(thread).to_contain_text("revoked by Sam Okafor after 1 of 50 times", timeout=PATIENCE)
    await reviewer.photograph(screenshots / "revoked.png")
    assert agent.propose(30, "S-2003")["status"] == "pending"


async def test_on_a_phone(reviewer: Reviewer, agent: Agent, screenshots: Path) -> None:
    """Both windows fit, going back changes the choice, and the Home tab revokes it."""
    await reviewer.page.set_viewport_size(PHONE)
    action = agent.propose(32, "S-2004")
    await reviewer.arrive()
    await reviewer.press(action["id"], "Approve")
    await reviewer.shows(action["id"], "Approved by Sam Okafor")
    await reviewer.press(action["id"], "Allow similar…")
    await reviewer.photograph(screenshots / "allow-similar-phone.png")
    await reviewer.send("Show what passes")
    await expect(reviewer.modal).to_contain_text("order_id: exactly S-2004")
    await reviewer.modal.get_by_role("button", name="Back", exact=True).click()
    await reviewer.modal.get_by_role("checkbox", name="order_id").check()
    await reviewer.send("Show what passes")
    await expect(reviewer.modal).to_contain_text("order_id: any text")
    assert await reviewer.modal.evaluate("(dialog) => dialog.scrollWidth <= dialog.clientWidth")
    await reviewer.photograph(screenshots / "allow-this-phone.png")
    await reviewer.modal.get_by_role("button", name="Allow", exact=True).click()
    await expect(reviewer.modal).to_have_count(0)
    await reviewer.page.locator("#sidebar .row", has_text="Sayso").dispatch_event("click")
    home = reviewer.page.locator(".home-page")
    await expect(home).to_contain_text("Runs without asking", timeout=PATIENCE)
    await reviewer.photograph(screenshots / "home-standing-phone.png")
    await home.get_by_role("button", name="Revoke").click()
    await expect(home).not_to_contain_text("Runs without asking", timeout=PATIENCE)
