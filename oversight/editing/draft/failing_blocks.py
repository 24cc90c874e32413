"""Which blocks are behind the checks that do not pass: without one of them, a check would."""

from collections.abc import Callable

from oversight.action.draft import Draft


def failing_blocks(draft: Draft, failing: Callable[[str], frozenset[str]]) -> frozenset[int]:
    """Their positions; ``failing`` names the checks that a text does not pass."""
    broken = failing(draft.text)
    if not broken:
        return frozenset()
    texts = [block.text for block in draft.blocks]
    return frozenset(
        position
        for position, text in enumerate(texts)
        if text and broken - failing(draft.joined(texts[:position] + texts[position + 1 :]))
    )
