"""What another threshold would do: errors caught against reviews, for each ``auto_approve`` that can be written.

Only actions that confidence routing decides are moved by the threshold; what a rule, a check, a floor or the risk
settles stays as it is. All of them count, so that a point of the frontier speaks of the whole traffic.
"""

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from oversight.rehearsal.recorded import Truth
from oversight.statistics.shares import Share, plain_share, share

STEP = 0.01
"""The distance between two thresholds: nobody needs three decimals."""


class ThresholdMove(Struct, frozen=True):
    """Whether the threshold moves one action, and what happens to it otherwise."""

    score: float | None
    """It runs at once where the threshold is at most this; None where the threshold changes nothing."""
    runs: bool
    """Whether it runs, where the threshold changes nothing."""
    asked: bool
    """Whether people are asked, where the threshold changes nothing."""
    truth: Truth | None = None

    def runs_at(self, threshold: float) -> bool:
        """Whether it runs under this threshold."""
        return self.runs if self.score is None else self.score >= threshold


class Point(Struct, frozen=True):
    """One threshold and what comes of it."""

    threshold: float
    asked: Share
    """Actions that people are asked about."""
    caught: Share
    """Wrong actions that do not run at once."""
    passed: Share
    """Right actions that run at once."""


class Frontier(Struct, frozen=True):
    """Every threshold that makes a difference, from the loosest to the strictest."""

    points: tuple[Point, ...]
    current: Point
    """Where the policy stands now."""
    moved: int
    """Actions that the threshold can move."""
    moved_known: int
    """The ones among them of which it is known whether they were right."""

    def cheapest(self, target: float) -> Point | None:
        """The fewest reviews that surely catch this share: the interval's lower end counts, not its middle."""
        enough = (point for point in self.points if point.caught.of and point.caught.interval.low >= target)
        return min(enough, key=lambda point: point.asked.hits, default=None)


def frontier(moves: Sequence[ThresholdMove], *, auto_approve: float, auto_reject: float) -> Frontier | None:
    """The frontier; None where the threshold moves no action whose truth is known."""
    scores = sorted(move.score for move in moves if move.score is not None)
    moved_known = sum(move.score is not None and move.truth is not None for move in moves)
    if not moved_known:
        return None
    always = sum(move.asked for move in moves if move.score is None)
    known = [(move, move.truth) for move in moves if move.truth is not None]

    def point(threshold: float) -> Point:
        asked = always + bisect_left(scores, threshold)
        return Point(
            threshold=threshold,
            asked=plain_share(asked, len(moves)),
            caught=share((not e.runs_at(threshold), truth.weight) for e, truth in known if not truth.correct),
            passed=share((e.runs_at(threshold), truth.weight) for e, truth in known if truth.correct),
        )

    grid = (step * STEP for step in range(1, round(1 / STEP) + 1))
    points: list[Point] = []
    for threshold in (round(threshold, 2) for threshold in grid if threshold > auto_reject):
        here = point(threshold)
        if not points or points[-1].asked != here.asked:
            points.append(here)
    return Frontier(tuple(points), point(auto_approve), len(scores), moved_known)
