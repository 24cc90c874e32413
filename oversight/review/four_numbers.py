"""The article's four numbers: errors on high stakes, time to detection, agreement of reviewers, need of people.

Each is a value with its interval; :func:`compared` says which of them moved.
"""

import math
from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from oversight.action.risk import Risk
from oversight.statistics.agreement import Agreement
from oversight.statistics.draws import Draw, columns
from oversight.statistics.estimate import Estimate, estimate
from oversight.statistics.proportions import Change, change, difference
from oversight.statistics.quantiles import Median, median
from oversight.statistics.shares import LEVEL, Interval, Share, plain_share

HIGH_STAKES = frozenset({Risk.HIGH, Risk.CRITICAL})


class FourNumbers(Struct, frozen=True):
    """One period in four numbers."""

    high_stakes_errors: Estimate
    """Of the actions of high and critical risk: how many were wrong."""
    seconds_to_detection: Median
    """From when an error happened to when it was noticed; only of errors that were."""
    agreement: Agreement
    """Of reviewers who answered the same questions blind."""
    needing_a_person: Share
    """Of all actions: those that a person had to be asked for."""


class FourChanges(Struct, frozen=True):
    """What moved between two periods, later less earlier."""

    high_stakes_errors: Change
    seconds_to_detection: Change
    """In seconds."""
    agreement: Change
    """Of Gwet's AC1."""
    needing_a_person: Change
    """This one should fall."""


def high_stakes_errors(drawn: Iterable[tuple[Risk, Draw]], sizes: Mapping[Risk, int], level: float = LEVEL) -> Estimate:
    """How many of the actions of high and critical risk were wrong, from those drawn of any risk.

    ``sizes`` says how many actions of each risk there were. Source: :func:`oversight.statistics.estimate.estimate`.
    """
    draws = columns(draw for risk, draw in drawn if risk in HIGH_STAKES)
    return estimate(draws, sum(size for risk, size in sizes.items() if risk in HIGH_STAKES), level)


def seconds_to_detection(errors: Iterable[tuple[datetime, datetime]], level: float = LEVEL) -> Median:
    """The median time from when an error happened to when it was noticed, with its interval.

    One that was noticed before it happened, by clocks that differ, counts as noticed at once. Source:
    :func:`oversight.statistics.quantiles.median`.
    """
    return median((max(0.0, (noticed - happened).total_seconds()) for happened, noticed in errors), level)


def needing_a_person(asked: int, of: int, level: float = LEVEL) -> Share:
    """The share of actions that a person was asked for, whether or not anybody answered. Wilson 1927, *JASA* 22."""
    return plain_share(asked, of, level)


def compared(before: FourNumbers, after: FourNumbers) -> FourChanges:
    """Which of the numbers fall, rise, or are not to be told apart. An estimate without enough behind it never moves.

    Source: :mod:`oversight.statistics.proportions`; the median's interval is taken in the same way.
    """
    return FourChanges(
        high_stakes_errors=change(_errors(before), _errors(after)),
        seconds_to_detection=difference(
            _middle(before.seconds_to_detection), _middle(after.seconds_to_detection), Interval(-math.inf, math.inf)
        ),
        agreement=difference(_ac1(before), _ac1(after), Interval(-2, 2)),
        needing_a_person=change(_share(before.needing_a_person), _share(after.needing_a_person)),
    )


def _errors(numbers: FourNumbers) -> tuple[float | None, Interval]:
    errors = numbers.high_stakes_errors
    return (errors.value if errors.enough else None), errors.interval


def _middle(middle: Median) -> tuple[float | None, Interval]:
    if middle.low is None or middle.high is None:
        return None, Interval(0, math.inf)
    return middle.value, Interval(middle.low, middle.high)


def _ac1(numbers: FourNumbers) -> tuple[float | None, Interval]:
    return numbers.agreement.ac1.value, numbers.agreement.ac1.interval


def _share(share: Share) -> tuple[float | None, Interval]:
    return share.value, share.interval
