"""``sayso audit erase``: a person is forgotten, and the log goes on proving what it proved."""

from typing import Annotated

import typer

from bot.cli.console import err, finish, load_settings, out
from bot.wiring.operator_store import operator, operator_store
from oversight.exact_json.json_path import json_path
from oversight.ports.audit import Erasure


def erase(
    *,
    subject: Annotated[str | None, typer.Option(help="Whose values: as the payload names the person.")] = None,
    action: Annotated[str | None, typer.Option(help="Everybody's personal values in this action alone.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be erased.")] = False,
) -> None:
    """Erase what the policy calls personal, with what agents wrote about it. It does not come back."""
    if (subject is None) == (action is None) or not (subject or action or "").strip():
        err.print("Name one: --subject, or --action.", markup=False)
        raise typer.Exit(2)
    settings = load_settings()

    async def work() -> list[Erasure]:
        async with operator_store(settings) as store:
            found = await store.personal.of_subject(subject) if subject is not None else [action or ""]
            if dry_run:
                return [Erasure(one, ()) for one in found]
            by, at = operator(), store.clock.now()
            done = [await store.personal.erase(one, subject, by, at) for one in found]
            return [erasure for erasure in done if erasure is not None]

    done = finish(work())
    if not done:
        raise typer.Exit(_nothing(subject or action or ""))
    for erasure in done:
        values = ", ".join(map(json_path, erasure.paths))
        told = "would be looked at" if dry_run else f"not erased: {erasure.why_not}" if erasure.why_not else values
        out.print(f"{erasure.action_id}  {told}", markup=False)
    if any(erasure.why_not for erasure in done):
        err.print("Not everything was erased; see above.", markup=False)
        raise typer.Exit(1)
    if not dry_run:
        err.print(
            "Erased here. Backups, exports, what Slack keeps of older messages, and what agents keep is not reached.",
            markup=False,
        )


def _nothing(whose: str) -> int:
    err.print(f"Nothing of {whose} is kept as personal.", markup=False)
    return 1
