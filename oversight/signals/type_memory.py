"""What is kept of one type of action, and the signals that follow from it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from oversight.exact_json.canonical import Json
from oversight.signals.features import features_of
from oversight.signals.nearest import likeness
from oversight.signals.precedent import Lesson, Precedent
from oversight.signals.token_counts import NO_SKETCH, Rows, Sketch, sketch
from oversight.signals.track_record import posterior_mean

MOST = {Lesson.GOOD: 1_000, Lesson.WRONG: 500}
"""How many of each lesson are kept, the newest; counted apart, so that many good ones never push out a wrong one."""


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """One precedent as it is kept: no text, no payload."""

    key: tuple[str, int]
    agent_id: str | None
    lesson: Lesson
    at: float
    """Seconds since 1970."""
    sketch: Sketch

    @property
    def age_order(self) -> tuple[float, tuple[str, int]]:
        """Sorts by time, and always the same way."""
        return self.at, self.key


class TypeMemory:
    """The precedents of one type. The same ones leave the same memory, in whatever order and how often they come."""

    __slots__ = ("_agents", "_at", "_by_lesson", "_good", "_is_good", "_kept", "_news", "_recent", "_rows")

    def __init__(self) -> None:
        """Nothing is known."""
        self._news = False
        self._kept: dict[tuple[str, int], Kept] = {}
        self._by_lesson: dict[Lesson, list[Kept]] = {lesson: [] for lesson in Lesson}
        self._arrange()

    def take(self, precedents: Iterable[Precedent]) -> None:
        """These count once :meth:`settle` is called; of two about one action the worse counts, then the newer."""
        for precedent in precedents:
            self._news = self._take(precedent) or self._news

    def settle(self) -> None:
        """What was taken counts, within the bounds. This takes some milliseconds, however much was taken."""
        if not self._news:
            return
        self._news = False
        for lesson, rows in self._by_lesson.items():
            rows.sort(key=lambda row: row.age_order)
            for old in rows[: -MOST[lesson]]:
                del self._kept[old.key]
            del rows[: -MOST[lesson]]
        self._arrange()

    def _take(self, precedent: Precedent) -> bool:
        """Whether it was news."""
        known = self._kept.get(precedent.key)
        at = precedent.at.timestamp()
        if known is None:
            row = Kept(precedent.key, precedent.agent_id, precedent.lesson, at, _sketch(precedent))
        elif (precedent.lesson, at) > (known.lesson, known.at):
            row = replace(known, lesson=precedent.lesson, at=at)
            self._by_lesson[known.lesson].remove(known)
        else:
            return False
        self._kept[row.key] = row
        self._by_lesson[row.lesson].append(row)
        return True

    def measure(self, payload: Json, description: str, agent_id: str, now: datetime) -> dict[str, float]:
        """The signals that can be computed well for this action at this moment."""
        signals = {
            "historical_accuracy": self._accuracy(agent_id, now.timestamp()),
            **self._likeness(payload, description),
        }
        return {name: value for name, value in signals.items() if value is not None}

    def _accuracy(self, agent_id: str, now: float) -> float | None:
        own = self._agents.get(agent_id)
        if own is None:
            return None
        own = own[self._recent[own]]
        return posterior_mean(np.maximum(0.0, now - self._at[own]), self._is_good[own])

    def _likeness(self, payload: Json, description: str) -> dict[str, float | None]:
        """How near it is to what was right and wrong. What the agent says about it can only take it further away."""
        features = features_of(payload, description)
        if not features.comparable:
            return {}
        alike, good, recent = self._rows.compare(sketch(features)), self._good, self._recent
        silent, told, shape = alike.values, alike.values_and_words, alike.shape
        return {
            "semantic_similarity": likeness(np.minimum(silent, told)[:good], np.maximum(silent, told)[good:]),
            "input_familiarity": likeness(shape[:good][recent[:good]], shape[good:][recent[good:]]),
        }

    def _arrange(self) -> None:
        """What is kept is in rows, the good ones first, as :meth:`measure` needs it."""
        good, wrong = self._by_lesson[Lesson.GOOD], self._by_lesson[Lesson.WRONG]
        rows = [*good, *wrong]
        self._good = len(good)
        self._at = np.array([row.at for row in rows], np.float64)
        self._is_good: NDArray[np.bool_] = np.arange(len(rows)) < self._good
        self._recent: NDArray[np.bool_] = self._at >= _horizon(good, wrong)
        self._agents = _positions(rows)
        self._rows = Rows([row.sketch for row in rows], self._good)


def _horizon(good: list[Kept], wrong: list[Kept]) -> float:
    """Since when all of both lessons are kept; over a longer time the share of right ones would be too small."""
    full = ((good, MOST[Lesson.GOOD]), (wrong, MOST[Lesson.WRONG]))
    return max((rows[0].at for rows, most in full if len(rows) == most), default=float("-inf"))


def _positions(rows: list[Kept]) -> dict[str, NDArray[np.int64]]:
    """The positions of each agent's rows."""
    positions: dict[str, list[int]] = {}
    for position, row in enumerate(rows):
        if row.agent_id is not None:
            positions.setdefault(row.agent_id, []).append(position)
    return {agent_id: np.array(own) for agent_id, own in positions.items()}


def _sketch(precedent: Precedent) -> Sketch:
    features = features_of(precedent.payload, precedent.description)
    return sketch(features) if features.comparable else NO_SKETCH
