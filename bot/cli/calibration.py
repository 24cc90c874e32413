"""Whether agents' stated confidence fits what people and outcomes said of their actions."""

from collections.abc import AsyncIterator
from typing import Annotated

import typer
from rich.text import Text

from bot.cli.console import err, finish, load_settings, out
from bot.office import office
from bot.policy_source import load_policy
from bot.rehearsal.figures import percent, share_words
from bot.rehearsal.table import table
from oversight.signals.precedent import Lesson, precedents_of
from storage.database import Database
from storage.precedents import newest_teaching, taught_by

NEWEST = 10_000
"""Of each type and kind of evidence so many are looked at."""
PAGE = 500

Stated = tuple[float, bool]
"""The confidence that an agent stated, and whether it was right."""


def calibration(
    action_type: Annotated[str | None, typer.Option("--type", help="Only this type of action.")] = None,
    agent: Annotated[str | None, typer.Option(help="Only this agent, by name.")] = None,
) -> None:
    """Set agents' stated confidence against what people and outcomes said. A report; nothing is decided by it."""
    claims = finish(_claims(action_type, agent))
    if not claims:
        err.print(
            "Nothing to compare yet: no action with a stated confidence was decided by a person, reviewed, "
            "or went wrong. Approvals in Slack and answers to digests make this table."
        )
        raise typer.Exit(1)
    _show(claims)


async def _claims(action_type: str | None, agent: str | None) -> list[Stated]:
    settings = load_settings()
    types = [action_type] if action_type else sorted(load_policy(settings.policy_file)[0].action_types)
    async with office(settings) as store:
        return [claim for each in types async for claim in _claims_of(store.database, each, agent)]


async def _claims_of(database: Database, action_type: str, agent: str | None) -> AsyncIterator[Stated]:
    ids = await newest_teaching(database, action_type, NEWEST)
    for start in range(0, len(ids), PAGE):
        for action, samples in await taught_by(database, ids[start : start + PAGE]):
            stated, taught = action.proposal.confidence, precedents_of(action, samples)
            if stated is not None and taught and agent in (None, action.agent.name):
                yield stated, taught[0].lesson is Lesson.GOOD


def _show(claims: list[Stated]) -> None:
    from oversight.signals import calibration as fit  # noqa: PLC0415 - its libraries take long to load

    told = fit.calibration([fit.Claim(*each) for each in claims])
    assert told is not None, "the doors let no confidence in that is none"
    made = table("Stated confidence against what happened", "stated", "on average", "right")
    for band in told.bands:
        made.add_row(f"{band.low:.2f}–{band.high:.2f}", f"{band.stated:.2f}", share_words(band.right))
    made.add_row("all", "", share_words(told.right))
    out.print(made)
    out.print(Text(f"On average the two are {percent(told.gap)} apart; the Brier score is {told.brier:.3f}."))
    if told.surely_wrong.of:
        out.print(Text(f"Of the wrong ones, stated above {fit.SURE:.2f}: {share_words(told.surely_wrong)}."))
    if told.curve:
        steps = ", ".join(f"from {stated:.2f}: {percent(share)} right" for stated, share in told.curve)
        out.print(Text(f"Isotonic fit: {steps}."))
    else:
        out.print(Text(f"A curve is fitted from {fit.FEWEST} actions on."))
