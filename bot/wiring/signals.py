"""What the operating system tells the program: stop (SIGINT, SIGTERM), and read the policy again (SIGHUP)."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.health.metrics import Metrics
from bot.policy.archive import PolicyArchive
from bot.process.running_record import open_record
from bot.process.stopping import end_soon


@contextmanager
def told_to_stop() -> Iterator[asyncio.Event]:
    """Set when the process is told to stop; from then on it has only so many seconds to end by itself."""
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()

    def stop() -> None:
        if not stopped.is_set():
            end_soon()
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    try:
        yield stopped
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


@contextmanager
def reload_on_hangup(policies: PolicyArchive, metrics: Metrics, run_dir: Path) -> Iterator[None]:
    """A hang-up makes the program read its policy again; its note lets `sayso policy reload` find it."""
    loop = asyncio.get_running_loop()
    tasks: set[asyncio.Task[None]] = set()
    record = open_record(run_dir)

    async def reload() -> None:
        metrics.policy_reloads.labels("ok" if await policies.reload() else "refused").inc()
        if record is not None:
            record.write(policies.file)

    def on_hangup() -> None:
        task = loop.create_task(reload())
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    loop.add_signal_handler(signal.SIGHUP, on_hangup)
    try:
        if record is not None:
            # Only now: whoever reads the note may send the signal, which kills a process that does not handle it.
            record.write(policies.file)
        yield
    finally:
        if record is not None:
            record.close()
        loop.remove_signal_handler(signal.SIGHUP)
