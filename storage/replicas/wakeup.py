"""Called when something was committed that is to be delivered, so that nobody has to look every few milliseconds."""

from collections.abc import Callable, Collection

from oversight.ports.delivery import Lane

Listener = Callable[[Collection[Lane]], None]


class Wakeup:
    """Tells its listeners, in this process only; other replicas look for themselves."""

    def __init__(self) -> None:
        """Nobody listens yet."""
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """The listener is called at each commit from now on."""
        self._listeners.append(listener)

    def wake(self, lanes: Collection[Lane]) -> None:
        """Every listener knows that there may be something in these lanes."""
        for listener in self._listeners:
            listener(lanes)
