"""One person at the window of a draft, in the words of a scenario."""

from __future__ import annotations

from typing import Any

from blocks.kit import ids
from sandbox.message import words_in


class Editor:
    """One person at the window of a draft."""

    def __init__(self, stage: Any, user: str, channel: str = "#agent-approvals") -> None:
        self.stage, self.user, self.channel = stage, user, channel

    @property
    def card(self):
        return self.stage.channel(self.channel).expect_card("Publish notes")

    async def open(self, words: str = "To do") -> Editor:
        await self.card.click("Edit the draft", as_=self.user).expect_window(words, of=self.user)
        return self

    async def view(self) -> dict[str, Any]:
        views = await self.stage.views(self.user)
        assert views, f"{self.user} has no window open"
        top: dict[str, Any] = views[-1]
        return top

    async def says(self, *words: str) -> None:
        said = words_in(await self.view())
        for word in words:
            assert word in said, said

    async def inputs(self) -> dict[str, str]:
        """The id of the input of each block."""
        read = {
            block["block_id"]: ids.read_draft_text_block(block["block_id"]) for block in (await self.view())["blocks"]
        }
        return {found[0]: block_id for block_id, found in read.items() if found}

    async def texts(self) -> dict[str, str]:
        """What stands in the input of each block."""
        values = (await self.view())["state"]["values"]
        return {block: values[its][ids.DRAFT_TEXT_INPUT]["value"] or "" for block, its in (await self.inputs()).items()}

    async def values(self, typed: dict[str, str]) -> dict[str, Any]:
        inputs = await self.inputs()
        return {inputs[block]: {ids.DRAFT_TEXT_INPUT: text} for block, text in typed.items()}

    async def who(self, typed: dict[str, str]) -> dict[str, Any]:
        return {"user": self.user, "view_id": (await self.view())["id"], "values": await self.values(typed)}

    async def press(self, label: str, nth: int = 0, **typed: str) -> None:
        """They type this into inputs, and press the button."""
        view = await self.view()
        found = [
            (block["block_id"], one)
            for block in view["blocks"]
            for one in block.get("elements", [])
            if one["type"] == "button" and label in one["text"]["text"]
        ]
        block_id, pressed = found[nth]
        fields = {"block_id": block_id, "action_id": pressed["action_id"]}
        said = await self.stage.do(
            "click", user=self.user, view_id=view["id"], values=await self.values(typed), **fields
        )
        assert said["ok"], said
        await self._settle()

    async def choose(self, action_id: str, value: str, about: str = "", **typed: str) -> None:
        """They pick from radio buttons or a menu."""
        view = await self.view()
        every = [
            (block["block_id"], one, option["value"])
            for block in view["blocks"]
            for one in block.get("elements", [])
            for option in one.get("options", [])
            if one.get("action_id") == action_id and option["value"].startswith(value)
        ]
        block_id, _, whole = next(found for found in every if about in found[0])
        fields = {"block_id": block_id, "action_id": action_id, "value": whole}
        said = await self.stage.do(
            "click", user=self.user, view_id=view["id"], values=await self.values(typed), **fields
        )
        assert said["ok"], said
        await self._settle()

    async def submit(self, **typed: str) -> dict[str, Any]:
        view = await self.view()
        said: dict[str, Any] = await self.stage.do(
            "submit", user=self.user, view_id=view["id"], values=await self.values(typed)
        )
        await self._settle()
        return said

    async def _settle(self) -> None:
        """The window shows what came of it, and the card, too."""
        await self.stage.pending.close()
        await self.stage.settle()

    async def close(self) -> None:
        await self.stage.do("close", user=self.user, view_id=(await self.view())["id"])

    async def is_closed(self) -> bool:
        return not await self.stage.views(self.user)
