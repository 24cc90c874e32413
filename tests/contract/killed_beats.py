"""A program whose audit log goes on by one beat again and again, each time killed by SIGKILL one step later.

A step is just before and just after a statement or what is done to the file beside the key, and just before a commit.
After every death another process takes over and checks what it found. Run with the URL of a database and a folder; it
prints how often it was killed.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from bot.audit.memory_file import MemoryFile
from oversight.audit.log.checkpoint import read_checkpoint
from oversight.audit.log.keys import SigningKey
from oversight.usecases.audit.go_on import go_on
from storage.audit.log import SqlAuditLog
from storage.store import open_store
from tests.contract.test_audit_log import some_leaves, write_leaves

KEYS = [SigningKey("acme.example/sayso", b"k" * 32)]
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LEAVES = 40
"""How many are new in each round; not a divisor of a tile's 256, so that rounds end in all kinds of places."""


class Death:
    """What comes at the step of this number."""

    def __init__(self, step: int) -> None:
        self.left = step

    def near(self, *_: object) -> None:
        """One step less."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, owner: Any, name: str) -> None:
        """This function is two steps: one before and one after."""
        real: Callable[..., Any] = getattr(owner, name)

        def stepped(*given: Any, **named: Any) -> Any:
            self.near()
            answer = real(*given, **named)
            self.near()
            return answer

        setattr(owner, name, stepped)

    def lie_in_wait(self) -> None:
        """From now on."""
        for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(Engine, moment, self.near)
        for owner, name in ((os, "fsync"), (Path, "replace"), (Path, "open")):
            self.around(owner, name)


async def dying_beat(url: str, folder: Path, round_: int) -> None:
    """Leaves come, and the process dies at this step of the beat, if the beat has so many."""
    async with open_store(url, serving=True) as store:
        await write_leaves(store, some_leaves(LEAVES, LEAVES * round_))
        log, memory = SqlAuditLog(store.database, alone=False), MemoryFile(folder / "sayso.last")
        Death(round_).lie_in_wait()
        await go_on(log, KEYS, memory, AT + timedelta(minutes=round_))


async def next_beat(url: str, folder: Path, round_: int) -> None:
    """Whoever comes next goes on: everything that was ever signed is a beginning of what is there."""
    async with open_store(url, serving=True) as store:
        log, memory = SqlAuditLog(store.database, alone=False), MemoryFile(folder / "sayso.last")
        signed_by_the_dead = await memory.last()
        beat = await go_on(log, KEYS, memory, AT + timedelta(minutes=round_, seconds=30))
        assert beat.refused is None, beat
        kept = [one.note for one in await log.checkpoints(1, 0, 1_000)]
        newest = read_checkpoint(kept[-1])
        for note in (*kept, *filter(None, (signed_by_the_dead, await memory.last()))):
            checkpoint = read_checkpoint(note)
            assert await log.root(1, checkpoint.size) == checkpoint.root, f"two histories of {checkpoint.size} leaves"
        assert newest.size == LEAVES * round_, f"{newest.size} of {LEAVES * round_} leaves are signed"


def in_a_process(beat: Callable[[str, Path, int], Any], url: str, folder: Path, round_: int) -> int:
    """How it ended: 0, or minus the number of a signal."""
    child = os.fork()
    if not child:
        status = 1
        try:
            asyncio.run(beat(url, folder, round_))
            status = 0
        except Exception:  # noqa: BLE001 - whatever it is, the process ends here and says it
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(url: str, folder: Path) -> int:
    """Prints how often it was killed; anything but 0 where what came next was wrong."""
    for round_ in count(1):
        died = in_a_process(dying_beat, url, folder, round_)
        if in_a_process(next_beat, url, folder, round_):
            return 1
        if died != -signal.SIGKILL:
            sys.stdout.write(f"{round_ - 1}\n")
            return died
    raise AssertionError("count never ends")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
