"""How long it takes until a pressed card changes, while twenty other cards climb.

Slack's own rates; every fourth press is a window that is sent in. In turns with the same program whose pressed cards
wait for their turn, as the updates of all others do.
"""

import asyncio
import itertools
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bench.actions import post
from bench.load import connect
from bench.report import Figure, percentile, show
from bench.sayso import COMMAND, Running, bot, sandbox

TURNS, PRESSES = 3, 100
EVERY = 0.5
"""Seconds between two presses: faster than anybody decides, and than chat.update alone would allow."""
WINDOW_EVERY = 4
CLIMBING = 20
LAST_WAIT = 30.0
BAR_MS = 1_000.0
CHANNEL, REVIEWER = "C0EXEC", "U0MINA"
POLICY = Path(__file__).with_name("presses.yml")
OURS, QUEUED = (COMMAND,), (sys.executable, "-m", "bench.servers.queued_presses")
CLIMBER = json.dumps({"action_type": "climbs.up", "description": "Refund", "payload": {"order_id": "4711"}}).encode()


@dataclass(slots=True)
class Watched:
    """What changed in the channel, as a person's client would see it, and when."""

    changed: dict[str, float] = field(default_factory=dict)
    waiting: dict[str, asyncio.Event] = field(default_factory=dict)

    def saw(self, change: dict[str, Any]) -> None:
        """One change of the workspace."""
        message = change.get("message") or {}
        if change["type"] == "message.changed" and any(word in message["text"] for word in ("Approved", "Rejected")):
            self.changed.setdefault(message["ts"], time.perf_counter())
            if message["ts"] in self.waiting:
                self.waiting[message["ts"]].set()


async def presses() -> None:
    """Prints how long presses took to be seen, in turns, and the spread of each."""
    turns: dict[str, list[list[float]]] = {"ours": [], "queued": []}
    for _ in range(TURNS):
        for name, command in (("queued", QUEUED), ("ours", OURS)):
            turns[name].append(await _turn(command))
    ours, queued = (sorted(itertools.chain(*turns[name])) for name in ("ours", "queued"))
    p99 = 1_000 * percentile(ours, 0.99)
    show(
        f"Presses ({1 / EVERY:.0f} a second, one in {WINDOW_EVERY} a window, while {CLIMBING} cards climb every 20 s)",
        [
            Figure("press to changed card", _told(ours), f"p99 <= {BAR_MS:.0f} ms", p99 <= BAR_MS),
            Figure("  p99 of each turn", _spread(turns["ours"])),
            Figure("the same, in turn with all updates", _told(queued)),
            Figure("  p99 of each turn", _spread(turns["queued"])),
        ],
    )


def _told(seconds: Sequence[float]) -> str:
    p50, p99 = (1_000 * percentile(seconds, share) for share in (0.5, 0.99))
    never = sum(waited >= LAST_WAIT for waited in seconds)
    ended = f"{never} not within {LAST_WAIT:.0f} s" if never else f"max {1_000 * seconds[-1]:,.0f} ms"
    return f"p50 {p50:,.0f} ms  p99 {p99:,.0f} ms  {ended}  n={len(seconds)}"


def _spread(turns: Sequence[Sequence[float]]) -> str:
    slowest = [1_000 * percentile(sorted(turn), 0.99) for turn in turns]
    return f"{min(slowest):,.0f} – {max(slowest):,.0f} ms (median {statistics.median(slowest):,.0f})"


async def _turn(command: Sequence[str]) -> list[float]:
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder, sandbox() as port:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        with bot(url, POLICY, port, posts_per_second=200, command=command) as filling:
            cards = await _fill(filling)
        with bot(url, POLICY, port, command=command) as running:
            running.slack("GET", "wait?kind=connection&timeout=30")
            running.slack("POST", "settings", {"rate_limits": True, "rate_speed": 1})
            return await _press_everything(running, cards)


async def _fill(running: Running) -> list[str]:
    """The cards that are to be pressed; the climbing ones stand, too."""
    agent = await connect(running.port)
    for number in range(PRESSES + CLIMBING):
        climbs = number >= PRESSES
        body = (CLIMBER,) if climbs else ()
        await agent.ask(post("/v1/actions", running.key, *body)(0))
    agent.close()
    while True:
        cards = await asyncio.to_thread(_cards, running, CHANNEL)
        climbing = await asyncio.to_thread(_cards, running, "C0APPROVALS")
        if len(cards) >= PRESSES and len(climbing) >= CLIMBING:
            return cards
        await asyncio.sleep(0.2)


def _cards(running: Running, channel: str) -> list[str]:
    told = running.slack("GET", f"messages?channel={channel}")
    return [message["ts"] for message in told["messages"] if message.get("blocks")][: PRESSES + CLIMBING]


async def _press_everything(running: Running, cards: Sequence[str]) -> list[float]:
    watched = Watched()
    async with (
        aiohttp.ClientSession(f"http://127.0.0.1:{running.sandbox_port}") as session,
        session.ws_connect("/sandbox/ws", max_msg_size=0) as stream,
    ):
        watching = asyncio.create_task(_watch(stream, watched))
        pressing = []
        for number, ts in enumerate(cards):
            press = _send_window if number % WINDOW_EVERY == 0 else _press
            pressing.append(asyncio.create_task(press(session, ts, watched)))
            await asyncio.sleep(EVERY)
        seconds = await asyncio.gather(*pressing)
        watching.cancel()
    return list(seconds)


async def _watch(stream: aiohttp.ClientWebSocketResponse, watched: Watched) -> None:
    async for message in stream:
        watched.saw(message.json())


async def _press(session: aiohttp.ClientSession, ts: str, watched: Watched) -> float:
    body = {"user": REVIEWER, "channel": CHANNEL, "ts": ts, "text": "Approve"}
    return await _until_changed(session, "click", body, ts, watched)


async def _send_window(session: aiohttp.ClientSession, ts: str, watched: Watched) -> float:
    """Seconds from sending in the window, which a person has filled in, until the card changed."""
    body: dict[str, Any] = {"user": REVIEWER, "channel": CHANNEL, "ts": ts, "text": "Reject"}
    await _do(session, "click", body)
    async with session.get("/sandbox/api/views", params={"user": REVIEWER}) as answer:
        view = (await answer.json())["views"][-1]
    sent = {"user": REVIEWER, "view_id": view["id"], "values": {"reason_input": "Not ours"}}
    return await _until_changed(session, "submit", sent, ts, watched)


async def _until_changed(
    session: aiohttp.ClientSession, what: str, body: dict[str, Any], ts: str, watched: Watched
) -> float:
    """Seconds until the card changed; where it never did, the time that was waited."""
    seen = watched.waiting[ts] = asyncio.Event()
    began = time.perf_counter()
    await _do(session, what, body)
    try:
        async with asyncio.timeout(LAST_WAIT):
            await seen.wait()
    except TimeoutError:
        return LAST_WAIT
    return watched.changed[ts] - began


async def _do(session: aiohttp.ClientSession, what: str, body: dict[str, Any]) -> None:
    async with session.post(f"/sandbox/api/{what}", json=body) as answer:
        told = await answer.json()
    assert told["acked"], told
