"""Actions a second and their latency, beside a bare echo and a minimal durable server.

What one is of the other is measured in turns, both servers running: on a machine that others share, a minute later is
another machine.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench.actions import BODY, post
from bench.load import Load, Request, closed_loop, steady
from bench.machine import databases, free_port, process, wait_for
from bench.report import Figure, show
from bench.sayso import sayso

CLIENTS = (1, 8, 32)
SECONDS = 5.0
ROUNDS, ROUND_SECONDS = 15, 1.0
STEADY = 300.0
SHARE_BAR = 0.5
STEADY_BAR_MS = 12.0
CREATED = 201
POLICY = Path(__file__).with_name("policy.yml")


async def ingest() -> None:
    """Prints the figures of every server on every engine."""
    figures: list[Figure] = []
    with _server("bench.servers.echo") as port:
        await _measure("aiohttp echo", figures, port, post("/v1/actions"))
    with databases() as urls:
        for engine, url in urls.items():
            with _server("bench.servers.minimal", url) as port:
                await _measure(f"minimal durable, {engine}", figures, port, post("/v1/actions"))
            with sayso(url, POLICY) as bot:
                asked = post("/v1/actions", bot.key)
                with databases() as others, _server("bench.servers.minimal", others[engine]) as port:
                    share = await _share((bot.port, asked), (port, post("/v1/actions")))
                tail = await _measure(f"Sayso, {engine}", figures, bot.port, asked)
            figures.append(
                Figure(f"share of minimal at 32, {engine}", f"{share:.0%}", f">= {SHARE_BAR:.0%}", share >= SHARE_BAR)
            )
            if engine == "SQLite":
                met = tail <= STEADY_BAR_MS
                figures.append(Figure("p99 at 300/s, SQLite", f"{tail:.1f} ms", f"<= {STEADY_BAR_MS:.0f} ms", met))
    show(f"Ingest ({len(BODY)} byte action, durable)", figures)


@contextmanager
def _server(module: str, *arguments: str) -> Iterator[int]:
    """The port of a running baseline."""
    port = free_port()
    with process(sys.executable, "-m", module, str(port), *arguments):
        wait_for(port)
        yield port


async def _share(ours: tuple[int, Request], minimal: tuple[int, Request]) -> float:
    """The median, over the rounds, of one server's rate as a share of the other's."""
    await closed_loop(*minimal, clients=4, seconds=1)  # warm
    shares = []
    for _ in range(ROUNDS):
        rates = [
            (await closed_loop(port, request, clients=CLIENTS[-1], seconds=ROUND_SECONDS)).rate
            for port, request in (ours, minimal)
        ]
        shares.append(rates[0] / rates[1])
    return median(shares)


async def _measure(name: str, figures: list[Figure], port: int, request: Request) -> float:
    """The p99 at the steady rate, after the rates by number of clients."""
    await closed_loop(port, request, clients=4, seconds=1)  # warm
    for clients in CLIENTS:
        load = await closed_loop(port, request, clients=clients, seconds=SECONDS)
        _expect_created(name, load)
        figures.append(_figure(f"{name}, {clients} client{'s' if clients > 1 else ''}", load))
    load = await steady(port, request, rate=STEADY, seconds=10)
    _expect_created(name, load)
    figures.append(_figure(f"{name}, steady 300/s", load))
    return load.percentile(0.99)


def _expect_created(name: str, load: Load) -> None:
    if set(load.statuses) != {CREATED}:
        raise RuntimeError(f"{name} answered {dict(load.statuses)}")


def _figure(name: str, load: Load) -> Figure:
    return Figure(name, f"{load.rate:,.0f}/s  p50 {load.percentile(0.5):.2f} ms  p99 {load.percentile(0.99):.2f} ms")
