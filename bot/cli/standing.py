"""``sayso standing``: what runs without asking because a reviewer allowed it, seen and ended without Slack."""

from typing import Annotated

import typer

from blocks.standing.words import ended, summary, used
from bot.cli.acting import operator_ports
from bot.cli.console import accepted, finish, load_settings, out
from bot.cli.lists import AsJson, print_json, print_rows
from bot.wiring.operator_store import operator
from oversight.editing.redaction import NO_HINTS
from oversight.policy import CardHints
from oversight.standing.standing_approval import StandingApproval
from oversight.usecases.standing.list_standing_approvals import list_standing_approvals
from oversight.usecases.standing.revoke_standing_approval import revoke_as_operator

HEADINGS = ("id", "agent", "action type", "used", "until", "allowed by", "lets through")

commands = typer.Typer(no_args_is_help=True, help="What runs without asking because a reviewer allowed it.")


@commands.command(name="list")
def list_all(*, as_json: AsJson = False) -> None:
    """List what runs without asking."""

    async def work() -> list[tuple[StandingApproval, CardHints]]:
        settings = load_settings()
        async with operator_ports(settings) as ports:
            known = ports.policies.policy.action_types
            standing = await list_standing_approvals(ports)
        return [
            (approval, known[approval.action_type].card if approval.action_type in known else NO_HINTS)
            for approval in standing
        ]

    found = finish(work())
    if as_json:
        print_json([_record(approval, hints) for approval, hints in found])
    elif found:
        print_rows(HEADINGS, [_row(approval, hints) for approval, hints in found])
    else:
        out.print("Nothing runs by a standing approval.")


@commands.command()
def revoke(approval_id: Annotated[str, typer.Argument(metavar="ID", help="As the list says it.")]) -> None:
    """End one at once: what looks like this asks a person again."""

    async def work() -> StandingApproval:
        settings = load_settings()
        async with operator_ports(settings) as ports:
            known = approval_id.encode("utf-8", "replace").decode()  # what is no character, no database takes
            return accepted(await revoke_as_operator(known, operator(), ports))

    done = finish(work())
    assert done.revoked_at is not None, "what was revoked says when"
    how = ended(done, done.revoked_at)
    out.print(f"{done.id} is {how.words if how else 'revoked'}. What looks like it asks a person again.", markup=False)


def _record(approval: StandingApproval, hints: CardHints) -> dict[str, object]:
    return {
        "id": approval.id,
        "agent": approval.agent_name or approval.agent_id,
        "action_type": approval.action_type,
        "allows": summary(approval, hints),
        "uses": approval.uses,
        "uses_at_most": approval.uses_at_most,
        "expires_at": f"{approval.expires_at:%Y-%m-%dT%H:%M:%SZ}",
        "granted_by": approval.granted_by.name,
        "granted_at": f"{approval.granted_at:%Y-%m-%dT%H:%M:%SZ}",
    }


def _row(approval: StandingApproval, hints: CardHints) -> tuple[str, ...]:
    return (
        approval.id,
        approval.agent_name or approval.agent_id,
        approval.action_type,
        used(approval),
        f"{approval.expires_at:%Y-%m-%d %H:%M} UTC",
        approval.granted_by.name,
        summary(approval, hints),
    )
