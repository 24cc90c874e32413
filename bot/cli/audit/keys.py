"""``sayso audit keygen`` and ``status``: who signs, and how the log is."""

from typing import Annotated

import typer

from bot.audit.key_file import new_key, read_keys, write_keys
from bot.cli.console import err, finish, load_settings, out
from bot.start_refused import StartRefused
from bot.wiring.audit import keeper_of
from bot.wiring.operator_store import operator_store
from oversight.audit.log.keys import BadKey

Origin = Annotated[
    str | None,
    typer.Option(
        help="The name of your log, such as acme.example/sayso: a host of yours and a path, which need not exist."
    ),
]


def keygen(
    *,
    origin: Origin = None,
    add: Annotated[bool, typer.Option("--add", help="Another key beside the one there is; both sign.")] = False,
) -> None:
    """Make the key that signs the audit log, and print its public half, which whoever checks the log needs."""
    file = load_settings().audit_key_file

    async def work() -> None:
        keys = read_keys(file, "")
        if add and not keys:
            raise StartRefused(f"There is no key at {file} that another could be added to. Leave --add out.")
        if keys and not add:
            raise StartRefused(
                f"There is a key at {file} already, and the log goes on only under it. To change keys: sayso audit "
                "keygen --add, then take the first line out of the file once everybody knows the new key."
            )
        if keys and origin not in (None, keys[0].name):
            raise StartRefused(f"The log is called {keys[0].name}; a key of another name is of another log.")
        if not keys and origin is None:
            raise StartRefused("Give your log a name: sayso audit keygen --origin acme.example/sayso")
        try:
            key = new_key(keys[0].name if keys else origin or "")
        except BadKey as error:
            raise StartRefused(f"--origin: {error}.") from error
        write_keys(file, (*keys, key), anew=not keys)
        err.print(f"The key is in {file}. Keep a copy where a burglar of this machine does not find it.", markup=False)
        err.print("Restart the bot, and give this public key to whoever will check the log:", markup=False)
        out.print(key.verifier.written(), markup=False)

    finish(work())


def status() -> None:
    """Say how far the log has come, what was signed last, and what is wrong."""
    settings = load_settings()

    async def work() -> None:
        async with operator_store(settings) as store:
            keeper = keeper_of(settings, store)
            head = await store.audit.head()
            kept = await store.audit.newest_checkpoint(head.number)
            out.print(f"log {head.number}: {head.size:,} leaves have their place", markup=False)
            if kept is not None:
                out.print(f"signed {kept.signed_at:%Y-%m-%d %H:%M:%S} UTC, {kept.size:,} leaves:\n", markup=False)
                note = await store.audit.cosigned_note(kept.log, kept.size) or kept.note
                out.print(note.rstrip("\n"), markup=False)
            for key in keeper.keys:
                out.print(f"\npublic key: {key.verifier.written()}", markup=False)
            if trouble := await keeper.trouble():
                err.print(trouble, markup=False)
                raise typer.Exit(1)

    finish(work())
