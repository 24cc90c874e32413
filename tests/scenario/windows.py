"""The windows of scenarios: what a person fills in, presses, chooses and reads in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from blocks.kit import ids
from oversight.exact_json.json_path import read_json_path
from sandbox.forms import label_of
from sandbox.message import words_in
from sandbox.validation.inside import elements_of
from tests.scenario.told import Told

if TYPE_CHECKING:
    from tests.scenario.telling import Card


class Window(Told):
    """The modal that one person has on top."""

    def __init__(self, card: Card, words: str, user: str) -> None:
        super().__init__(card.stage)
        self.card, self.user = card, user
        self.view: dict[str, Any] = {}
        self._then(self._after_the_card)
        self._then(lambda: self._see(words))

    async def _after_the_card(self) -> None:
        await self.card

    def submit(self, **values: Any) -> Window:
        """The person fills the fields and sends the modal in; fields of an edit are named by JSON paths."""

        async def step() -> None:
            named = self._named(values)
            self.answered = await self.stage.do("submit", user=self.user, view_id=self.view["id"], values=named)
            await self._look()
            await self.stage.settle()

        return self._then(step)

    def press(self, label: str, **values: Any) -> Window:
        """The person presses a button in the modal, with these values in its fields."""

        async def step() -> None:
            named = self._named(values)
            said = await self.stage.do("click", user=self.user, view_id=self.view["id"], text=label, values=named)
            assert said["ok"], said
            await self._look()

        return self._then(step)

    def choose(self, words: str, *, of: str = "", **values: Any) -> Window:
        """The person picks this from the menu of a row, or presses the row's button; `of` is its JSON path."""

        async def step() -> None:
            block, element = self._menu(words, of)
            offered = {label_of(one): one["value"] for one in element.get("options") or ()}
            fields = {"block_id": block["block_id"], "action_id": element["action_id"]}
            fields["value"] = offered.get(words, element.get("value"))
            named = self._named(values)
            said = await self.stage.do("click", user=self.user, view_id=self.view["id"], values=named, **fields)
            assert said["ok"], said
            await self._look()

        return self._then(step)

    def expect(self, words: str) -> Window:
        """The modal says this."""
        return self._then(lambda: self._see(words))

    def expect_value(self, path: str, value: Any) -> Window:
        """The field of this JSON path begins with this, or stands empty; see :meth:`submit`."""

        async def step() -> None:
            element = self._field(path)["element"]
            begins = [given for key, given in element.items() if key.startswith("initial_")]
            given = begins[0] if begins else None
            assert (given["value"] if isinstance(given, dict) else given) == value, element

        return self._then(step)

    def expect_error(self, words: str) -> Window:
        """The modal stays open and says this under a field."""

        async def step() -> None:
            assert any(words in error for error in self.answered["errors"].values()), self.answered

        return self._then(step)

    def expect_closed(self) -> Window:
        """The modal is gone."""

        async def step() -> None:
            assert await self.stage.views(self.user) == [], self.answered

        return self._then(step)

    def _named(self, values: dict[str, Any]) -> dict[str, Any]:
        return in_fields(self.view, values)

    def _field(self, path: str) -> dict[str, Any]:
        return field_of(self.view, path)

    def _menu(self, words: str, path: str) -> tuple[dict[str, Any], dict[str, Any]]:
        wanted = ids.item_id(read_json_path(path)) if path else ""
        for block in self.view["blocks"]:
            for _, element in elements_of(block):
                offered = [label_of(one) for one in element.get("options") or ()]
                if wanted in block["block_id"] and words in (label_of(element), *offered):
                    return block, element
        raise AssertionError(f"no “{words}” of {path or 'the window'} in: {words_in(self.view)}")

    async def _look(self) -> None:
        views = await self.stage.views(self.user)
        self.view = views[-1] if views else {}

    async def _see(self, words: str) -> None:
        await self._look()
        if not self.view:  # on a busy machine it opens after Slack was answered
            await self.stage.pending.close()
            await self._look()
        assert self.view, f"{self.user} has no window open"
        assert words in words_in(self.view), words_in(self.view)


def in_fields(view: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """The values by the blocks of the fields that JSON paths name; what is named otherwise stays as it is."""
    named: dict[str, Any] = {}
    for name, value in values.items():
        if name.startswith("$"):
            block = field_of(view, name)
            named[block["block_id"]] = {block["element"]["action_id"]: value}
        else:
            named[name] = value
    return named


def field_of(view: dict[str, Any], path: str) -> dict[str, Any]:
    """The block of the field with this JSON path; of a text in several inputs `$.note#1` is the second of them."""
    path, _, part = path.partition("#")
    wanted = f".{ids.item_id(read_json_path(path))}."
    blocks = [block for block in view["blocks"] if block["type"] == "input" and wanted in block["block_id"]]
    assert blocks, f"no field {path} in: {words_in(view)}"
    found: dict[str, Any] = blocks[int(part or 0)]
    return found
