"""The rows of one type while they are gathered, and as arrays in the order of their ids."""

import math
from array import array
from datetime import datetime

import numpy as np

from oversight.review.sampler.candidate import Candidate
from oversight.review.sampler.reason import Why
from oversight.review.sampler.table import Bools, Floats, Ints, Table, hashed

UNREVIEWED, RIGHT, WRONG = -1, 0, 1


class TypeRows:
    """One type's rows."""

    def __init__(self) -> None:
        """No rows."""
        self.table = Table()
        self._numbers = {name: array("d") for name in ("at", "floor", "amount", "seconds")}
        self._integers = {
            name: array("q") for name in ("agent", "key", "policy", "failed", "past", "finding", "position", "raised")
        }
        self._reasons: dict[Why, tuple[array[int], array[float]]] = {}
        self._places: Ints = np.zeros(0, np.int64)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.table)

    def add(
        self,
        candidate: Candidate,
        *,
        position: int = -1,
        finding: int = UNREVIEWED,
        amount: float = 0.0,
        raised: bool = False,
    ) -> int:
        """One more row, by its number of arrival; a position of -1 is the past, and only what is raised has reasons."""
        row = self.table.add(candidate)
        numbers, integers = self._numbers, self._integers
        numbers["at"].append(_seconds(candidate.at))
        numbers["floor"].append(0.0)
        numbers["amount"].append(amount)
        numbers["seconds"].append(math.nan if candidate.seconds is None else candidate.seconds)
        integers["agent"].append(hashed(candidate.agent_id) + 1)
        integers["key"].append(0 if candidate.key is None else hashed(candidate.key) + 1)
        integers["policy"].append(hashed(candidate.policy_hash) + 1 if candidate.policy_hash else 0)
        integers["failed"].append(candidate.failed)
        integers["past"].append(position < 0)
        integers["finding"].append(finding)
        integers["position"].append(position)
        integers["raised"].append(raised)
        return row

    def because(self, row: int, why: Why, weight: float) -> None:
        """One more reason for a row."""
        rows, weights = self._reasons.setdefault(why, (array("i"), array("d")))
        rows.append(row)
        weights.append(weight)

    def floor(self, row: int, floor: float) -> None:
        """A row's floor is at least this."""
        self._numbers["floor"][row] = max(self._numbers["floor"][row], floor)

    def settle(self) -> None:
        """No more rows."""
        self._places = self.table.settle()

    def numbers(self, name: str) -> Floats:
        """A column of numbers."""
        placed = np.empty(len(self), np.float64)
        placed[self._places] = np.array(self._numbers[name], np.float64)
        return placed

    def integers(self, name: str) -> Ints:
        """A column of integers."""
        placed = np.empty(len(self), np.int64)
        placed[self._places] = np.array(self._integers[name], np.int64)
        return placed

    def flags(self, name: str) -> Bools:
        """A column of integers as flags."""
        return self.integers(name) > 0

    def reasons(self) -> dict[Why, Floats]:
        """The reasons so far with the weight of each row."""
        told: dict[Why, Floats] = {}
        for why, (rows, weights) in self._reasons.items():
            told[why] = np.zeros(len(self))
            told[why][self._places[np.array(rows, np.int64)]] = np.array(weights, np.float64)
        return told


def _seconds(at: datetime | None) -> float:
    return 0.0 if at is None else at.timestamp()
