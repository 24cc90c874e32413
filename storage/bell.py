"""Rung when something was committed that is to be delivered, so that nobody has to look every few milliseconds."""

from collections.abc import Callable


class Bell:
    """Tells its listeners, in this process only; other replicas look for themselves."""

    def __init__(self) -> None:
        """Nobody listens yet."""
        self._listeners: list[Callable[[], None]] = []

    def listen(self, listener: Callable[[], None]) -> None:
        """The listener is called at each ring from now on."""
        self._listeners.append(listener)

    def ring(self) -> None:
        """Every listener has been called."""
        for listener in self._listeners:
            listener()
