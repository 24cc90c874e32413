"""What stands inside blocks: blocks in containers and carousels, elements in all of them."""

from collections.abc import Iterator
from typing import Any, Final

_HOLD_ELEMENTS: Final = ("actions", "context_actions", "context")


def every_block(blocks: Any, pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Each block with its pointer, followed by the blocks that it holds."""
    for at, block in enumerate(blocks if isinstance(blocks, list) else ()):
        if isinstance(block, dict):
            where = f"{pointer}/{at}"
            yield where, block
            held = {"container": "child_blocks", "carousel": "elements"}.get(str(block.get("type")))
            if held is not None:
                yield from every_block(block.get(held), f"{where}/{held}")


def elements_of(block: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every element of a block that may carry an `action_id`, with its pointer inside the block."""
    kind = block.get("type")
    held = "elements" if kind in _HOLD_ELEMENTS else "actions" if kind == "card" else ""
    several = block.get(held)
    if isinstance(several, list):
        yield from ((f"/{held}/{at}", one) for at, one in enumerate(several) if isinstance(one, dict))
    for name in ("accessory", "element"):
        one = block.get(name)
        if isinstance(one, dict):
            yield f"/{name}", one
