"""The options that an app has offered for its external menus, so that nobody can pick one that it did not."""

from typing import Any, Final

EXTERNAL: Final = frozenset({"external_select", "multi_external_select"})
_Menu = tuple[str, str, str]


class Offers:
    """What was offered to each person, by the message or view and the action id of the menu."""

    def __init__(self) -> None:
        self._options: dict[_Menu, dict[str, dict[str, Any]]] = {}

    def keep(self, user: str, surface: str, action_id: str, options: list[dict[str, Any]]) -> None:
        """The person may pick any of these too; earlier options stay, because they may be picked already."""
        kept = self._options.setdefault((user, surface, action_id), {})
        kept.update({option["value"]: option for option in options})

    def filled_in(self, user: str, surface: str, blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The blocks, with the options on offer written into their external menus."""
        return [self._in_block(user, surface, block) for block in blocks]

    def _in_block(self, user: str, surface: str, block: dict[str, Any]) -> dict[str, Any]:
        filled = dict(block)
        for name in ("element", "accessory"):
            if isinstance(block.get(name), dict):
                filled[name] = self._in_element(user, surface, block[name])
        if isinstance(block.get("elements"), list):
            filled["elements"] = [self._in_element(user, surface, element) for element in block["elements"]]
        return filled

    def _in_element(self, user: str, surface: str, element: dict[str, Any]) -> dict[str, Any]:
        if element.get("type") not in EXTERNAL:
            return element
        first = [element.get("initial_option"), *(element.get("initial_options") or [])]
        offered = self._options.get((user, surface, element["action_id"]), {})
        return {**element, "options": [*filter(None, first), *offered.values()]}
