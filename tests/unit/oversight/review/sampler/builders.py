"""Candidates for the sampler's tests: tickets that an agent sorts, with a bug that may be planted among them."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from oversight.review.sampler.candidate import Candidate

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
SECRET = b"a secret of the operator"
MONTH = timedelta(days=28)
FIRST = ["John", "Mary", "Wei", "Ana", "Tom", "Lisa", "Omar", "Ivy", "Paul", "Nina"]
LAST = ["Smith", "Jones", "Brown", "Lee", "Clark", "Hall", "Young", "King", "Hill", "Wood"]
FOREIGN = ["Jörg Müller", "Zoë Åberg", "José Peña", "Иван Петров", "李伟", "Łukasz Żak", "Ngô Bảo", "Élise Noël"]
WORDS = ["invoice", "wrong", "refund", "order", "login", "crash", "feature", "mode", "export", "slow", "charge"]
TAGS = {"billing_dispute": 0.3, "bug": 0.25, "feature_request": 0.2, "account": 0.15, "other": 0.07, "legal": 0.03}
BUGS = {
    "script of names": lambda ticket: not ticket.payload["customer_name"].isascii(),
    "hour (at night)": lambda ticket: ticket.at.hour < 6,
    "length (long ones)": lambda ticket: len(ticket.payload["body"].split()) > 45,
    "agent (a rare one)": lambda ticket: ticket.agent_id == "agt_d",
    "amount (above 200)": lambda ticket: ticket.payload["amount"] > 200,
    "category (a rare one)": lambda ticket: ticket.payload["language"] == "pl",
    "category (a common one)": lambda ticket: ticket.payload["tag"] == "bug",
    "agent and hour": lambda ticket: ticket.agent_id == "agt_c" and ticket.at.hour > 17,
    "nothing (by chance)": lambda _: True,
}
ERROR_RATE = 0.023


def a_candidate(number=1, **fields):
    return Candidate(
        **{
            "action_id": f"act_{number:026}",
            "confidence": 0.9,
            "action_type": "ticket.tag",
            "agent_id": "agt_1",
            "at": MONDAY + timedelta(minutes=number),
            "payload": {"ticket": f"T-{number}", "tag": "bug"},
            **fields,
        }
    )


def tickets(count, seed):
    """Sorted tickets of four weeks, the oldest first."""
    chance = random.Random(seed)
    return [_ticket(number, count, seed, chance) for number in range(count)]


def _ticket(number, count, seed, chance):
    foreign = chance.random() < 0.1
    words = [chance.choice(WORDS) for _ in range(max(3, int(chance.lognormvariate(3, 0.6))))]
    hour = chance.randrange(24) if chance.random() < 0.07 else min(23, max(0, int(chance.gauss(13, 3.5))))
    tag = chance.choices(list(TAGS), list(TAGS.values()))[0]
    return Candidate(
        action_id=f"act_{seed}_{number:08}",
        confidence=min(1, max(0, chance.gauss(0.9, 0.03))),
        action_type="ticket.classify",
        agent_id="agt_" + chance.choices("abcd", [0.45, 0.3, 0.2, 0.05])[0],
        at=(MONDAY + MONTH * number / count).replace(hour=hour),
        payload={
            "ticket_id": f"T-{100_000 + number}",
            "customer_name": chance.choice(FOREIGN) if foreign else f"{chance.choice(FIRST)} {chance.choice(LAST)}",
            "subject": " ".join(words[:4]),
            "body": " ".join(words),
            "tag": tag,
            "amount": round(chance.lognormvariate(4, 1), 2),
            "language": chance.choices(["en", "de", "fr", "pl"], [0.7, 0.15, 0.1, 0.05])[0],
        },
        description=f"Sort the ticket as {tag}",
    )


def wrong_ones(candidates, bug, seed):
    """The ids of the wrong ones: 2.3 % of all, every one of them where the bug is."""
    inside = [ticket.action_id for ticket in candidates if BUGS[bug](ticket)]
    chance = random.Random(f"bug {seed}")
    return set(chance.sample(inside, min(len(inside), round(ERROR_RATE * len(candidates)))))
