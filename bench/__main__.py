"""``make bench``, or ``python -m bench ingest clicks`` for some of it."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable

import uvloop

from bench.audit import audit
from bench.clicks import clicks
from bench.deadlines import deadlines
from bench.editing import editing
from bench.hostile import hostile
from bench.ingest import ingest
from bench.presses import presses
from bench.routing import routing
from bench.sampling import sampling
from bench.signals import signals
from bench.standing import standing
from bench.wakeup import wakeup

SECTIONS: dict[str, Callable[[], Awaitable[None]]] = {
    "ingest": ingest,
    "wakeup": wakeup,
    "clicks": clicks,
    "presses": presses,
    "editing": editing,
    "deadlines": deadlines,
    "routing": routing,
    "signals": signals,
    "standing": standing,
    "sampling": sampling,
    "audit": audit,
    "hostile": hostile,
}


async def main(names: list[str]) -> None:
    """Each section prints its table. Ending the bench ends every process that it started."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    for name in names or SECTIONS:
        await SECTIONS[name]()


if __name__ == "__main__":
    if unknown := set(sys.argv[1:]) - set(SECTIONS):
        sys.exit(f"No such section: {', '.join(unknown)}. There are: {', '.join(SECTIONS)}")
    try:
        uvloop.run(main(sys.argv[1:]))
    except asyncio.CancelledError:
        sys.exit(f"ended by {signal.SIGTERM.name}")
