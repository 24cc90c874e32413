"""``sayso agents``: let agents in, give them new keys, shut them out."""

import sys
from typing import Annotated

import typer

from bot.cli.console import accepted, err, finish, load_settings
from bot.cli.lists import AsJson, print_json, print_rows
from bot.policy.source import load_policy
from bot.settings import Settings
from bot.wiring.operator_store import operator, operator_store, random_key_bytes, register_agent
from oversight.action.action import Agent
from oversight.agents.names import name_problem, scope_doubt, scope_problem
from oversight.policy.file.reading import BadPolicy
from oversight.usecases.agents.manage_agents import revoke_agent, rotate_key

commands = typer.Typer(no_args_is_help=True, help="Let agents in, give them new keys, shut them out.")

SHUT_OUT = "none: shut out"
Name = Annotated[str, typer.Argument(help="The agent's name.")]


@commands.command()
def add(
    name: Annotated[str, typer.Argument(help="What the cards call it: letters, digits, dots, hyphens, underscores.")],
    owner: Annotated[
        str | None,
        typer.Option(help="Who answers for it, and never approves for it: a Slack user id, address or name."),
    ] = None,
    types: Annotated[
        list[str] | None, typer.Option(help="Action types it may propose, such as refund.*,email.send; default: all.")
    ] = None,
) -> None:
    """Let an agent in and show its key, this once."""
    settings = load_settings()
    scopes = _scopes(types)

    async def work() -> str:
        person, told = None, ""
        if owner is not None:
            from bot.slack.owners import find_owner, in_words  # noqa: PLC0415 - loaded only where Slack is asked

            person = accepted(await find_owner(owner, settings))
            told = f"{in_words(person)} answers for {name} and never approves its actions."
        async with operator_store(settings, makes=True) as store:
            taken = [agent.name for agent in await store.agents.agents()]
            _refuse(None if name in taken else name_problem(name, taken))
            key = accepted(await register_agent(name, store, owner=person.id if person else None, types=scopes))
        if told:
            err.print(told, markup=False)
        return key

    key = finish(work())
    _doubt(scopes, settings)
    _show(key)


@commands.command(name="list")
def list_all(*, as_json: AsJson = False) -> None:
    """List the agents and their keys."""

    async def work() -> list[tuple[Agent, list[str]]]:
        async with operator_store(load_settings()) as store:
            now = store.clock.now()
            return [
                (agent, [f"say_{key.prefix}_…" for key in await store.agents.keys(agent.id) if key.is_live(now)])
                for agent in await store.agents.agents()
                if not agent.reads_audit
            ]

    found = finish(work())
    if as_json:
        print_json(
            [
                {
                    "name": agent.name,
                    "id": agent.id,
                    "owner": agent.owner,
                    "may_propose": agent.action_types,
                    "live_keys": keys,
                }
                for agent, keys in found
            ]
        )
        return
    print_rows(
        ("agent", "id", "owner", "may propose", "live keys"),
        [
            (agent.name, agent.id, agent.owner or "–", ",".join(agent.action_types), ", ".join(keys) or SHUT_OUT)
            for agent, keys in found
        ],
    )


@commands.command()
def rotate(name: Name) -> None:
    """Give an agent a second key; the old one lives on for the grace period."""

    async def work() -> str:
        settings = load_settings()
        async with operator_store(settings) as store:
            return accepted(
                await rotate_key(
                    name, random_key_bytes(), settings.key_grace, operator(), agents=store.agents, clock=store.clock
                )
            )

    _show(finish(work()))


@commands.command()
def revoke(name: Name) -> None:
    """Shut an agent out: none of its keys opens anything any more."""

    async def work() -> None:
        async with operator_store(load_settings()) as store:
            accepted(await revoke_agent(name, operator(), store.agents, store.clock))

    finish(work())
    err.print(f"{name} is shut out. What it has pending stays with the reviewers.", markup=False)


def _scopes(types: list[str] | None) -> tuple[str, ...]:
    """The scopes that the options name, without repetition; exits where one of them can match nothing."""
    if types is None:
        return ("*",)
    scopes = tuple(dict.fromkeys(scope.strip() for given in types for scope in given.split(",") if scope.strip()))
    if not scopes:
        _refuse("--types is empty, so the agent could propose nothing. Name types, or leave the option out for all.")
    for scope in scopes:
        _refuse(scope_problem(scope))
    return scopes


def _refuse(problem: str | None) -> None:
    if problem is not None:
        err.print(problem, markup=False)
        raise typer.Exit(1)


def _doubt(scopes: tuple[str, ...], settings: Settings) -> None:
    """Warns of scopes that match no type of the policy, where there is a policy."""
    try:
        types = load_policy(settings.policy_file)[0].action_types
    except BadPolicy:
        return
    for scope in scopes:
        if doubt := scope_doubt(scope, types):
            err.print(f"Warning: {doubt}", markup=False)


def _show(key: str) -> None:
    err.print("Keep this key now; it is not shown again:")
    sys.stdout.write(f"{key}\n")
