"""What the period is compared with: rows of the weeks before, findings, incidents, and what a look takes."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from oversight.review.sampler.candidate import Candidate, Reviewed

MINUTES = 1.8
"""What one look takes where nobody has measured it yet (the article's figure)."""
NOTHING: Mapping[str, float] = MappingProxyType({})


class Past(Struct, frozen=True):
    """All that is known before the period; every part may be empty."""

    rows: Iterable[Candidate] = ()
    reviewed: Sequence[Reviewed] = ()
    incidents: Sequence[Candidate] = ()
    """Actions whose like is looked at, every one."""
    last_week: Mapping[str, float] = NOTHING
    """By type how much money moved in the week before the period; what is missing is summed up from the rows."""
    minutes: Mapping[str, float] = NOTHING
    """By type the median minutes of a look."""


EMPTY = Past()
