"""``countersign standing``: what runs without asking because a reviewer allowed it, seen and ended without Slack."""

from typing import Annotated

import typer

from blocks.redaction import NO_HINTS
from blocks.standing_words import ended, summary, used
from blocks.text import shown
from bot.cli.acting import operator, policy_in_force
from bot.cli.console import accepted, finish, load_settings, out
from bot.office import errand_ports, office
from oversight.policy import CardHints
from oversight.standing.standing_approval import StandingApproval
from oversight.usecases.list_standing_approvals import list_standing_approvals
from oversight.usecases.revoke_standing_approval import revoke_as_operator

commands = typer.Typer(no_args_is_help=True, help="What runs without asking because a reviewer allowed it.")


@commands.command(name="list")
def list_all() -> None:
    """List what runs without asking."""

    async def work() -> list[str]:
        settings = load_settings()
        async with office(settings) as store:
            ports = errand_ports(store, await policy_in_force(settings, store.database), settings)
            known = ports.policies.policy.action_types
            standing = await list_standing_approvals(ports)
        return [
            _told(each, known[each.action_type].card if each.action_type in known else NO_HINTS) for each in standing
        ]

    out.print("\n".join(finish(work())) or "Nothing runs by a standing approval.", markup=False)


@commands.command()
def revoke(approval_id: Annotated[str, typer.Argument(metavar="ID", help="As the list says it.")]) -> None:
    """End one at once: what looks like this asks a person again."""

    async def work() -> StandingApproval:
        settings = load_settings()
        async with office(settings) as store:
            ports = errand_ports(store, await policy_in_force(settings, store.database), settings)
            known = approval_id.encode("utf-8", "replace").decode()  # what is no character, no database takes
            return accepted(await revoke_as_operator(known, operator(), ports))

    done = finish(work())
    assert done.revoked_at is not None, "what was revoked says when"
    how = ended(done, done.revoked_at)
    out.print(f"{done.id} is {how.words if how else 'revoked'}. What looks like it asks a person again.", markup=False)


def _told(approval: StandingApproval, hints: CardHints) -> str:
    """Two lines: whose and how much is left, then what passes."""
    agent, until = approval.agent_name or approval.agent_id, f"{approval.expires_at:%Y-%m-%d %H:%M} UTC"
    facts = (agent, approval.action_type, used(approval), f"until {until}", f"allowed by {approval.granted_by.name}")
    return f"{approval.id}  {' · '.join(map(shown, facts))}\n    {summary(approval, hints)}"
