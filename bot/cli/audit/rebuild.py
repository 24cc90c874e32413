"""``sayso audit rebuild``: the state, made anew from the log alone, and held against the database."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated

import orjson
import typer

from bot.audit.trust import believed, read_trust
from bot.audit.verify import reader
from bot.cli.audit.files import Key, Policy
from bot.cli.console import err, finish, load_settings, out
from bot.start_refused import StartRefused
from bot.wiring.operator_store import operator_store
from oversight.audit.envelope import BadLeaf, read_leaf
from oversight.audit.log.checking import BadExport, check
from oversight.audit.log.trust_policy import TrustPolicy
from oversight.audit.rebuild import Difference, Rebuilt, State, differences
from storage.store import Store

AT_A_TIME = 2_000
SHOWN = 50
"""Differences that are told one by one."""


def rebuild(
    *,
    compare: Annotated[bool, typer.Option("--compare", help="Name everything in which the database differs.")] = False,
    source: Annotated[
        Path | None, typer.Option("--from", help="An export to rebuild from; default: the log in the database.")
    ] = None,
    key: Key = None,
    policy: Policy = None,
    output: Annotated[Path | None, typer.Option(help="Write the state there, as JSON.")] = None,
) -> None:
    """Make the state anew from the log alone; with --compare, exit 1 where the database holds another."""
    settings = load_settings()

    async def work() -> tuple[State, list[Difference]]:
        building = Rebuilt()
        if source is not None:
            for leaf in _exported(source, read_trust(key or (), policy)):
                building.add(read_leaf(leaf))
        async with operator_store(settings) as store:
            if source is None:
                await _stored(store, building)
            found = await _different(store, building.state) if compare else []
        return building.state, found

    try:
        state, found = finish(work())
    except BadLeaf as error:
        err.print(f"The log cannot be read: {error}.", markup=False)
        raise typer.Exit(1) from error
    if output is not None:
        output.write_bytes(orjson.dumps(state, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))
    out.print(", ".join(f"{len(things):,} {kind}" for kind, things in sorted(state.items())), markup=False)
    for difference in islice(found, SHOWN):
        out.print(difference.in_words(), markup=False)
    if found:
        err.print(f"{len(found):,} differences between the log and the database.", markup=False)
        raise typer.Exit(1)
    if compare:
        out.print("The database holds exactly what the log leads to.", markup=False)


async def _different(store: Store, state: State) -> list[Difference]:
    """What differs, and still does at a second look: while a bot runs, things change between two looks."""
    first = list(differences(state, await store.audit.present_state()))
    if not first:
        return []
    again = Rebuilt()
    await _stored(store, again)
    second = list(differences(again.state, await store.audit.present_state()))
    return [difference for difference in first if difference in second]


async def _stored(store: Store, building: Rebuilt) -> None:
    """Every log that there was, one after the other, and what has no place yet."""
    newest = await store.audit.head()
    for log in range(1, newest.number + 1):
        start = 0
        while leaves := await store.audit.leaves(log, start, AT_A_TIME):
            for leaf in leaves:
                building.add(read_leaf(leaf.leaf))
            start = leaves[-1].index + 1
    for unplaced in await store.audit.unplaced():
        building.add(read_leaf(unplaced))


def _exported(folder: Path, trust: TrustPolicy) -> Iterator[bytes]:
    read = reader(folder)
    note = read("checkpoint")
    if note is None:
        raise StartRefused(f"{folder} holds no export: there is no checkpoint in it.")
    checkpoint = believed(note.decode(), str(folder / "checkpoint"), trust)
    try:
        yield from (leaf.leaf for leaf in check(checkpoint, read))
    except BadExport as error:
        raise StartRefused(f"{folder} is not as it was signed: {error}. `sayso audit verify` tells more.") from error
