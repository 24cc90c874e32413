"""``sayso audit reader``: who may read the audit log over HTTP."""

import sys
from typing import Annotated

import typer

from bot.cli.console import accepted, err, finish, load_settings
from bot.cli.lists import AsJson, print_json, print_rows
from bot.wiring.operator_store import operator, operator_store, random_key_bytes
from oversight.action.action import READ_AUDIT_VALUES, Agent
from oversight.agents.names import name_problem
from oversight.usecases.audit.readers import add_reader, list_readers, revoke_reader

commands = typer.Typer(no_args_is_help=True, help="Keys that read the audit log over HTTP, and do nothing else.")

SHUT_OUT = "none: shut out"


@commands.command()
def add(
    name: Annotated[str, typer.Argument(help="What you call it: letters, digits, dots, hyphens, underscores.")],
    *,
    with_values: Annotated[
        bool, typer.Option("--with-values", help="It also reads names, and what people wrote.")
    ] = False,
) -> None:
    """Make a key that reads the audit log, and show it, this once."""

    async def work() -> str:
        async with operator_store(load_settings()) as store:
            taken = [agent.name for agent in await store.agents.agents()]
            problem = None if name in taken else name_problem(name, taken, what="reader", example="siem")
            if problem is not None:
                err.print(problem, markup=False)
                raise typer.Exit(1)
            added = await add_reader(
                name,
                random_key_bytes(),
                operator(),
                agents=store.agents,
                ids=store.ids,
                clock=store.clock,
                with_values=with_values,
            )
            return accepted(added)

    key = finish(work())
    err.print("Keep this key now; it is not shown again:")
    sys.stdout.write(f"{key}\n")


@commands.command(name="list")
def list_all(*, as_json: AsJson = False) -> None:
    """List who may read the audit log."""

    async def work() -> list[tuple[Agent, list[str]]]:
        async with operator_store(load_settings()) as store:
            now = store.clock.now()
            return [
                (reader, [f"say_{key.prefix}_…" for key in await store.agents.keys(reader.id) if key.is_live(now)])
                for reader in await list_readers(store.agents)
            ]

    found = finish(work())
    if as_json:
        print_json(
            [
                {"name": reader.name, "id": reader.id, "with_values": _with_values(reader), "live_keys": keys}
                for reader, keys in found
            ]
        )
        return
    print_rows(
        ("reader", "id", "reads", "live keys"),
        [
            (reader.name, reader.id, "all" if _with_values(reader) else "no values", ", ".join(keys) or SHUT_OUT)
            for reader, keys in found
        ],
    )


@commands.command()
def revoke(name: Annotated[str, typer.Argument(help="The reader's name.")]) -> None:
    """Shut a reader out: its key opens nothing any more."""

    async def work() -> None:
        async with operator_store(load_settings()) as store:
            accepted(await revoke_reader(name, operator(), store.agents, store.clock))

    finish(work())
    err.print(f"{name} is shut out.", markup=False)


def _with_values(reader: Agent) -> bool:
    return READ_AUDIT_VALUES in reader.action_types
