"""Whether agents' stated confidence fits what people and outcomes said of their actions."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from bot.cli.console import err, finish, load_settings, out
from bot.cli.lists import AsJson, print_json, print_table
from bot.policy.source import load_policy
from bot.rehearsal.figures import percent, share_words
from bot.rehearsal.table import table
from bot.wiring.operator_store import operator_store
from oversight.signals.precedent import Lesson, precedents_of
from oversight.statistics.shares import Share
from storage.precedents import SqlPrecedents

if TYPE_CHECKING:
    from oversight.statistics.calibration import Calibration

NEWEST = 10_000
"""How much evidence of each type and kind is looked at."""
PAGE = 500

Stated = tuple[float, bool]
"""The confidence that an agent stated, and whether it was right."""


def calibration(
    action_type: Annotated[str | None, typer.Option("--type", help="Only this type of action.")] = None,
    agent: Annotated[str | None, typer.Option(help="Only this agent, by name.")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Set agents' stated confidence against what people and outcomes said. A report; nothing is decided by it."""
    claims = finish(_claims(action_type, agent))
    if not claims:
        err.print(
            "Nothing to compare yet: no action with a stated confidence was decided by a person, reviewed, "
            "or went wrong. Approvals in Slack and answers to digests make this table."
        )
        raise typer.Exit(1)
    told = _calibrated(claims)
    if as_json:
        print_json(_record(told))
    else:
        _show(told)


async def _claims(action_type: str | None, agent: str | None) -> list[Stated]:
    settings = load_settings()
    types = [action_type] if action_type else sorted(load_policy(settings.policy_file)[0].action_types)
    async with operator_store(settings) as store:
        return [
            claim
            for action_type in types
            async for claim in _claims_of(SqlPrecedents(store.database), action_type, agent)
        ]


async def _claims_of(past: SqlPrecedents, action_type: str, agent: str | None) -> AsyncIterator[Stated]:
    ids = await past.newest_teaching(action_type, NEWEST)
    for start in range(0, len(ids), PAGE):
        for action, samples in await past.taught_by(ids[start : start + PAGE]):
            stated, taught = action.proposal.confidence, precedents_of(action, samples)
            if stated is not None and taught and agent in (None, action.agent.name):
                yield stated, taught[0].lesson is Lesson.GOOD


def _calibrated(claims: list[Stated]) -> "Calibration":
    from oversight.statistics import calibration as fit  # noqa: PLC0415 - its libraries take long to load

    told = fit.calibration([fit.Claim(*claim) for claim in claims])
    assert told is not None, "the doors let no confidence in that is none"
    return told


def _record(told: "Calibration") -> dict[str, object]:
    return {
        "right": _share(told.right),
        "bands": [
            {"from": band.low, "to": band.high, "stated": band.stated, "right": _share(band.right)}
            for band in told.bands
        ],
        "gap": told.gap,
        "brier": told.brier,
        "surely_wrong": _share(told.surely_wrong),
        "curve": [{"stated": stated, "right": share} for stated, share in told.curve],
    }


def _share(share: Share) -> dict[str, object]:
    return {
        "hits": share.hits,
        "of": share.of,
        "value": share.value,
        "low": share.interval.low,
        "high": share.interval.high,
    }


def _show(told: "Calibration") -> None:
    from oversight.statistics import calibration as fit  # noqa: PLC0415 - its libraries take long to load

    made = table("Stated confidence against what happened", "stated", "on average", "right")
    for band in told.bands:
        made.add_row(f"{band.low:.2f}–{band.high:.2f}", f"{band.stated:.2f}", share_words(band.right))
    made.add_row("all", "", share_words(told.right))
    print_table(made)
    out.print(Text(f"On average the two are {percent(told.gap)} apart; the Brier score is {told.brier:.3f}."))
    if told.surely_wrong.of:
        out.print(Text(f"Of the wrong ones, stated above {fit.SURE:.2f}: {share_words(told.surely_wrong)}."))
    if told.curve:
        steps = ", ".join(f"from {stated:.2f}: {percent(share)} right" for stated, share in told.curve)
        out.print(Text(f"Isotonic fit: {steps}."))
    else:
        out.print(Text(f"A curve is fitted from {fit.FEWEST} actions on."))
