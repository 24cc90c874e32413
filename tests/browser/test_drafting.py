"""A draft finished by hand, on a desk and on a phone: ordinary, large, long, and from right to left."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, ViewportSize, expect

from tests.acceptance.installation import Agent
from tests.browser.reviewer import PATIENCE, Reviewer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])

NOTES: list[dict[str, Any]] = [
    {"type": "confident", "content": "Version 2.4 brings faster search and a calmer inbox."},
    {
        "type": "uncertain",
        "key": "deprecations",
        "content": "The old export format will be removed in version 3.",
        "notes": "The ticket says “maybe version 3”. Ask the platform team.",
        "alternatives": [
            "The old export format will be removed in a later version.",
            "The old export format stays for now, and we will tell you half a year before it goes.",
        ],
        "evidence": ["https://tracker.example.com/4711", "“we might drop it in v3”, platform channel"],
    },
    {"type": "confident", "content": "Fixed: attachments with a space in their name open again."},
    {
        "type": "placeholder",
        "key": "thanks",
        "content": "Who gets a thank-you in this release?",
        "notes": "Names are in the release ticket.",
    },
    {"type": "confident", "content": "Thank you for reading."},
]
KINDS = ("confident", "uncertain", "confident", "placeholder", "confident")
MANY: list[dict[str, Any]] = [
    {"type": KINDS[n % 5], "content": f"Sentence number {n} of a long draft.", "notes": f"Note {n}."}
    for n in range(200)
]
LINE = "The quick brown fox jumps over the lazy dog & runs <home>.\n"
LONG: list[dict[str, Any]] = [
    {"type": "uncertain", "content": (LINE * 1_100)[:60_000]},
    {"type": "placeholder", "content": "How does it end?"},
]
RTL: list[dict[str, Any]] = [
    {"type": "confident", "content": "שלום רב,"},
    {
        "type": "uncertain",
        "content": "ההזמנה שלך מספר 4711 תגיע ביום שני 🎉👩‍👩‍👧‍👦",
        "notes": "האם התאריך נכון?",
        "alternatives": ["ההזמנה תגיע ביום שלישי 🚚"],
    },
    {"type": "placeholder", "content": "מי חותם?"},
]


def propose(agent: Agent, title: str, blocks: list[dict[str, Any]], action_type: str = "text.finish") -> Any:
    """The action of an agent with this draft."""
    return agent.propose(
        action_type=action_type, description="Publish it", payload={"title": title}, draft={"blocks": blocks}
    )


async def open_draft(reviewer: Reviewer, action: Any, size: ViewportSize) -> None:
    """Sam has the draft's window in front of them."""
    await reviewer.page.set_viewport_size(size)
    await reviewer.arrive()
    await reviewer.press(action["id"], "Edit the draft")
    await expect(reviewer.modal).to_contain_text("still to do")


async def fits(reviewer: Reviewer) -> None:
    """Nothing sticks out at the side."""
    assert await reviewer.modal.evaluate("(dialog) => dialog.scrollWidth <= dialog.clientWidth")


async def press(reviewer: Reviewer, name: str) -> None:
    """A button of the window is pressed."""
    await reviewer.modal.get_by_role("button", name=name).first.click()


async def close(reviewer: Reviewer) -> None:
    """The window is closed."""
    await reviewer.page.keyboard.press("Escape")
    await expect(reviewer.modal).to_have_count(0)


def text_of(reviewer: Reviewer, label: str) -> Locator:
    """The input with this label."""
    return reviewer.modal.get_by_label(label)


def letter_of(said: str) -> str:
    """The name under which the text that stays for now can be chosen."""
    found = re.search(r"(Text [A-Z]):\s+The old export format stays", said)
    assert found, said
    return f"^{found[1]}$"


