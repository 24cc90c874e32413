"""What is kept of one type of action; :mod:`~oversight.signals.signals` measures by it."""

from collections.abc import Iterable

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from oversight.signals.features import features_of
from oversight.signals.precedent import Lesson, Precedent
from oversight.signals.token_counts import NO_SKETCH, Rows, Sketch, sketch

MOST = {Lesson.GOOD: 1_000, Lesson.WRONG: 500}
"""How many of each lesson are kept, the newest; counted apart, so that many good ones never push out a wrong one."""


class Kept(Struct, frozen=True, eq=False):
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
    """The precedents of one type, in rows, the good ones first.

    The same ones leave the same memory, in whatever order and how often they come.
    """

    __slots__ = ("_agents", "_by_lesson", "_kept", "_news", "at", "good", "is_good", "recent", "rows")

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

    def of_agent(self, agent_id: str) -> NDArray[np.int64] | None:
        """The positions of the agent's recent rows; None of an agent that is not known."""
        own = self._agents.get(agent_id)
        return None if own is None else own[self.recent[own]]

    def _arrange(self) -> None:
        """What is kept is in rows, the good ones first, as signals are measured by it."""
        good, wrong = self._by_lesson[Lesson.GOOD], self._by_lesson[Lesson.WRONG]
        rows = [*good, *wrong]
        self.good = len(good)
        self.at = np.array([row.at for row in rows], np.float64)
        self.is_good: NDArray[np.bool_] = np.arange(len(rows)) < self.good
        self.recent: NDArray[np.bool_] = self.at >= _horizon(good, wrong)
        self._agents = _positions(rows)
        self.rows = Rows([row.sketch for row in rows], self.good)


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
