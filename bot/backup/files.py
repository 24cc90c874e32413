"""Where backups lie: the newest under the name that was asked for, earlier ones beside it by their time."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex

from bot.start_refused import StartRefused
from storage.backup.backup import Contents, contents, copy_database, put_in_place
from storage.engine.errors import NoDatabase, StorageError
from storage.private_files import make_folder

STAMP = "%Y%m%dT%H%M%SZ"
OF_A_FOLDER = "sayso.db"
"""What backups are called where only a folder is named."""
_STAMPED = r"-\d{8}T\d{6}Z(?:-\d+)?"
"""The time in a backup's name, and a number where there are several of that time."""
UNTOUCHED = timedelta(hours=1)
"""An unfinished copy that nobody has written to for so long belongs to no backup that still runs."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written and checked."""

    path: Path
    contents: Contents
    removed: tuple[Path, ...]
    """Older ones that gave way to it, and unfinished copies that a killed backup had left."""


def back_up(database: Path, to: str, now: datetime, *, keep: int | None) -> Backup:
    """A checked copy at ``to``, or in that folder, named by its time; the newest ``keep`` there are left.

    Raises StartRefused where something else lies there, and StorageError and OSError.
    """
    if not database.is_file():
        raise NoDatabase(f"There is no database at {database}.")
    target = Path(to).expanduser()
    into_folder = to.endswith("/") or target.is_dir()
    wanted = _free(target / _named(Path(OF_A_FOLDER), now)) if into_folder else target
    make_folder(wanted.parent)
    _refuse_others(wanted, database)
    copy = wanted.with_name(f".{wanted.name}.{token_hex(4)}.part")
    found = copy_database(database, copy)
    if wanted.exists():  # the newest has the name; what had it before is called by its time
        made = datetime.fromtimestamp(wanted.stat().st_mtime, UTC)
        put_in_place(wanted, _free(wanted.with_name(_named(wanted, made))))
    put_in_place(copy, wanted)
    kind = wanted.parent / OF_A_FOLDER if into_folder else wanted
    return Backup(wanted, found, _remove_oldest(kind, keep) + _remove_unfinished(kind, now))


def _named(path: Path, moment: datetime) -> str:
    return f"{path.stem}-{moment.strftime(STAMP)}{path.suffix}"


def _free(path: Path) -> Path:
    """The path, or the next one like it that is not taken."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def _refuse_others(wanted: Path, database: Path) -> None:
    """Raises StartRefused where what lies there is no backup of ours, or is the database itself."""
    if not wanted.exists():
        return
    if wanted.samefile(database):
        raise StartRefused(f"{wanted} is the database itself. Name another file or a folder with --to.")
    try:
        contents(wanted)
    except (StorageError, OSError) as error:
        raise StartRefused(
            f"{wanted} is there already and is no backup of Sayso ({error}). Name another file or a folder."
        ) from error


def _remove_oldest(kind: Path, keep: int | None) -> tuple[Path, ...]:
    """Only the newest backups of this name are left; files that this command did not name are never removed."""
    if keep is None:
        return ()
    ours = re.compile(rf"{re.escape(kind.stem)}{_STAMPED}{re.escape(kind.suffix)}")
    earlier = sorted(
        (path for path in kind.parent.iterdir() if ours.fullmatch(path.name) and path.is_file()),
        key=lambda path: (path.name.removesuffix(kind.suffix).split("Z")[0], path.stat().st_mtime_ns, path.name),
        reverse=True,
    )
    removed = earlier[keep - kind.exists() :]
    for path in removed:
        path.unlink()
    return tuple(removed)


def _remove_unfinished(kind: Path, now: datetime) -> tuple[Path, ...]:
    """Unfinished copies of this name that nobody writes any more are removed."""
    unfinished = re.compile(rf"\.{re.escape(kind.stem)}(?:{_STAMPED})?{re.escape(kind.suffix)}\.[0-9a-f]{{8}}\.part")
    removed = tuple(
        path
        for path in sorted(kind.parent.iterdir())
        if unfinished.fullmatch(path.name) and now.timestamp() - path.stat().st_mtime > UNTOUCHED.total_seconds()
    )
    for path in removed:
        path.unlink()
    return removed
