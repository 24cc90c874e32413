"""Faults to order: a method fails with an error, a status or a delay, so many times."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

EVERY_METHOD = "*"


@dataclass(slots=True)
class Fault:
    """How calls of one method go wrong, and how many more of them do; `drop` breaks the line without an answer."""

    method: str
    times: int
    error: str | None = None
    status: int | None = None
    delay: float = 0.0
    retry_after: int | None = None
    after_effect: bool = False
    drop: bool = False

    def as_json(self) -> dict[str, Any]:
        """The fault as the JSON API shows it."""
        return {
            "method": self.method,
            "times": self.times,
            "error": self.error,
            "status": self.status,
            "delay": self.delay,
            "retry_after": self.retry_after,
            "after_effect": self.after_effect,
            "drop": self.drop,
        }


class Faults:
    """The faults in force; `after_effect` lets a call take effect before its answer is lost."""

    def __init__(self) -> None:
        self._standing: list[Fault] = []
        self.on_change: Callable[[], None] = lambda: None

    def add(self, fault: Fault) -> None:
        """The fault holds for its next calls."""
        self._standing.append(fault)
        self.on_change()

    def remove(self, index: int) -> bool:
        """Whether there was a fault at this index; it is in force no more."""
        if not 0 <= index < len(self._standing):
            return False
        del self._standing[index]
        self.on_change()
        return True

    def clear(self) -> None:
        """No faults are left."""
        self._standing.clear()
        self.on_change()

    def take(self, method: str) -> Fault | None:
        """The fault that strikes this call, now one use nearer to its end."""
        for fault in self._standing:
            if fault.method in {method, EVERY_METHOD}:
                fault.times -= 1
                if fault.times <= 0:
                    # By identity: two faults that say the same are equal, and another one may stand first.
                    self._standing = [one for one in self._standing if one is not fault]
                self.on_change()
                return fault
        return None

    def as_json(self) -> list[dict[str, Any]]:
        """The faults in force, first to strike first."""
        return [fault.as_json() for fault in self._standing]
