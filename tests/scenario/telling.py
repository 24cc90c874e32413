"""The words in which scenarios are told: channels, cards, clicks, windows. Each step waits for the one before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from blocks.kit import ids
from sandbox.forms import label_of
from sandbox.message import words_in
from sandbox.validation.inside import elements_of
from tests.scenario.told import Told
from tests.scenario.windows import Window

if TYPE_CHECKING:
    from tests.scenario.stage import Stage

AN_ID = re.compile(r"(?<=\bid )[a-z]{3}_[0-9a-z]{26}")


class Channel:
    """A channel as people read it."""

    def __init__(self, stage: Stage, name: str) -> None:
        self.stage = stage
        self.name = name

    async def messages(self) -> list[dict[str, Any]]:
        """What stands in it, oldest first, without the replies in threads."""
        said = await self.stage.look("messages", channel=self.name)
        every: list[dict[str, Any]] = said["messages"]
        return [one for one in every if one.get("thread_ts") in (None, one["ts"])]

    def expect_card(self, words: str) -> Card:
        """The one card here with these words on it."""
        return Card(self, words)

    async def expect_nothing(self) -> None:
        """Nobody has said anything here."""
        assert [words_in(message) for message in await self.messages()] == []


class Card(Told):
    """One message of the bot, found by words on it when the chain begins."""

    def __init__(self, channel: Channel, words: str) -> None:
        super().__init__(channel.stage)
        self.channel = channel
        self.message: dict[str, Any] = {}
        self.answered: dict[str, Any] = {}
        self._then(lambda: self._find(words))

    @property
    def ts(self) -> str:
        return str(self.message["ts"])

    def click(self, label: str, *, as_: str) -> Card:
        """The person presses the button with this label; the bot has answered, and has redrawn what it had to."""

        async def step() -> None:
            self.answered = await self.stage.do("click", user=as_, channel=self.channel.name, ts=self.ts, text=label)
            assert self.answered["ok"], self.answered
            await self.stage.settle()

        return self._then(step)

    def choose(self, words: str, *, as_: str) -> Card:
        """The person picks this from the card's menu, or presses it where it is a button by itself."""

        async def step() -> None:
            fields = {"action_id": ids.CARD_MENU, "value": self.choices().get(words, words)}
            self.answered = await self.stage.do("click", user=as_, channel=self.channel.name, ts=self.ts, **fields)
            assert self.answered["ok"], self.answered
            await self.stage.settle()

        return self._then(step)

    def expect_choices(self, *words: str) -> Card:
        """The card's menu offers exactly this."""

        async def step() -> None:
            await self._refresh()
            assert list(self.choices()) == list(words)

        return self._then(step)

    def click_old(self, action_id: str, value: str, *, as_: str, kind: str = "button") -> Card:
        """The person's client still shows a button that is gone, or a menu (`overflow`), and they use it."""

        async def step() -> None:
            fields = {"action_id": action_id, "value": value, "stale": True, "type": kind}
            self.answered = await self.stage.do("click", user=as_, channel=self.channel.name, ts=self.ts, **fields)
            assert self.answered["ok"], self.answered
            await self.stage.settle()

        return self._then(step)

    def expect(self, *words: str) -> Card:
        """The card now says all of this, to the eye and to a screen reader."""

        async def step() -> None:
            await self._refresh()
            for word in words:
                assert word in words_in(self.message), words_in(self.message)
                assert word in self.message["text"], self.message["text"]

        return self._then(step)

    def expect_buttons(self, *labels: str) -> Card:
        """The card has exactly these buttons."""

        async def step() -> None:
            await self._refresh()
            own = [button for button in self.buttons() if button["action_id"] != ids.CARD_MENU]
            assert [label_of(button) for button in own] == list(labels)

        return self._then(step)

    def expect_reply(self, words: str) -> Card:
        """The bot has said this in the card's thread."""

        async def step() -> None:
            replies = await self.replies()
            assert any(words in reply for reply in replies), replies

        return self._then(step)

    def expect_told(self, user: str, words: str) -> Card:
        """The person alone was told this; then the card has been redrawn where that was due."""

        async def step() -> None:
            await self.stage.told(user, words)
            await self.stage.settle()

        return self._then(step)

    def expect_window(self, words: str, *, of: str) -> Window:
        """The person has a modal before them that says this."""
        return Window(self, words, of)

    async def replies(self) -> list[str]:
        """What stands in the thread, oldest first."""
        said = await self.stage.look("messages", channel=self.channel.name, thread_ts=self.ts)
        return [words_in(one) for one in said["messages"] if one["ts"] != self.ts]

    def buttons(self) -> list[dict[str, Any]]:
        return [
            element
            for block in self.message["blocks"]
            for _, element in elements_of(block)
            if element["type"] == "button"
        ]

    def choices(self) -> dict[str, str]:
        """What can be chosen beside the buttons, with the value of each."""
        every = (element for block in self.message["blocks"] for _, element in elements_of(block))
        menus = [element for element in every if element.get("action_id") == ids.CARD_MENU]
        return {label_of(one): one["value"] for menu in menus for one in menu.get("options") or [menu]}

    def value(self, action_id: str) -> str:
        """What the button carries."""
        return next(str(button["value"]) for button in self.buttons() if button["action_id"] == action_id)

    async def _find(self, words: str) -> None:
        every = await self.channel.messages()
        # Not in an id, which has any digits: an order's number may be among them.
        found = [message for message in every if words in AN_ID.sub("", words_in(message))]
        assert len(found) == 1, f"{len(found)} cards say “{words}”; here: {[words_in(one) for one in every]}"
        self.message = found[0]

    async def _refresh(self) -> None:
        self.message = next(one for one in await self.channel.messages() if one["ts"] == self.ts)
