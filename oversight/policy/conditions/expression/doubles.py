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

    __slots__ = ("left",)

    def __init__(self) -> None:
        """Nothing has been handed over yet."""
        self.left = VALUES

    def of(self, value: Any) -> Any:
        """The value with every number in it a double, and -0.0 as 0.0; raises TooManyValues."""
        kind = type(value)
        if kind is float:
            return value + 0.0
        if kind is int:
            return _double(value)
        if kind is not dict and kind is not list:
            return value
        self.left -= len(value)
        if self.left < 0:
            raise TooManyValues
        if kind is dict:
            return {key: self.of(part) if type(part) in _MAY_HOLD_NUMBERS else part for key, part in value.items()}
        return [self.of(part) if type(part) in _MAY_HOLD_NUMBERS else part for part in value]

    def of_if_it_fits(self, value: Any) -> Any:
        """The value as by :meth:`of`; one that is too much leaves as much room as before for the next."""
        before = self.left
        try:
            return self.of(value)
        except TooManyValues:
            self.left = before
            raise


def _double(value: int) -> float:
    try:
        return float(value)
    except OverflowError:
        return -math.inf if value < 0 else math.inf
