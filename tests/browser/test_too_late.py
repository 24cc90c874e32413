"""Somebody presses a button that their page still shows, after somebody else has decided."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import WebSocketRoute, expect

from tests.acceptance.installation import Agent
from tests.acceptance.workspace import SAM
from tests.browser.reviewer import Reviewer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_stale_button_changes_nothing_and_says_who_decided(
    reviewer: Reviewer, agent: Agent, screenshots: Path
) -> None:
    """The page has not heard of the decision; the press is answered with it, to the one who pressed alone."""
    holding = False

    def on_socket(line: WebSocketRoute) -> None:
        server = line.connect_to_server()
        server.on_message(lambda message: None if holding else line.send(message))

    await reviewer.page.route_web_socket("**/sandbox/ws", on_socket)
    action = agent.propose(77, "A-1060")
    await reviewer.arrive()
    await reviewer.shows(action["id"], "Approve")
    holding = True
    reviewer.slack.press(SAM, reviewer.slack.card(action["id"]), "Approve")
    assert agent.read(action["id"], wait=10)["status"] == "approved"
    await reviewer.press(action["id"], "Approve")
    told = reviewer.slack.wait_for("Sam Okafor", user=SAM, kind="ephemeral")["message"]
    holding = False
    await reviewer.page.reload()
    private = reviewer.page.locator(f'#room article[data-ts="{told["ts"]}"]')
    await expect(private).to_contain_text("Only visible to you")
    await expect(private).to_contain_text("Sam Okafor")
    await expect(reviewer.card(action["id"]).get_by_text("Approve", exact=True)).to_have_count(0)
    assert agent.read(action["id"])["decision"]["text"] == "Approved by Sam Okafor"
    await reviewer.photograph(screenshots / "too-late.png", of=private)
