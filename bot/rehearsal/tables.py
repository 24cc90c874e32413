"""A backtest as tables for a terminal."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bot.rehearsal.backtest import Backtest, Result
from bot.rehearsal.comparison_tables import comparison_tables
from bot.rehearsal.figures import NONE, chance_words, hours_words, percent, share_words
from bot.rehearsal.frontier_table import frontier_table
from bot.rehearsal.table import table
from oversight.action.route import tier_words
from oversight.rehearsal.hindsight import Hindsight
from oversight.rehearsal.replay import Fate
from oversight.rehearsal.report import Report

MOST_GROUNDS = 15


def tables(backtest: Backtest) -> Iterator[RenderableType]:
    """Everything, in the order in which it is read."""
    for result in (backtest.result, backtest.other):
        if result is not None:
            yield from _result(result, backtest.minutes_per_review)
    if backtest.comparison is not None and backtest.other is not None:
        yield from comparison_tables(backtest.comparison, backtest.result.policy, backtest.other.policy)


def _result(result: Result, minutes: float) -> Iterator[RenderableType]:
    report = result.report
    yield _volume(result, minutes)
    if report.hindsight is not None:
        yield _hindsight(report.hindsight, report)
    yield _types(report)
    if report.grounds:
        yield _grounds(report)
    if result.frontier is not None and result.advice is not None:
        yield from frontier_table(result.frontier, result.advice)


def _volume(result: Result, minutes: float) -> Table:
    report, work = result.report, result.report.work
    made = table(f"{result.policy}: {report.actions:,} actions", "", "actions")
    made.add_row("run at once", share_words(report.runs))
    if report.in_shadow:
        made.add_row("  in shadow only", str(report.in_shadow))
    made.add_row("a person is asked", share_words(report.asked))
    for tier, count in report.tiers.items():
        made.add_row(f"  first the {tier_words(tier)}", f"{count:,}")
    made.add_row("rejected by the policy", str(report.fates[Fate.REJECTED]))
    made.add_row("refused: payload does not fit its schema", str(report.fates[Fate.REFUSED]))
    made.add_row("reviewers' time", f"{work.looks:,} looks of {minutes:g} min: {hours_words(work.hours)}")
    sampled = f"about {work.looks_afterwards:,.0f} samples: {hours_words(work.hours_afterwards)}"
    made.add_row("lazy review afterwards", sampled)
    return made


def _hindsight(seen: Hindsight, report: Report) -> Table:
    title = f"Hindsight: {seen.known:,} of {report.actions:,} known, {share_words(seen.wrong_share)} of them wrong"
    made = table(title, "", "this policy", "as many reviews at random")
    made.add_row("wrong actions caught before they ran", share_words(seen.caught), chance_words(seen.caught_by_chance))
    made.add_row("right actions that ran at once", share_words(seen.passed), chance_words(seen.passed_by_chance))
    right = 1 - seen.wrong_share.value if seen.wrong_share.value is not None else None
    by_chance = NONE if right is None else percent(right)
    made.add_row("unnecessary reviews: asked, and right", share_words(seen.needless), by_chance)
    made.add_row("right among those that ran at once", share_words(seen.sound), by_chance)
    if seen.turned_down:
        made.add_row("right, but rejected or refused", str(seen.turned_down), NONE)
    made.caption = Text(
        f"Random review catches as many with a probability of {seen.luck:.2g}. Caught means shown to a "
        "person or stopped; that the person notices is assumed."
    )
    made.caption_justify = "left"
    return made


def _types(report: Report) -> Table:
    made = table("By type", "", "actions", "run", "wrong caught", "right run", numbers=(1, 2, 3, 4))
    for line in report.types:
        caught, passed = f"{line.wrong_caught} of {line.wrong}", f"{line.right_run} of {line.right}"
        made.add_row(Text(line.action_type), str(line.actions), str(line.runs), caught, passed)
    return made


def _grounds(report: Report) -> Table:
    made = table(
        "Why they did not run at once",
        "",
        "actions",
        "wrong",
        "right",
        "alone: wrong",
        "alone: right",
        numbers=(1, 2, 3, 4, 5),
    )
    for ground in report.grounds[:MOST_GROUNDS]:
        made.add_row(
            Text(ground.rule),
            *map(str, (ground.actions, ground.wrong, ground.right, ground.wrong_alone, ground.right_alone)),
        )
    if len(report.grounds) > MOST_GROUNDS:
        made.caption = f"… and {len(report.grounds) - MOST_GROUNDS} more; --json lists them all."
        made.caption_justify = "left"
    return made
