"""``sayso sample``: what lazy review would draw, before it does."""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import asdict

from bot.cli.acting import operator_ports
from bot.cli.console import err, finish, load_settings, out
from bot.cli.lists import AsJson, print_json, print_rows
from oversight.usecases.review.draw_sample import assess_period

if TYPE_CHECKING:
    from oversight.review.sampler.preview import Preview

HEADINGS = ("reason", "actions", "minutes")
YEAR = 366

commands = typer.Typer(no_args_is_help=True, help="What lazy review draws.")


@commands.callback()
def _sample() -> None:
    """Keep ``preview`` a command of its own."""


@commands.command()
def preview(
    days: Annotated[int, typer.Option(min=1, max=YEAR, help="Of how many days until now.")] = 7,
    *,
    as_json: AsJson = False,
) -> None:
    """Say how many actions lazy review would draw, by which reason, and how many minutes they take. Draws nothing."""

    async def work() -> "Preview":
        from oversight.review.sampler.preview import preview as preview_of  # noqa: PLC0415 - loads the sampler

        settings = load_settings()
        async with operator_ports(settings) as ports:
            now = ports.clock.now()
            return preview_of(await assess_period(now - timedelta(days=days), now, ports))

    done = finish(work())
    if as_json:
        print_json(asdict(done) | {"by_reason": [asdict(one) for one in done.by_reason]})
    else:
        _show(done, days)


def _show(done: "Preview", days: int) -> None:
    out.print(
        f"Of {_counted(done.candidates, 'action')} in {_counted(days, 'day')}, about {done.actions:,.1f} would be "
        f"drawn ({done.certain:,} for certain): {done.minutes:,.0f} minutes."
    )
    if done.by_reason:
        print_rows(HEADINGS, [(one.why.value, f"{one.actions:,.1f}", f"{one.minutes:,.1f}") for one in done.by_reason])
    if done.missing_minutes:
        err.print(
            f"The budget lacks {done.missing_minutes:,.0f} minutes for the base rate and what is certain. "
            "Nothing of these is cut; raise lazy_review.minutes_a_week, or lower base_rate."
        )


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' if count != 1 else ''}"
