"""Deciding by hand: what a reviewer presses reaches the agent, and what they see is what happened."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.acceptance.installation import Agent
from tests.acceptance.workspace import LEA, OLIVER
from tests.browser.reviewer import PATIENCE, Reviewer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

CLAIMS = {"confidence": 0.82, "reasoning": "The photo shows a cracked screen; the order is six days old."}


async def test_approve(reviewer: Reviewer, agent: Agent, screenshots: Path) -> None:
    """One press and one yes; the card says who, and those that decide are gone."""
    action = agent.propose(900, "A-1042", **CLAIMS)
    await reviewer.arrive()
    card = await reviewer.shows(action["id"], "Waiting for team member")
    await reviewer.photograph(screenshots / "pending.png", of=card)
    await reviewer.press(action["id"], "Approve")
    await reviewer.shows(action["id"], "Approved by Sam Okafor")
    assert agent.read(action["id"], wait=10)["decision"]["text"] == "Approved by Sam Okafor"
    await expect(card.get_by_role("button", name=re.compile("^(Approve|Reject|Modify)"))).to_have_count(0)
    await expect(card.locator("[data-action=card_menu]")).to_have_text("Report a problem…")
    await expect(card.get_by_text("Details", exact=True)).to_be_visible()
    await expect(card.locator(".thread-link")).to_be_visible(timeout=PATIENCE)
    await card.locator(".thread-link").click()
    await expect(reviewer.page.locator("#thread")).to_contain_text("Approved by Sam Okafor")
    await reviewer.photograph(screenshots / "approved.png", of=card)


async def test_going_back_from_the_question_decides_nothing(reviewer: Reviewer, agent: Agent) -> None:
    """A slip of the finger on Approve is caught."""
    action = agent.propose(901, "A-1043")
    await reviewer.arrive()
    card = await reviewer.shows(action["id"], "Approve")
    await card.get_by_text("Approve", exact=True).click()
    question = reviewer.page.locator("#confirm[open]")
    await expect(question).to_contain_text("cannot be undone")
    await question.get_by_role("button", name="Go back").click()
    await expect(question).to_have_count(0)
    assert agent.read(action["id"])["status"] == "pending"


async def test_reject_with_a_reason(reviewer: Reviewer, agent: Agent, screenshots: Path) -> None:
    """Without a reason the modal stays; with one the agent reads it."""
    action = agent.propose(1400, "A-1044")
    await reviewer.arrive()
    await reviewer.press(action["id"], "Reject")
    await expect(reviewer.modal).to_contain_text("Why do you reject it?")
    await reviewer.send("Reject")
    await expect(reviewer.modal.locator(".complaint")).to_contain_text("required")
    await reviewer.modal.locator("textarea").fill("The order was never paid.")
    await reviewer.photograph(screenshots / "reject-modal.png")
    await reviewer.send("Reject")
    await expect(reviewer.modal).to_have_count(0)
    card = await reviewer.shows(action["id"], "Rejected by Sam Okafor")
    await expect(card).to_contain_text("The order was never paid.")
    decision = agent.read(action["id"], wait=10)["decision"]
    assert (decision["status"], decision["reason"]) == ("rejected", "The order was never paid.")
    await reviewer.photograph(screenshots / "rejected.png", of=card)


async def test_modify_after_a_mistake_in_a_field(reviewer: Reviewer, agent: Agent, screenshots: Path) -> None:
    """What is no number, and what the schema forbids, is said under the field; the corrected value is what runs."""
    action = agent.propose(650, "A-1045")
    await reviewer.arrive()
    await reviewer.press(action["id"], "Modify")
    field = reviewer.modal.get_by_role("textbox", name="amount")
    await field.fill("12 apples")
    await reviewer.send("Approve changes")
    await expect(reviewer.modal.locator(".complaint")).to_contain_text("Write a number")
    await reviewer.photograph(screenshots / "modify-modal.png")
    await field.fill("-5")
    await reviewer.send("Approve changes")
    await expect(reviewer.modal.locator(".complaint")).to_contain_text(re.compile("minimum|-5"))
    await field.fill("325")
    await reviewer.send("Approve changes")
    await expect(reviewer.modal).to_have_count(0)
    card = await reviewer.shows(action["id"], "Sam Okafor")
    await expect(card).to_contain_text("650 → 325")
    answer = agent.read(action["id"], wait=10)
    assert answer["status"] == "modified"
    assert answer["decision"]["modified_payload"] == {"order_id": "A-1045", "amount": 325}
    await reviewer.photograph(screenshots / "modified.png", of=card)


async def test_escalate_then_decide_as_the_lead(reviewer: Reviewer, agent: Agent, screenshots: Path) -> None:
    """The old card leads on, the new one stands with the leads, and the lead's answer is on both."""
    action = agent.propose(260, "A-1046")
    await reviewer.arrive()
    await reviewer.choose(action["id"], "Escalate to team lead")
    card = await reviewer.shows(action["id"], "Escalated to team lead in #agent-approvals-leads")
    await reviewer.photograph(screenshots / "escalated.png", of=card)
    await reviewer.become("Lea Brandt")
    await reviewer.go("agent-approvals-leads")
    await reviewer.press(action["id"], "Approve")
    await reviewer.shows(action["id"], "Approved by Lea Brandt")
    assert agent.read(action["id"], wait=10)["decision"]["decided_by"]["id"] == LEA
    await reviewer.go("agent-approvals")
    await reviewer.shows(action["id"], "Approved by Lea Brandt (team lead)")


async def test_an_outsider_is_refused_in_private(reviewer: Reviewer, agent: Agent, screenshots: Path) -> None:
    """Oliver reads why, alone; the action waits on."""
    action = agent.propose(75, "A-1047")
    await reviewer.arrive(OLIVER)
    await reviewer.press(action["id"], "Approve")
    refusal = reviewer.page.locator("article.ephemeral").last
    await expect(refusal).to_contain_text("Not allowed")
    await expect(refusal).to_contain_text("Only visible to you")
    await reviewer.photograph(screenshots / "refused.png", of=refusal)
    await reviewer.become("Sam Okafor")
    await expect(reviewer.page.locator("article.ephemeral", has_text="Not allowed")).to_have_count(0)
    assert agent.read(action["id"])["status"] == "pending"


async def test_silence_is_shown_as_silence(reviewer: Reviewer, agent: Agent, screenshots: Path) -> None:
    """A card runs out before the reader's eyes, and is nobody's no."""
    action = agent.propose(480, "A-1048", review_timeout="2s")
    await reviewer.arrive()
    card = await reviewer.shows(action["id"], "Timed out")
    await expect(card).to_contain_text("not a person's decision")
    await expect(card).not_to_contain_text("Rejected")
    await expect(card.get_by_text("Approve", exact=True)).to_have_count(0)
    await reviewer.photograph(screenshots / "timed-out.png", of=card)
