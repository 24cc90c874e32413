"""Actions a second and their latency, beside a bare echo and a minimal durable server."""

import sys
from pathlib import Path

from bench.actions import BODY, post
from bench.countersign import countersign
from bench.load import Load, Request, closed_loop, steady
from bench.machine import databases, free_port, process, wait_for
from bench.report import Figure, show

CLIENTS = (1, 8, 32)
SECONDS = 5.0
STEADY = 300.0
SHARE_BAR = 0.5
STEADY_BAR_MS = 12.0
CREATED = 201
POLICY = Path(__file__).with_name("policy.yml")


async def ingest() -> None:
    """Prints the figures of every server on every engine."""
    figures: list[Figure] = []
    await _baseline("aiohttp echo", figures, "bench.servers.echo")
    with databases() as urls:
        for engine, url in urls.items():
            minimal = await _baseline(f"minimal durable, {engine}", figures, "bench.servers.minimal", url)
            with countersign(url, POLICY) as bot:
                rates, tail = await _measure(f"Countersign, {engine}", figures, bot.port, post("/v1/actions", bot.key))
            share = rates[-1] / minimal[-1]
            figures.append(
                Figure(f"share of minimal at 32, {engine}", f"{share:.0%}", f">= {SHARE_BAR:.0%}", share >= SHARE_BAR)
            )
            if engine == "SQLite":
                met = tail <= STEADY_BAR_MS
                figures.append(Figure("p99 at 300/s, SQLite", f"{tail:.1f} ms", f"<= {STEADY_BAR_MS:.0f} ms", met))
    show(f"Ingest ({len(BODY)} byte action, durable)", figures)


async def _baseline(name: str, figures: list[Figure], module: str, *arguments: str) -> list[float]:
    port = free_port()
    with process(sys.executable, "-m", module, str(port), *arguments):
        wait_for(port)
        rates, _ = await _measure(name, figures, port, post("/v1/actions"))
    return rates


async def _measure(name: str, figures: list[Figure], port: int, request: Request) -> tuple[list[float], float]:
    """The rates by number of clients, and the p99 at the steady rate."""
    await closed_loop(port, request, clients=4, seconds=1)  # warm
    rates = []
    for clients in CLIENTS:
        load = await closed_loop(port, request, clients=clients, seconds=SECONDS)
        _expect_created(name, load)
        rates.append(load.rate)
        figures.append(_figure(f"{name}, {clients} client{'s' if clients > 1 else ''}", load))
    load = await steady(port, request, rate=STEADY, seconds=10)
    _expect_created(name, load)
    figures.append(_figure(f"{name}, steady 300/s", load))
    return rates, load.percentile(0.99)


def _expect_created(name: str, load: Load) -> None:
    if set(load.statuses) != {CREATED}:
        raise RuntimeError(f"{name} answered {dict(load.statuses)}")


def _figure(name: str, load: Load) -> Figure:
    return Figure(name, f"{load.rate:,.0f}/s  p50 {load.percentile(0.5):.2f} ms  p99 {load.percentile(0.99):.2f} ms")
