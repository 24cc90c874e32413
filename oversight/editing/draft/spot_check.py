"""The spot check: one block that nothing speaks against is opened with the others, and has to be answered.

What it finds is the only honest figure of how often a confident block is wrong. Which one is drawn must be repeatable
for us and unpredictable for agents, hence a keyed hash.
"""

import hmac
from collections.abc import Iterable, Sequence

from oversight.action.finished_draft import SpotCheck
from oversight.statistics.shares import Share, plain_share


def draw(positions: Sequence[int], action_id: str, secret: bytes) -> int | None:
    """The one of these blocks that is checked; None where there is none to draw from."""
    return min(positions, key=lambda it: keyed(secret, f"spot:{action_id}:{it}"), default=None)


def in_keyed_order(alternatives: Sequence[str], action_id: str, block: str, secret: bytes) -> list[tuple[int, str]]:
    """The alternatives with their own numbers, from 1, in an order that no agent can choose: the first one is liked."""
    numbered = enumerate(alternatives, 1)
    return sorted(numbered, key=lambda it: keyed(secret, f"alternative:{action_id}:{block}:{it[0]}"))


def hit_rate(checks: Iterable[SpotCheck]) -> Share:
    """How often a spot check found something, with its interval."""
    found = [check.found for check in checks]
    return plain_share(sum(found), len(found))


def keyed(secret: bytes, text: str) -> bytes:
    """HMAC-SHA256 of the text; ValueError without a secret."""
    if not secret:
        raise ValueError("without a secret, agents could tell which block is looked at")
    return hmac.digest(secret, text.encode(), "sha256")
