"""``countersign agents``: let agents in, give them new keys, shut them out."""

import sys
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.console import accepted, err, finish, load_settings, out
from bot.office import let_in, office, random_key_bytes
from bot.owners import find_owner, in_words
from oversight.usecases.manage_agents import revoke_agent, rotate_key

commands = typer.Typer(no_args_is_help=True, help="Let agents in, give them new keys, shut them out.")

Name = Annotated[str, typer.Argument(help="The agent's name.")]


@commands.command()
def add(
    name: Annotated[str, typer.Argument(help="What the cards call it.")],
    owner: Annotated[
        str | None,
        typer.Option(help="Who answers for it, and never approves for it: a Slack user id, address or name."),
    ] = None,
    types: Annotated[str, typer.Option(help="Action types it may propose, such as refund.*,email.send")] = "*",
) -> None:
    """Let an agent in and show its key, this once."""

    async def work() -> str:
        settings = load_settings()
        person = None if owner is None else accepted(await find_owner(owner, settings))
        async with office(settings) as store:
            scopes = tuple(scope.strip() for scope in types.split(",") if scope.strip())
            key = accepted(await let_in(name, store, owner=person.id if person else None, types=scopes))
        if person is not None:
            err.print(f"{in_words(person)} answers for {name} and never approves its actions.", markup=False)
        return key

    _show(finish(work()))


@commands.command(name="list")
def list_all() -> None:
    """List the agents and their keys."""

    async def work() -> Table:
        table = Table(box=None, pad_edge=False)
        for heading in ("agent", "id", "owner", "may propose", "live keys"):
            table.add_column(heading, overflow="fold")
        async with office(load_settings()) as store:
            now = store.clock.now()
            for agent in await store.agents.agents():
                live = [f"csk_{key.prefix}_…" for key in await store.agents.keys(agent.id) if key.is_live(now)]
                keys = ", ".join(live) or "none: shut out"
                table.add_row(agent.name, agent.id, agent.owner or "–", ", ".join(agent.action_types), keys)
        return table

    out.print(finish(work()))


@commands.command()
def rotate(name: Name) -> None:
    """Give an agent a second key; the old one lives on for the grace period."""

    async def work() -> str:
        settings = load_settings()
        async with office(settings) as store:
            return accepted(await rotate_key(name, random_key_bytes(), settings.key_grace, store.agents, store.clock))

    _show(finish(work()))


@commands.command()
def revoke(name: Name) -> None:
    """Shut an agent out: none of its keys opens anything any more."""

    async def work() -> None:
        async with office(load_settings()) as store:
            accepted(await revoke_agent(name, store.agents, store.clock))

    finish(work())
    err.print(f"{name} is shut out. What it has pending stays with the reviewers.", markup=False)


def _show(key: str) -> None:
    err.print("Keep this key now; it is not shown again:")
    sys.stdout.write(f"{key}\n")
