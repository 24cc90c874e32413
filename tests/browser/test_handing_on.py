"""The menu beside a card's buttons, and cards that several people decide one after the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import ViewportSize, expect

from tests.acceptance.installation import Agent
from tests.acceptance.workspace import DEVI
from tests.browser.reviewer import PATIENCE, Reviewer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

RISK = "#agent-approvals-risk"
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}


async def test_more_time_then_handed_to_a_colleague(reviewer: Reviewer, agent: Agent, screenshots: Path) -> None:
    """The menu offers what is possible; whom the policy does not name is refused under the field; the other decides."""
    action = agent.propose(300, "A-1060")
    await reviewer.arrive()
    card = await reviewer.shows(action["id"], "Waiting for team member")
    await card.locator("[data-action=card_menu]").click()
    offered = card.locator(".block.actions").get_by_role("menuitem")
    await expect(offered).to_have_text(
        ["Hand over to a colleague…", "Give it 15 minutes more", "Escalate to team lead"]
    )
    await reviewer.photograph(screenshots / "card-menu.png", of=card)
    await offered.nth(1).click()
    await reviewer.shows(action["id"], "15 minutes more, given by Sam Okafor")
    # The reply is the last that changes here; before it, the menu might be drawn anew under the pointer.
    await expect(card.locator(".thread-link")).to_be_visible(timeout=PATIENCE)
    await reviewer.choose(action["id"], "Hand over")
    whom = reviewer.modal.get_by_label("To whom?")
    await whom.select_option("U0OLI")
    await reviewer.send("Hand over")
    await expect(reviewer.modal.locator(".complaint")).to_contain_text("Oliver Quist")
    await reviewer.photograph(screenshots / "hand-over-modal.png")
    await whom.select_option("U0LEA")
    await reviewer.modal.locator("textarea").fill("You know this customer.")
    await reviewer.send("Hand over")
    await expect(reviewer.modal).to_have_count(0)
    card = await reviewer.shows(action["id"], "Handed to @Lea Brandt by Sam Okafor")
    await card.locator(".thread-link").click(timeout=PATIENCE)
    thread = reviewer.page.locator("#thread")
    await expect(thread).to_contain_text("You know this customer.", timeout=PATIENCE)
    await expect(thread).to_contain_text("More time: Sam Okafor gave it 15 minutes more")
    await reviewer.photograph(screenshots / "handed-over.png", of=card)
    await reviewer.become("Lea Brandt")
    await reviewer.press(action["id"], "Approve")
    await reviewer.shows(action["id"], "Approved by Lea Brandt")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_two_stages_say_yes(reviewer: Reviewer, agent: Agent, size: ViewportSize, screenshots: Path) -> None:
    """Each has its own card, which says who said yes before and who comes then; held, that only people end it."""
    payload = {"with": f"ACME {size['width']}"}
    action = agent.propose(action_type="contract.sign", payload=payload, review_timeout="3s")
    assert (action["stage"], action["held"]) == ("security", False)
    await reviewer.page.set_viewport_size(size)
    await reviewer.arrive(DEVI, RISK)
    card = await reviewer.shows(action["id"], "security decides now → then legal")
    await reviewer.shows(action["id"], "nothing ends it but a person")
    await reviewer.photograph(screenshots / f"held-{size['width']}.png", of=card)
    assert await reviewer.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    read = agent.read(action["id"])
    assert (read["status"], read["held"], read["deadline_at"]) == ("pending", True, None)
    await reviewer.press(action["id"], "Approve")
    card = await reviewer.shows(action["id"], "Security said yes (Devi Rao), now with legal")
    await reviewer.photograph(screenshots / f"stage-passed-{size['width']}.png", of=card)
    assert agent.read(action["id"])["stage"] == "legal"
    await reviewer.arrive("U0MINA", "#agent-approvals-exec")
    card = await reviewer.shows(action["id"], "security said yes (Devi Rao) → legal decides now")
    await reviewer.photograph(screenshots / f"second-stage-{size['width']}.png", of=card)
    await reviewer.press(action["id"], "Approve")
    await reviewer.shows(action["id"], "Approved by Devi Rao and Mina Kovač")
    assert agent.read(action["id"], wait=10)["status"] == "approved"
