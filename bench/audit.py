"""The audit log at a million leaves, and what it costs those who propose actions meanwhile."""

import os
import random
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, insert

from bench.actions import post
from bench.load import closed_loop
from bench.machine import databases, memory_mib
from bench.report import Figure, percentile, show
from bench.sayso import bot, sandbox
from bot.audit.export import export_log
from bot.audit.memory_file import MemoryFile
from bot.audit.verify import verify_folder
from oversight.audit.log.keys import SigningKey
from oversight.audit.log.trust_policy import simple_policy
from oversight.usecases.audit.go_on import go_on
from oversight.usecases.audit.sequence_leaves import sequence_leaves
from storage.engine.engines import open_database
from storage.engine.schema import migrate
from storage.store import Store, open_store
from storage.tables.audit import audit_leaves

MANY = 1_000_000
AT_A_TIME = 20_000
CLIENTS, ROUNDS, SECONDS = 32, 21, 1.0
POLICY = Path(__file__).with_name("policy.yml")
UNSEQUENCED = (sys.executable, "-m", "bench.servers.unsequenced")
APPEND_BAR, KEPT_BAR, VERIFY_BAR, PROOF_BAR_MS, MEMORY_BAR_MIB = 5_000, 0.95, 60.0, 50.0, 64
PROOFS = 300
KEY = SigningKey("bench.example/sayso", b"bench" * 6 + b"!!")
LEAF = (
    b'{"action_id":"act_NUMBER","action_type":"ticket.tag","actor":{"id":"agt_1","kind":"agent","name":"tag-bot"},'
    b'"agent_id":"agt_1","at":"2026-03-02T09:00:41.000001Z","details":{"answers":{"high_value_refund":false,'
    b'"low_confidence":false},"key":"abcdefgh","ladder":[],"patterns":["lazy_review"],"reversible":true,"risk":"low",'
    b'"rules":["low_and_reversible"],"signals":{"llm_confidence":0.92},"verdict":"approve"},"format":1,'
    b'"kind":"action.submitted","reason":"Low risk, and can be undone","rule":"low_and_reversible","state":'
    b'{"deadline_at":null,"payload_digest":"sha256:f12c79b2f99c27b76363ed875f4609537e7e6e3c9eaa0cb48e09e34383e682f9",'
    b'"policy_hash":"sha256:6c596997a5de4610ebd0832e3c66a88eb0be88e8ff090eb8ebef1c13bf3165a2","revision":1,'
    b'"status":"approved","tier":"auto","version":1}}'
)


async def audit() -> None:
    """Prints what a million leaves take, and the share of ingest that is left beside the sequencer."""
    for engine in ("SQLite", "PostgreSQL"):
        with databases() as urls, TemporaryDirectory(prefix="sayso-bench-audit-") as folder:
            figures = [await _share(engine)]
            async with open_database(urls[engine], serving=False) as database:
                await migrate(database)
            async with open_store(urls[engine], serving=engine == "SQLite") as store:
                figures += await _million(store, KEY, Path(folder))
        show(f"Audit log, {MANY:,} leaves, {engine}", figures)


async def _share(engine: str) -> Figure:
    """Ingest with the sequencer as a share of ingest without it, in short turns."""
    with ExitStack() as stack:
        port = stack.enter_context(sandbox())
        ours, others = (stack.enter_context(databases())[engine] for _ in range(2))
        folder = stack.enter_context(TemporaryDirectory(prefix="sayso-bench-key-"))
        signs = {"SAYSO_AUDIT_KEY": KEY.written(), "SAYSO_AUDIT_KEY_FILE": f"{folder}/sayso-audit.key"}
        with_it = stack.enter_context(bot(ours, POLICY, port, settings=signs))
        without = stack.enter_context(bot(others, POLICY, port, command=UNSEQUENCED))
        shares = []
        for number in range(ROUNDS + 1):
            pair = (with_it, without) if number % 2 else (without, with_it)
            rates = {
                running.port: (
                    await closed_loop(running.port, post("/v1/actions", running.key), clients=CLIENTS, seconds=SECONDS)
                ).rate
                for running in pair
            }
            if number:  # the first one warms
                shares.append(rates[with_it.port] / rates[without.port])
    low, high = _interval(shares)
    value = f"{median(shares):.1%} ({low:.1%}–{high:.1%})"
    return Figure("ingest beside the sequencer", value, f">= {KEPT_BAR:.0%}", high >= KEPT_BAR)


async def _million(store: Store, key: SigningKey, folder: Path) -> list[Figure]:
    for first in range(0, MANY, AT_A_TIME):
        rows = [_row(number) for number in range(first, first + AT_A_TIME)]
        await store.database.write(partial(_insert, rows))
    started = time.perf_counter()
    while await sequence_leaves(store.audit):
        pass
    append = MANY / (time.perf_counter() - started)
    memory = MemoryFile(folder / "bench.last")
    started = time.perf_counter()
    size, now = 0, store.clock.now()
    while size < MANY:
        beat = await go_on(store.audit, [key], memory, now := _later(now))
        assert beat.signed is not None, beat
        size = beat.signed.size
    signing = MANY / (time.perf_counter() - started)
    proofs = sorted([await _proof(store, random.Random(number).randrange(MANY)) for number in range(PROOFS)])
    before, started = memory_mib(os.getpid()), time.perf_counter()
    highest = [before]
    await export_log(store.audit, folder / "log", lambda _, __: highest.append(memory_mib(os.getpid())))
    exporting = time.perf_counter() - started
    started = time.perf_counter()
    assert verify_folder(folder / "log", simple_policy([key.verifier]), ()).is_right
    verifying = time.perf_counter() - started
    grew = max(highest[len(highest) // 2 :]) - max(highest[: len(highest) // 2])
    proof = 1000 * percentile(proofs, 0.99)
    return [
        Figure("places given", f"{append:,.0f}/s", f">= {APPEND_BAR:,}/s", append >= APPEND_BAR),
        Figure("leaves checked again before signing", f"{signing:,.0f}/s"),
        Figure("inclusion proof, p99", f"{proof:.1f} ms", f"<= {PROOF_BAR_MS:.0f} ms", proof <= PROOF_BAR_MS),
        Figure("export", f"{exporting:.1f} s"),
        Figure(
            "memory that the second half of an export added to the first",
            f"{grew:.0f} MiB",
            f"<= {MEMORY_BAR_MIB} MiB",
            grew <= MEMORY_BAR_MIB,
        ),
        Figure("verify", f"{verifying:.1f} s", f"<= {VERIFY_BAR:.0f} s", verifying <= VERIFY_BAR),
    ]


async def _proof(store: Store, index: int) -> float:
    started = time.perf_counter()
    await store.audit.inclusion(1, index, MANY)
    return time.perf_counter() - started


def _later(now: datetime) -> datetime:
    """When the next checkpoint is due."""
    return now + timedelta(seconds=10)


def _row(number: int) -> dict[str, object]:
    """A leaf as long as that of an ordinary action."""
    leaf = LEAF.replace(b"NUMBER", b"%07d" % number)
    return {"action_id": f"act_{number:07}", "kind": "action.submitted", "leaf": leaf}


def _insert(rows: Sequence[dict[str, object]], connection: Connection) -> None:
    connection.execute(insert(audit_leaves), rows)


def _interval(shares: Sequence[float]) -> tuple[float, float]:
    """Where nineteen of twenty medians of such rounds lie, by drawing from these rounds again and again."""
    luck = random.Random(1)
    medians = sorted(median(luck.choices(shares, k=len(shares))) for _ in range(2_000))
    return percentile(medians, 0.025), percentile(medians, 0.975)
