"""100,000 pending actions: how late their deadlines fire, how much memory they take, how long a restart takes."""

import asyncio
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import create_engine, text

from bench.machine import databases, memory_mib
from bench.report import Figure, percentile, show
from bench.sayso import sayso
from bench.seeding import seed_pending

PENDING = 100_000
SPREAD = timedelta(seconds=120)
LEAD = timedelta(seconds=60)
LATENESS_BAR = 1.0
RESTART_BAR = 5.0
POLICY = Path(__file__).with_name("policy.yml")


async def deadlines() -> None:
    """Prints the figures on SQLite: deadlines spread over two minutes, the bot restarted with all of them pending."""
    with databases() as urls:
        url = urls["SQLite"]
        seeded = time.perf_counter()
        last = await seed_pending(url, POLICY, count=PENDING, lead=LEAD, spread=SPREAD)
        seeded = time.perf_counter() - seeded
        with sayso(url, POLICY) as bot:
            memory = memory_mib(bot.pid)
            while time.time() < last.timestamp() + 10:  # noqa: TID251 - the deadlines are on the wall clock
                await asyncio.sleep(1)
                memory = max(memory, memory_mib(bot.pid))
        lateness = _lateness(url)
        restart = bot.started_in
    p99 = percentile(lateness, 0.99) if lateness else float("inf")
    show(
        f"Deadlines ({PENDING:,} pending, spread over {SPREAD.seconds} s)",
        [
            Figure("fired", f"{len(lateness):,} of {PENDING:,}", f"{PENDING:,}", len(lateness) == PENDING),
            Figure("fired early", str(sum(late < 0 for late in lateness)), "0", not any(late < 0 for late in lateness)),
            Figure("lateness p99", f"{p99:.2f} s", f"<= {LATENESS_BAR:.0f} s", p99 <= LATENESS_BAR),
            Figure("memory", f"{memory:.0f} MiB"),
            Figure("restart", f"{restart:.2f} s", f"<= {RESTART_BAR:.0f} s", restart <= RESTART_BAR),
            Figure("seeding, for scale", f"{PENDING / seeded:,.0f}/s"),
        ],
    )


def _lateness(url: str) -> list[float]:
    """Seconds from each deadline to its timeout, sorted."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT deadline_at, decided_at FROM actions WHERE status = 'timed_out'")).all()
    engine.dispose()
    return sorted((decided - deadline) / 1e6 for deadline, decided in rows)