@SIZES
async def test_release_notes(reviewer: Reviewer, agent: Agent, screenshots: Path, size: ViewportSize) -> None:
    """An alternative is chosen, a gap is filled, the questions are answered, and the agent gets the text."""
    action = propose(agent, f"2.4 at {size['width']}", NOTES, "notes.publish")
    await open_draft(reviewer, action, size)
    await reviewer.photograph(screenshots / f"draft-todo-{size['width']}.png")
    await fits(reviewer)
    await text_of(reviewer, "Who gets a thank-you").fill("Ana, Bo and Chi 🎉")
    await reviewer.modal.get_by_role("radio", name=re.compile(letter_of(await reviewer.modal.inner_text()))).check()
    await expect(text_of(reviewer, "Text of block 2")).to_have_value(
        "The old export format stays for now, and we will tell you half a year before it goes."
    )
    await expect(text_of(reviewer, "Who gets a thank-you")).to_have_value("Ana, Bo and Chi 🎉")
    await reviewer.photograph(screenshots / f"draft-chosen-{size['width']}.png")
    await reviewer.send("Approve this text")
    await expect(reviewer.modal).to_contain_text("Not approved yet. What you wrote is saved.")
    await reviewer.photograph(screenshots / f"draft-not-yet-{size['width']}.png")
    await press(reviewer, "looks right as it is")
    for point in ("how to upgrade", "what breaks"):
        await reviewer.modal.get_by_role("radio", name="It is there").nth(0 if point == "how to upgrade" else 1).check()
        await expect(reviewer.modal).to_contain_text(f"“{point}”? · It is there, says Sam Okafor")
    await press(reviewer, "Show: Whole draft")
    await expect(reviewer.modal).to_contain_text("▸ Whole draft")
    await reviewer.photograph(screenshots / f"draft-whole-{size['width']}.png")
    await fits(reviewer)
    await press(reviewer, "Show: Preview")
    await expect(reviewer.modal).to_contain_text("▸ Preview")
    await expect(reviewer.modal).to_contain_text("ready to be approved")
    await reviewer.photograph(screenshots / f"draft-preview-{size['width']}.png")
    await reviewer.send("Approve this text")
    await expect(reviewer.modal).to_have_count(0)
    card = await reviewer.shows(action["id"], "Approved with changes by Sam Okafor")
    await expect(card).to_contain_text("✍️ 5 blocks", timeout=PATIENCE)
    await reviewer.photograph(screenshots / f"draft-decided-{size['width']}.png", of=card)
    decision = agent.read(action["id"], wait=10)["decision"]
    assert decision["modified_payload"]["body"].endswith("Ana, Bo and Chi 🎉\n\nThank you for reading.")


async def test_the_card(reviewer: Reviewer, agent: Agent, screenshots: Path) -> None:
    """What needs a person stands on the card, and a look at it on a phone."""
    action = propose(agent, "the card", NOTES, "notes.publish")
    await reviewer.arrive()
    card = await reviewer.shows(action["id"], "Draft 60% complete")
    await reviewer.photograph(screenshots / "draft-card-1280.png", of=card)
    await expect(card.get_by_text("Approve", exact=True)).to_have_count(0)
    await reviewer.page.set_viewport_size(PHONE)
    await reviewer.photograph(screenshots / "draft-card-390.png", of=reviewer.card(action["id"]))


@SIZES
async def test_two_hundred_blocks(reviewer: Reviewer, agent: Agent, screenshots: Path, size: ViewportSize) -> None:
    """Every page opens, and what is written on one is there on the way back."""
    action = propose(agent, f"many at {size['width']}", MANY)
    await open_draft(reviewer, action, size)
    await expect(reviewer.modal).to_contain_text("page 1 of 10")
    await reviewer.photograph(screenshots / f"draft-many-{size['width']}.png")
    await text_of(reviewer, "Sentence number 3 of").fill("Written on the first page.")
    await press(reviewer, "Next page")
    await expect(reviewer.modal).to_contain_text("page 2 of 10")
    await fits(reviewer)
    await press(reviewer, "Previous page")
    await expect(text_of(reviewer, "Sentence number 3 of")).to_have_value("Written on the first page.")
    await press(reviewer, "Show: Whole draft")
    await expect(reviewer.modal).to_contain_text("page 1 of 17")
    for page in range(2, 18):
        await press(reviewer, "Next page")
        await expect(reviewer.modal).to_contain_text(f"page {page} of 17")
    await press(reviewer, "Edit block 200, too")
    await text_of(reviewer, "Text of block 200").fill("The end.")
    await press(reviewer, "Show: Preview")
    await expect(reviewer.modal).to_contain_text("The end.")
    await fits(reviewer)
    await close(reviewer)


