"""How long a million candidates take from the first to the draw, and how much memory."""

import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bench.report import Figure, show
from oversight.review.sampler.candidate import Candidate
from oversight.review.sampler.sampler import Sampler
from oversight.review.sampler.settings import SamplerSettings

CANDIDATES = 1_000_000
TYPES = ("ticket.classify", "tag.add", "note.write")
MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
MOST_SECONDS, MOST_GIB = 60.0, 2.0
BUDGET = 0.02
"""Share of the candidates that the minutes suffice for."""
MINUTES = 1.8


async def sampling() -> None:
    """Prints the figures; the candidates are made one by one, and the time for that counts, too."""
    began = time.perf_counter()
    sampler = Sampler(SamplerSettings(0.01, budget_minutes=BUDGET * CANDIDATES * MINUTES))
    for candidate in _candidates():
        sampler.add(candidate)
    gathered = time.perf_counter()
    assessment = sampler.settle()
    settled = time.perf_counter()
    picks = assessment.draw(b"bench")
    drawn = time.perf_counter()
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    total, gib = drawn - began, kilobytes / 2**20
    show(
        f"Sampling ({CANDIDATES:,} candidates of {len(TYPES)} types, one thread)",
        [
            Figure("made and gathered", f"{gathered - began:.1f} s"),
            Figure("weighed", f"{settled - gathered:.1f} s"),
            Figure("drawn", f"{drawn - settled:.1f} s for {len(picks):,} picks"),
            Figure("together", f"{total:.1f} s", f"at most {MOST_SECONDS:g} s", total <= MOST_SECONDS),
            Figure("memory at most", f"{gib:.2f} GiB", f"at most {MOST_GIB:g} GiB", gib <= MOST_GIB),
        ],
    )


def _candidates() -> Iterator[Candidate]:
    chance = random.Random(14)
    for number in range(CANDIDATES):
        yield Candidate(
            action_id=f"act_{number:026}",
            confidence=0.5 + chance.random() / 2,
            action_type=TYPES[number % len(TYPES)],
            agent_id=f"agt_{number % 7}",
            at=MONDAY + timedelta(milliseconds=600 * number),
            payload={
                "ticket": f"T-{number}",
                "customer": "Jörg Äpfel" if chance.random() < 0.1 else "John Smith",
                "tag": chance.choice(("billing", "bug", "feature", "account")),
                "text": "word " * chance.randrange(5, 80),
                "priority": chance.randrange(4),
                "urgent": False,
            },
            description="Sorts the ticket",
        )
