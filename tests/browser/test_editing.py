"""Modify as a form, by hand: fields, rows that open windows of their own, and back; on a desk and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import ViewportSize, expect

from tests.acceptance.installation import Agent
from tests.browser.reviewer import Reviewer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PHONE: ViewportSize = {"width": 390, "height": 844}
INVOICE: dict[str, Any] = {
    "number": "INV-007",
    "paid": False,
    "note": "Please pay within 14 days, and give the number.\nThank you, also for the order of last week.",
    "tags": ["spring", "b2b"],
    "lines": [
        {"sku": "A-1", "text": "Chair, oak", "count": 4, "price": 89.5},
        {"sku": "B-2", "text": "Table, oak", "count": 1, "price": 420},
    ],
    "buyer": {"name": "Ada & Sons", "address": {"street": "Main St 1", "city": "Ghent"}},
}


@pytest.mark.parametrize("size", ["desk", "phone"])
async def test_edit_an_invoice_with_lines(reviewer: Reviewer, agent: Agent, screenshots: Path, size: str) -> None:
    """A field, a line, a new line, an object in an object: what the agent gets is exactly that."""
    if size == "phone":
        await reviewer.page.set_viewport_size(PHONE)
    action = agent.propose(action_type="invoice.send", payload=INVOICE, description=f"Send the invoice ({size})")
    await reviewer.arrive()
    await reviewer.press(action["id"], "Modify")
    await expect(reviewer.modal).to_contain_text("Submitting approves the action with your changes")
    await reviewer.modal.get_by_role("textbox", name="number").fill("INV-008")
    await reviewer.photograph(screenshots / f"edit-form-{size}.png")
    await _menu(reviewer, "1: sku: A-1", "Edit")
    await expect(reviewer.modal.get_by_role("textbox", name="price")).to_have_value("89.5")
    await reviewer.modal.get_by_role("textbox", name="price").fill("79.9")
    await reviewer.photograph(screenshots / f"edit-row-{size}.png")
    await reviewer.send("Done")
    await expect(reviewer.modal).to_contain_text("price: 79.9")
    await expect(reviewer.modal.get_by_role("textbox", name="number")).to_have_value("INV-008")
    await reviewer.modal.get_by_role("button", name="Add to lines").click()
    await expect(reviewer.modal).to_contain_text("lines 3")
    await reviewer.photograph(screenshots / f"edit-added-{size}.png")
    await reviewer.modal.get_by_role("button", name="Edit as text").click()
    await reviewer.modal.locator("textarea").first.fill('{"sku": "C-3", "text": "Lamp", "count": 1, "price": 35}')
    await reviewer.send("Done")
    await expect(reviewer.modal).to_contain_text("sku: C-3")
    await reviewer.photograph(screenshots / f"edit-changed-{size}.png")
    add = reviewer.modal.get_by_role("button", name="Add to lines")
    await reviewer.photograph(screenshots / f"edit-rows-{size}.png", of=add)
    await reviewer.send("Approve changes")
    await expect(reviewer.modal).to_have_count(0)
    card = await reviewer.shows(action["id"], "Approved with changes by Sam Okafor")
    await reviewer.photograph(screenshots / f"edit-card-{size}.png", of=card)
    lines = [{**INVOICE["lines"][0], "price": 79.9}, INVOICE["lines"][1]]
    lines.append({"sku": "C-3", "text": "Lamp", "count": 1, "price": 35})
    decided = agent.read(action["id"], wait=10)["decision"]
    assert decided["modified_payload"] == {**INVOICE, "number": "INV-008", "lines": lines}


async def _menu(reviewer: Reviewer, row: str, words: str) -> None:
    """This is picked from the menu of the row that says so."""
    block = reviewer.modal.locator(".block, section, div", has_text=row).filter(
        has=reviewer.page.locator("[data-action=edit_row_menu]")
    )
    await block.last.locator("[data-action=edit_row_menu]").click()
    await reviewer.modal.get_by_role("menuitem", name=words).click()
