"""A backtest as a picture: what became of right and wrong actions, and errors caught against reviews."""

import importlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.rehearsal.backtest import Backtest, Result
from oversight.rehearsal.hindsight import TypeLine
from oversight.rehearsal.report import Report
from oversight.statistics.shares import Share

INK, CALM, ALARM, QUIET = "#1d1c1d", "#2f7f6f", "#c4453a", "#9a9a9a"
FAINT, DARK, PALE = "#9cc7bd", "#6b6b6b", "#d9d9d9"
MOST_TYPES = 12
_WIDTH, _HEIGHT, _DPI = 11, 4.6, 144


class PictureUnavailable(Exception):
    """The picture cannot be drawn; the message says what to do."""


def draw(backtest: Backtest, path: Path) -> None:
    """The picture stands in the file; raises PictureUnavailable where it cannot."""
    try:
        figures = importlib.import_module("matplotlib.figure")
    except ImportError as error:
        raise PictureUnavailable(
            "Pictures need matplotlib, which is not installed. Install it beside Sayso: "
            "pip install 'sayso-bot[picture]'"
        ) from error
    figure = figures.Figure(figsize=(_WIDTH, _HEIGHT), dpi=_DPI, layout="constrained")
    ways, caught = figure.subplots(1, 2)
    _draw_ways(ways, backtest.result)
    _draw_caught(caught, backtest)
    try:
        figure.savefig(path)
    except (OSError, ValueError) as error:
        raise PictureUnavailable(f"{path} cannot be drawn: {error}") from error


def _draw_ways(axes: Any, result: Result) -> None:
    """One bar a type: what ran and what did not, right and wrong apart where that is known."""
    types = result.report.types[:MOST_TYPES][::-1]
    left = [0] * len(types)
    for label, colour, sizes in _parts(types):
        if any(sizes):
            axes.barh([line.action_type for line in types], sizes, left=left, color=colour, label=label)
            left = [before + size for before, size in zip(left, sizes, strict=True)]
    axes.set_title(f"{result.policy}: {result.report.actions} actions", loc="left", fontsize=10)
    axes.set_xlabel("actions")
    _plain(axes)


def _parts(types: Sequence[TypeLine]) -> Iterator[tuple[str, str, list[int]]]:
    yield "ran, right", CALM, [line.right_run for line in types]
    yield "ran, wrong", ALARM, [line.wrong - line.wrong_caught for line in types]
    yield "ran", FAINT, [line.runs - line.right_run - (line.wrong - line.wrong_caught) for line in types]
    yield "stopped, wrong", DARK, [line.wrong_caught for line in types]
    yield "stopped, right", PALE, [line.right - line.right_run for line in types]
    stopped = [line.actions - line.runs for line in types]
    known = [line.wrong_caught + line.right - line.right_run for line in types]
    yield "stopped", QUIET, [every - some for every, some in zip(stopped, known, strict=True)]


def _draw_caught(axes: Any, backtest: Backtest) -> None:
    """Errors caught against reviews: the policies as points, the thresholds as a line, luck as the diagonal."""
    axes.plot([0, 100], [0, 100], color=QUIET, linestyle="--", linewidth=1, label="random review")
    for result, colour in ((backtest.result, ALARM), (backtest.other, CALM)):
        if result is None:
            continue
        _draw_frontier(axes, result, colour)
        _draw_policy(axes, result.report, result.policy, colour)
    axes.set_title("Wrong actions caught, with 95 % intervals", loc="left", fontsize=10)
    axes.set_xlabel("actions that a person is asked about, %")
    axes.set_ylabel("wrong actions caught, %")
    axes.set_xlim(0, 102)
    axes.set_ylim(0, 102)
    _plain(axes)


def _draw_policy(axes: Any, report: Report, name: str, colour: str) -> None:
    caught = None if report.hindsight is None else report.hindsight.caught
    if caught is None or caught.value is None or report.asked.value is None:
        return
    axes.errorbar(
        [report.asked.value * 100],
        [caught.value * 100],
        xerr=_error(report.asked),
        yerr=_error(caught),
        fmt="o",
        color=colour,
        capsize=3,
        label=name,
    )


def _draw_frontier(axes: Any, result: Result, colour: str) -> None:
    if result.frontier is None:
        return
    points = [point for point in result.frontier.points if point.caught.value is not None]
    across = [(point.asked.value or 0) * 100 for point in points]
    axes.plot(across, [(point.caught.value or 0) * 100 for point in points], color=colour, linewidth=1.5)
    low = [point.caught.interval.low * 100 for point in points]
    high = [point.caught.interval.high * 100 for point in points]
    axes.fill_between(across, low, high, color=colour, alpha=0.15, linewidth=0)


def _error(share: Share) -> list[list[float]]:
    value = share.value or 0.0
    return [[(value - share.interval.low) * 100], [(share.interval.high - value) * 100]]


def _plain(axes: Any) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=8, colors=INK)
    axes.legend(fontsize=8, frameon=False, loc="lower right")
