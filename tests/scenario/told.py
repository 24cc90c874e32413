"""A chain of steps in the words of a scenario."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from tests.scenario.stage import Stage

Step = Callable[[], Awaitable[None]]


class Told:
    """A chain of steps, taken when it is awaited."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._steps: list[Step] = []

    def _then(self, step: Step) -> Self:
        self._steps.append(step)
        return self

    def __await__(self) -> Generator[Any, None, Self]:
        return self._take_steps().__await__()

    async def _take_steps(self) -> Self:
        steps, self._steps = self._steps, []
        for step in steps:
            await step()
        return self
