"""A person at the sandbox page: what they look at and what they press, by the words that they read."""

from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Locator, Page, expect

from tests.acceptance.workspace import APPROVALS, SAM, Workspace

PATIENCE = 20_000.0
"""Milliseconds."""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A browser on the page, and the workspace behind it."""

    page: Page
    slack: Workspace

    async def arrive(self, user: str = SAM, channel: str = APPROVALS) -> None:
        """The page shows this channel to this person."""
        channels = self.slack.get("channels")["channels"]
        channel_id = next(one["id"] for one in channels if "#" + one["name"] == channel)
        await self.page.goto(f"{self.slack.url}/#as={user}&channel={channel_id}")
        await expect(self.page.locator("#room h2")).to_have_text(channel.replace("#", "# "))

    async def become(self, name: str) -> None:
        """The person at the page is this one now."""
        await self.page.locator("#sidebar .person", has_text=name).click()
        await expect(self.page.locator("#sidebar .person", has_text=name)).to_have_attribute("aria-pressed", "true")

    async def go(self, channel: str) -> None:
        """Another channel is shown."""
        row = self.page.locator("#sidebar .row:not(.person)", has_text=channel)
        await row.filter(has=self.page.get_by_text(channel, exact=True)).click()
        await expect(self.page.locator("#room h2")).to_contain_text(channel)

    def card(self, action_id: str) -> Locator:
        """The action's card."""
        return self.page.locator("#room article", has_text=f"id {action_id}")

    async def shows(self, action_id: str, words: str) -> Locator:
        """The action's card, once it says this."""
        card = self.card(action_id)
        await expect(card).to_contain_text(words, timeout=PATIENCE)
        return card

    async def press(self, action_id: str, button: str) -> None:
        """The button on the action's card is pressed, and a question that comes back is answered with yes."""
        await self.shows(action_id, button)
        await self.card(action_id).get_by_text(button, exact=True).click()
        if button == "Approve":
            await self.page.locator("#confirm[open]").get_by_role("button", name="Approve").click()

    async def choose(self, action_id: str, words: str) -> None:
        """This is picked from the menu beside the card's buttons."""
        await self.shows(action_id, "Details")
        menu = self.card(action_id).locator("[data-action=card_menu]")
        await menu.click()
        await self.card(action_id).get_by_role("menuitem", name=words).click()

    @property
    def modal(self) -> Locator:
        """The modal in front."""
        return self.page.locator("#modal[open]")

    async def send(self, button: str) -> None:
        """The modal is sent in."""
        await self.modal.get_by_role("button", name=button).click()

    async def photograph(self, path: Path, *, of: Locator | None = None) -> None:
        """A picture of the page, or of one thing on it."""
        if of is not None:
            # In one go: a message that changes is drawn as a new node, and scrolling step by step would lose it.
            await of.evaluate("(node) => node.scrollIntoView({block: 'nearest'})")
        await self.page.screenshot(path=path)
