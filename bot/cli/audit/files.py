"""``sayso audit export``, ``verify``, ``prove``: the log as files that anybody can check, offline and without us."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.audit.export import export_log
from bot.audit.pack import LOG, PACK, check_pack
from bot.audit.trust import believed, notes_in, read_trust
from bot.audit.verify import Verified, verify_folder, verify_proof
from bot.cli.console import err, finish, load_settings, out
from bot.start_refused import StartRefused
from bot.wiring.operator_store import operator_store
from oversight.audit.log.trust_policy import TrustPolicy
from oversight.usecases.audit.prove import Consistency, prove_consistency, prove_leaf

Key = Annotated[
    list[str] | None,
    typer.Option("--key", help="A public key of the log (`sayso audit status` prints it), or a file with some."),
]
Policy = Annotated[
    Path | None, typer.Option("--policy", help="A C2SP tlog-policy file: logs, witnesses, and how many it takes.")
]
Against = Annotated[
    list[Path] | None,
    typer.Option(
        "--against", help="What you kept from earlier: a file of checkpoints, or an older export. May be repeated."
    ),
]
Progress = Annotated[bool, typer.Option("--quiet", help="Say nothing on the way.")]


def export(folder: Path, *, quiet: Progress = False) -> None:
    """Write the log as a directory (C2SP tlog-tiles). Goes on where it stopped, and changes nothing that is there."""
    settings = load_settings()

    def progress(done: int, size: int) -> None:
        if not quiet and err.is_terminal:
            err.print(f"\r{done:,} of {size:,}", end="", markup=False)

    async def work() -> None:
        async with operator_store(settings) as store:
            newest = await export_log(store.audit, folder, progress)
        if not quiet:
            err.print(f"\r{newest.size:,} leaves are in {folder}, signed {newest.signed_at:%Y-%m-%d %H:%M:%S} UTC.")
            err.print(f"To check it, anywhere: sayso audit verify {folder} --key PUBLIC_KEY", markup=False)

    finish(work())


def verify(path: Path, *, key: Key = None, policy: Policy = None, against: Against = None) -> None:
    """Check an export, or a .tlog-proof, offline: exit 0 where everything is as it was signed."""
    try:
        trust = read_trust(key or (), policy)
        if not path.is_dir():
            found = verify_proof(path, trust, against or ())
        elif (path / PACK).exists():
            found = verify_pack(path, trust, against or ())
        else:
            found = verify_folder(path, trust, against or ())
    except StartRefused as error:
        err.print(str(error), markup=False)
        raise typer.Exit(1) from error
    for line in found.lines:
        out.print(line, markup=False)
    if not found.is_right:
        raise typer.Exit(1)


def verify_pack(folder: Path, trust: TrustPolicy, against: Sequence[Path]) -> Verified:
    """What comes of an auditor's pack: first its log, then what it says of that."""
    log = verify_folder(folder / LOG, trust, against)
    if not log.is_right:
        return log
    note = (folder / LOG / "checkpoint").read_text(encoding="utf-8")
    pack = check_pack(folder, believed(note, str(folder), trust))
    return Verified(pack.is_right, (*log.lines, *pack.lines), pack.index)


def prove(
    action: Annotated[str | None, typer.Argument(help="The action whose decision is to be proved.")] = None,
    *,
    index: Annotated[int | None, typer.Option(help="The leaf with this index instead.", min=0)] = None,
    since: Annotated[
        Path | None, typer.Option(help="A checkpoint from earlier: prove that the log only grew since.")
    ] = None,
    until: Annotated[
        Path | None, typer.Option(help="With --since: the later checkpoint; default: the newest there is.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="The file; default: <what>.tlog-proof.")] = None,
) -> None:
    """Write a proof as a C2SP .tlog-proof: that something is in the log, and what it says."""
    if sum(given is not None for given in (action, index, since)) != 1:
        err.print("Name one thing to prove: an action, --index, or --since a checkpoint.", markup=False)
        raise typer.Exit(2)
    if until is not None and since is None:
        err.print("--until needs --since: the earlier of the two checkpoints.", markup=False)
        raise typer.Exit(2)
    settings = load_settings()

    async def work() -> tuple[str, str]:
        async with operator_store(settings) as store:
            if since is not None:
                later = None if until is None else _newest_note(until)
                answer = await prove_consistency(store.audit, _newest_note(since), later)
                return "consistency", answer.text if isinstance(answer, Consistency) else _refused(answer)
            proof = await prove_leaf(store.audit, action, index)
            return action or f"leaf-{index}", _refused(proof) if isinstance(proof, str) else proof.written()

    what, text = finish(work())
    target = output or Path(f"{what}.tlog-proof")
    target.write_text(text, encoding="utf-8")
    err.print(f"Wrote {target}. To check it: sayso audit verify {target} --key PUBLIC_KEY", markup=False)


def _newest_note(file: Path) -> str:
    try:
        notes = notes_in(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise StartRefused(f"{file} cannot be read: {error}") from error
    if not notes:
        raise StartRefused(f"{file} holds no checkpoint.")
    return notes[-1]


def _refused(why: str) -> str:
    raise StartRefused(why)
