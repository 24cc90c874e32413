"""Precedents and memories with defaults."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from msgspec.structs import replace

from oversight.exact_json.canonical import Json
from oversight.signals.memory import Memory
from oversight.signals.precedent import Lesson, Precedent
from tests.unit.oversight.builders import NOW, a_proposal, an_agent

TYPE = "ticket.update"
_numbers = count(1)


def a_precedent(
    payload: Json,
    lesson: Lesson = Lesson.GOOD,
    *,
    said: str = "Update a ticket",
    age: timedelta = timedelta(hours=1),
    agent: str | None = "agt_1",
    id: str = "",  # noqa: A002 - it is one
) -> Precedent:
    return Precedent(id or f"act_{next(_numbers):06d}", 1, TYPE, agent, lesson, NOW - age, said, payload)


def wrong(payload: Json, **fields) -> Precedent:
    return a_precedent(payload, Lesson.WRONG, **fields)


def a_memory(*precedents: Precedent) -> Memory:
    memory = Memory()
    memory.learn(precedents)
    return memory


def a_ticket(number: int = 4711, tag: str = "billing", note: str = "customer asked for an invoice") -> Json:
    return {"ticket": f"T-{number}", "tags": [tag], "note": note, "priority": 2}


def tickets(many: int = 12) -> Sequence[Precedent]:
    return [a_precedent(a_ticket(4_000 + number)) for number in range(many)]


def measured(memory: Memory, payload: Json, said: str = "Update a ticket", now: datetime = NOW, **claims):
    proposal = replace(a_proposal(TYPE, description=said, **claims), payload=payload)
    return dict(memory.measure(proposal, an_agent(), now))
