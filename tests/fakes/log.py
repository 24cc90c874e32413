"""What the books in memory write beside their own entries: leaves and messages."""

from oversight.ports.actions import RecordedEvent
from oversight.ports.delivery import Message


class MemoryLog:
    """Every leaf with what it is about, and every message, in the order in which they were written."""

    def __init__(self) -> None:
        self.leaves: list[tuple[str, RecordedEvent]] = []
        self.messages: list[Message] = []

    def write(self, about: str, kind: str, leaf: bytes) -> None:
        """One more leaf."""
        self.leaves.append((about, RecordedEvent(len(self.leaves) + 1, kind, leaf)))

    def of(self, *kinds: str) -> list[bytes]:
        """The leaves of these kinds."""
        return [event.leaf for _, event in self.leaves if event.kind in kinds]
