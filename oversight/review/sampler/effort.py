"""How long a look takes, by what reviewers did: the time from one finding to the same reviewer's next."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median

from msgspec import Struct

LONGEST = timedelta(minutes=15)
"""After a longer time they had done something else between."""
FEWEST = 20
"""Looks at a type without which nothing is measured."""


class Look(Struct, frozen=True, order=True):
    """One finding: who gave it, when, of what type."""

    reviewer: str
    at: datetime
    action_type: str


def minutes_by_type(looks: Iterable[Look]) -> dict[str, float]:
    """By type the median minutes of a look, where there are enough of them."""
    took: defaultdict[str, list[float]] = defaultdict(list)
    before: Look | None = None
    for look in sorted(looks):
        if before is not None and before.reviewer == look.reviewer and look.at - before.at <= LONGEST:
            took[look.action_type].append((look.at - before.at).total_seconds() / 60)
        before = look
    return {action_type: median(spans) for action_type, spans in took.items() if len(spans) >= FEWEST}
