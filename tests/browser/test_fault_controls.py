"""The faults on the page: what is ordered there happens, is listed, and can be taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, expect
from slack_sdk.errors import SlackApiError

from tests.browser.foreign import GENERAL, Foreign
from tests.browser.foreign_blocks import CARD

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def panel(desk: Foreign) -> AsyncIterator[Locator]:
    """The faults, open on the page."""
    await desk.arrive()
    await desk.page.get_by_role("button", name="Faults").click()
    yield desk.page.locator("#panel")


async def test_a_call_fails_as_ordered(desk: Foreign, panel: Locator, screenshots: Path) -> None:
    """Two calls to fail are listed and counted down; taken back, the next call works."""
    await panel.get_by_label("Method").fill("chat.postMessage")
    await panel.get_by_label("Calls").fill("2")
    await panel.get_by_label("Error", exact=True).fill("is_archived")
    await panel.get_by_role("button", name="Order it").click()
    listed = panel.locator(".standing li")
    await expect(listed).to_contain_text("chat.postMessage answers is_archived · 2 more times")
    await expect(desk.page.locator("#banner")).to_contain_text("Faults · 1")
    await desk.page.screenshot(path=screenshots / "faults.png")
    with pytest.raises(SlackApiError, match="is_archived"):
        await desk.post()
    await expect(listed).to_contain_text("1 more time")
    await panel.get_by_role("button", name="Remove the fault of chat.postMessage").click()
    await expect(listed).to_have_count(0)
    await desk.post(text="works again")
    await expect(desk.message("works again")).to_be_visible()


async def test_rate_limits_and_slow_answers(desk: Foreign, panel: Locator) -> None:
    """429 carries its Retry-After; a method that does not exist is refused under the form."""
    await panel.get_by_label("How", exact=True).select_option("answer 429 with Retry-After")
    await panel.get_by_label("Seconds").fill("7")
    await panel.get_by_role("button", name="Order it").click()
    await expect(panel.locator(".standing li")).to_contain_text("Retry-After 7 s")
    with pytest.raises(SlackApiError) as refused:
        await desk.post()
    assert refused.value.response.headers["Retry-After"] == "7"


async def test_a_method_that_does_not_exist(desk: Foreign, panel: Locator, forgiven: list[str]) -> None:
    """The form says so, and nothing is ordered."""
    forgiven.append("400")
    await panel.get_by_label("Method").fill("chat.postMassage")
    await panel.get_by_role("button", name="Order it").click()
    await expect(panel.locator(".complaint")).to_contain_text("There is no chat.postMassage.")
    await expect(panel.locator(".standing li")).to_have_count(0)
    assert desk.heard == []


async def test_an_outage_and_its_end(desk: Foreign, panel: Locator) -> None:
    """The app is cut off while it lasts, and connects again by itself when it is over."""
    connection = desk.page.locator("#sidebar .connection")
    await panel.get_by_role("switch", name="Outage").check()
    await expect(connection).to_contain_text("App not connected")
    with pytest.raises(SlackApiError):
        await desk.post()
    await panel.get_by_role("switch", name="Outage").uncheck()
    await expect(connection).to_contain_text("App connected", timeout=30_000)
    await desk.post(text="over")
    await expect(desk.message("over")).to_be_visible()


async def test_a_payload_comes_twice(desk: Foreign, panel: Locator) -> None:
    """The app hears one press two times."""
    await desk.post(blocks=CARD)
    await panel.get_by_label("How many payloads: come twice").fill("1")
    await panel.get_by_role("button", name="come twice").click()
    await expect(panel.locator(".counted").first).to_contain_text("1 to come")
    await desk.message("Refund 900").get_by_role("button", name="Approve").click()
    await expect(panel.locator(".counted").first).not_to_contain_text("to come")
    await expect(desk.message("Too late for that.")).to_have_count(2)
    assert [body["actions"][0]["action_id"] for body in desk.heard] == ["approve", "approve"]


async def test_sockets_are_dropped(desk: Foreign, panel: Locator) -> None:
    """The app loses its line, and finds back."""
    connection = desk.page.locator("#sidebar .connection")
    await panel.get_by_role("button", name="Drop sockets").click()
    await expect(desk.page.locator("#toasts")).to_contain_text("cut off")
    await expect(connection).to_contain_text("App connected", timeout=30_000)


async def test_what_an_administrator_may_do(desk: Foreign, panel: Locator) -> None:
    """An archived channel takes no words, the app is put out, people become guests, outsiders or nobody."""
    await panel.get_by_label("App is in: #agent-approvals", exact=True).uncheck()
    await expect(desk.page.locator("#room header")).to_contain_text("the app is not in this channel")
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await desk.post()
    await panel.get_by_label("Archived: #agent-approvals", exact=True).check()
    await expect(desk.page.locator("#room .closed")).to_contain_text("archived")
    await expect(desk.page.locator("#room .composer")).to_have_count(0)
    person = desk.page.locator("#sidebar .person", has_text="Oliver Quist")
    for choice, words in {
        "Guest": "Guest",
        "From another workspace": "From another workspace",
        "Deactivated": "Deactivated",
    }.items():
        await panel.get_by_label("Oliver Quist is").select_option(choice)
        await expect(person).to_contain_text(words)
    answer = await desk.client.users_info(user="U0OLI")
    assert answer["user"]["deleted"]
    history = await desk.client.conversations_info(channel=GENERAL)
    assert history["channel"]["is_archived"]


async def test_a_switch_stays_as_it_was_put_while_the_page_is_drawn_again(desk: Foreign, panel: Locator) -> None:
    """The sockets that an outage cuts make the page draw before the new settings have come."""
    switch = panel.get_by_role("switch", name="Outage")
    assert await switch.evaluate(
        """async (box) => {
          const seen = [];
          box.click();
          for (let turn = 0; turn < 20; turn += 1) {
            seen.push(box.checked);
            await new Promise((next) => setTimeout(next, 20));
          }
          return seen.every(Boolean);
        }"""
    )
    await switch.uncheck()
    await expect(switch).not_to_be_checked()
