"""What the engine is handed of an action's values: every number a double, and not too many values."""

import math
from typing import Any

VALUES = 10_000
"""How many values conditions are shown of one action, those within others as well; handing them over takes 10 to 25 ms
in which nothing else runs."""


_MAY_HOLD_NUMBERS = frozenset({float, int, dict, list})


class TooManyValues(Exception):
    """There are more values than may be handed over."""


class Doubles:
    """What may still be handed over of one action."""

    __slots__ = ("_left",)

    def __init__(self) -> None:
        """Nothing has been handed over yet."""
        self._left = VALUES

    def of(self, value: Any) -> Any:
        """The value with every number in it a double, and minus nothing as nothing; raises TooManyValues."""
        before = self._left
        try:
            return self._of(value)
        except TooManyValues:
            self._left = before
            raise

    def _of(self, value: Any) -> Any:
        kind = type(value)
        if kind is float:
            return value + 0.0
        if kind is dict:
            self._take(len(value))
            return {key: self._of(each) if type(each) in _MAY_HOLD_NUMBERS else each for key, each in value.items()}
        if kind is list:
            self._take(len(value))
            return [self._of(each) if type(each) in _MAY_HOLD_NUMBERS else each for each in value]
        return _double(value) if kind is int else value

    def _take(self, values: int) -> None:
        self._left -= values
        if self._left < 0:
            raise TooManyValues


def _double(value: int) -> float:
    try:
        return float(value)
    except OverflowError:
        return -math.inf if value < 0 else math.inf
