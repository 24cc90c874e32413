"""Threshold advice as a table: what each ``auto_approve`` costs and catches."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from bot.rehearsal.backtest import Advice
from bot.rehearsal.figures import percent, share_words
from bot.rehearsal.table import table
from oversight.rehearsal.frontier import Frontier, Point

MOST = 12


def frontier_table(frontier: Frontier, advice: Advice) -> Iterator[RenderableType]:
    """The thresholds, thinned to what fits the eye, and a sentence that says which to choose."""
    made = table("Thresholds", "auto_approve", "a person is asked", "wrong caught", "right run at once")
    best = advice.point and advice.point.threshold
    for point in _thinned(frontier, advice):
        mark = " (now)" if point.threshold == frontier.current.threshold else ""
        mark += " (advised)" if point.threshold == best else ""
        cells = map(share_words, (point.asked, point.caught, point.passed))
        made.add_row(f"{point.threshold:.2f}{mark}", *cells)
    yield made
    yield Text(advice_words(frontier, advice))


def advice_words(frontier: Frontier, advice: Advice) -> str:
    """What the figures advise, and how far to trust it."""
    based = f"The threshold moves {frontier.moved} of the actions, {frontier.moved_known} of known truth."
    wanted = f"{percent(advice.target)} of the wrong actions"
    if advice.point is None:
        return f"{based} No threshold surely catches {wanted}: what slips is decided elsewhere, or too little is known."
    return (
        f"{based} From {advice.point.threshold:.2f} on, {wanted} are caught, counting the lower end of the interval. "
        "It was chosen on this traffic, so try it on later traffic before you trust it."
    )


def _thinned(frontier: Frontier, advice: Advice) -> Sequence[Point]:
    points = {point.threshold: point for point in frontier.points}
    stride = max(1, -(-len(points) // MOST))
    kept = set(list(points)[::stride]) | {frontier.points[-1].threshold}
    points |= {frontier.current.threshold: frontier.current}
    kept |= {frontier.current.threshold} | ({advice.point.threshold} if advice.point else set())
    return [points[threshold] for threshold in sorted(kept)]