@SIZES
async def test_sixty_thousand_characters(
    reviewer: Reviewer, agent: Agent, screenshots: Path, size: ViewportSize
) -> None:
    """One long block in parts: the last is edited, and all the others stay byte for byte."""
    action = propose(agent, f"long at {size['width']}", LONG)
    await open_draft(reviewer, action, size)
    parts = reviewer.modal.get_by_label("Text of block 1")
    count = await parts.count()
    await reviewer.photograph(screenshots / f"draft-long-{size['width']}.png")
    last = parts.nth(count - 1)
    before = await last.input_value()
    await last.fill(before + "THE END")
    await press(reviewer, "Save what you typed")
    await expect(reviewer.modal).to_contain_text("Saved")
    await fits(reviewer)
    while await text_of(reviewer, "How does it end?").count() == 0:
        await press(reviewer, "Next page")
        await expect(reviewer.modal).to_contain_text("page 2 of 2")
    await text_of(reviewer, "How does it end?").fill("Well.")
    await reviewer.send("Approve this text")
    await expect(reviewer.modal).to_have_count(0)
    body = agent.read(action["id"], wait=10)["decision"]["modified_payload"]["body"]
    assert body == LONG[0]["content"] + "THE END" + "\n\nWell."


@SIZES
async def test_from_right_to_left(reviewer: Reviewer, agent: Agent, screenshots: Path, size: ViewportSize) -> None:
    """Hebrew and emoji come and go as they are."""
    action = propose(agent, f"right to left at {size['width']}", RTL)
    await open_draft(reviewer, action, size)
    await reviewer.photograph(screenshots / f"draft-rtl-{size['width']}.png")
    await fits(reviewer)
    await text_of(reviewer, "מי חותם?").fill("דנה כהן 👩🏽‍💻")
    await press(reviewer, "Show: Preview")
    await expect(reviewer.modal).to_contain_text("▸ Preview")
    await expect(reviewer.modal).to_contain_text("דנה כהן")
    await reviewer.photograph(screenshots / f"draft-rtl-preview-{size['width']}.png")
    await reviewer.send("Approve this text")
    await expect(reviewer.modal).to_have_count(0)
    body = agent.read(action["id"], wait=10)["decision"]["modified_payload"]["body"]
    assert body == "\n\n".join([RTL[0]["content"], RTL[1]["content"], "דנה כהן 👩🏽‍💻"])


async def test_two_reviewers(reviewer: Reviewer, agent: Agent, screenshots: Path) -> None:
    """Devi was faster: Sam reads both texts, and puts theirs there."""
    action = propose(agent, "two", NOTES)
    await open_draft(reviewer, action, DESK)
    await close(reviewer)
    await reviewer.become("Devi Rao")
    await reviewer.press(action["id"], "Edit the draft")
    await text_of(reviewer, "Who gets a thank-you").fill("Devi thanks everybody.")
    slow = await reviewer.page.context.new_page()
    sam = Reviewer(slow, reviewer.slack)
    await sam.arrive()
    await sam.press(action["id"], "Edit the draft")
    await press(reviewer, "Save what you typed")
    await expect(reviewer.modal).to_contain_text("Saved")
    await text_of(sam, "Who gets a thank-you").fill("Sam thanks Ana.")
    await press(sam, "Save what you typed")
    await expect(sam.modal).to_contain_text("Devi Rao was faster in block 4")
    await sam.photograph(screenshots / "draft-two.png")
    await press(sam, "Put my text into block")
    await expect(text_of(sam, "Who gets a thank-you")).to_have_value("Sam thanks Ana.")
    await close(sam)
    await close(reviewer)
