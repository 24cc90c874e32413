"""What an auditor takes home: what was proposed in a period, counted, and a sample that their own seed draws."""

import hashlib
import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from oversight.action.event_kind import EventKind
from oversight.audit.controls import CONTROLS, PROVES_NOT, Control
from oversight.audit.leaf import ActionLeaf
from oversight.audit.record import Record, timestamped

FORMAT = 1


class Period(Struct, frozen=True):
    """From one moment on, before another."""

    since: datetime
    until: datetime

    def holds(self, at: str) -> bool:
        """Whether the moment that an entry gives lies in it."""
        return self.since <= timestamped(at) < self.until


class Population(Struct, frozen=True):
    """What the log holds of a period."""

    proposed: int
    """Actions that were proposed in it, each counted once."""
    decided: dict[str, int]
    """Decisions in it, by who gave them: a person, the policy, the clock, the agent itself."""
    sample: tuple[str, ...]
    """The actions that the seed draws out of those that were proposed, in the order in which it draws them."""


class Item(Struct, frozen=True):
    """One action of the sample."""

    action_id: str
    story: tuple[str, ...]
    shown: dict[str, tuple[str, ...]]
    """What people were shown, as lines, by its digest."""
    proof: str
    """The file of its proof, in the pack."""


class Pack(Struct, frozen=True):
    """Everything that stands on the page."""

    format: int
    origin: str
    checkpoint: str
    since: datetime
    until: datetime
    seed: str
    population: Population
    items: tuple[Item, ...]
    controls: tuple[Control, ...] = CONTROLS
    proves_not: tuple[str, ...] = PROVES_NOT


def population(records: Iterable[Record], period: Period, seed: str, count: int) -> Population:
    """The population of the period, and the sample of so many; the same for everybody who has the log and the seed."""
    decided: Counter[str] = Counter()
    proposed = 0

    def drawn() -> Iterator[tuple[bytes, str]]:
        nonlocal proposed
        for record in records:
            if not isinstance(record, ActionLeaf) or not period.holds(record.at):
                continue
            if record.kind == EventKind.SUBMITTED:
                proposed += 1
                yield lot(seed, record.action_id), record.action_id
            elif record.kind == EventKind.DECIDED:
                decided[record.actor.kind] += 1

    first = heapq.nsmallest(count, drawn())
    return Population(proposed, dict(sorted(decided.items())), tuple(action_id for _, action_id in first))


def lot(seed: str, action_id: str) -> bytes:
    """The lot of an action; those with the smallest are drawn. Who does not know the seed cannot foresee it."""
    return hashlib.sha256(seed.encode() + b"\0" + action_id.encode()).digest()
