"""``sayso audit resume``: what stands in the way of signing, and a new log where the old one cannot be gone on with."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.audit.key_file import new_key, write_keys
from bot.audit.memory_file import MemoryFile, memory_beside
from bot.cli.console import err, finish, load_settings, out
from bot.settings import Settings
from bot.start_refused import StartRefused
from bot.wiring.audit import keeper_of
from bot.wiring.operator_store import operator, operator_store
from oversight.audit.log.checkpoint import read_checkpoint
from oversight.audit.log.keys import BadKey, SigningKey
from oversight.audit.log_leaf import BEGAN, began_leaf
from oversight.audit.signing import Refused
from oversight.usecases.audit.sign_checkpoint import check_history
from storage.store import Store


def resume(
    *,
    new_log: Annotated[
        bool,
        typer.Option("--new-log", help="Begin another log, whose first entry names the old one's last checkpoint."),
    ] = False,
    origin: Annotated[str | None, typer.Option(help="The new log's name; default: the old one's and a number.")] = None,
) -> None:
    """Say why the log is not signed any more; with --new-log, begin another one."""
    settings = load_settings()

    async def work() -> list[str]:
        async with operator_store(settings) as store:
            return await _resumed(store, settings, new_log=new_log, origin=origin)

    for line in finish(work()):
        out.print(line, markup=False)


async def _resumed(store: Store, settings: Settings, *, new_log: bool, origin: str | None) -> list[str]:
    keeper = keeper_of(settings, store)
    if not keeper.keys:
        raise StartRefused("There is no signing key yet: sayso audit keygen")
    history = await check_history(store.audit, keeper.keys, keeper.memory)
    if not isinstance(history, Refused):
        return ["Nothing stands in the way: the log goes on."]
    if not new_log:
        err.print(history.why, markup=False)
        raise StartRefused(
            "If a newer backup exists, restore it: nothing is lost then. Else find out what happened, and begin a new "
            "log, which says for ever that the old one ended here: sayso audit resume --new-log"
        )
    if not history.lasting:
        raise StartRefused(f"{history.why} A new log is not needed for that.")
    if settings.audit_key.get_secret_value():
        raise StartRefused(
            "The key comes from SAYSO_AUDIT_KEY. A new log needs a key of its own: unset it for this command, with "
            "SAYSO_AUDIT_KEY_FILE naming a new file, and put what is in that file into SAYSO_AUDIT_KEY afterwards."
        )
    return await _begin(store, settings, keeper.keys, history, origin)


async def _begin(
    store: Store, settings: Settings, old_keys: Sequence[SigningKey], history: Refused, origin: str | None
) -> list[str]:
    head = await store.audit.head()
    kept = await store.audit.newest_checkpoint(head.number)
    remembered = await MemoryFile(memory_beside(settings.audit_key_file)).last()
    notes = [note for note in (remembered, None if kept is None else kept.note) if note is not None]
    if not notes:
        raise StartRefused("Nothing is known of the old log, so there is nothing to go on from.")
    note = max(notes, key=lambda known: read_checkpoint(known).size)
    try:
        key = new_key(origin or f"{old_keys[0].name}/{head.number + 1}")
    except BadKey as error:
        raise StartRefused(f"--origin: {error}.") from error
    if key.name == old_keys[0].name:
        raise StartRefused("A new log needs a new name: two logs of one name would be two histories of one log.")
    _put_aside(settings.audit_key_file)
    write_keys(settings.audit_key_file, (key,), anew=True)
    old = (read_checkpoint(note), note)
    leaf = began_leaf(key.name, history.why, old, operator(), store.clock.now())
    await store.audit.begin_anew(key.name, leaf, BEGAN)
    return [
        f"The log {key.name} began; its first entry names {old[0].size:,} leaves of {old[0].origin}.",
        "Restart the bot. The new log's public key, for whoever checks it:",
        key.verifier.written(),
    ]


def _put_aside(key_file: Path) -> None:
    """The old log's key and memory stay, under other names: they are evidence."""
    for file in (key_file, memory_beside(key_file)):
        if file.exists():
            aside = next(
                name
                for number in range(1, 10_000)
                if not (name := file.with_name(f"{file.name}.old-{number}")).exists()
            )
            shutil.move(file, aside)
