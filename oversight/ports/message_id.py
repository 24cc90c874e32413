"""Which card or announcement a message is: what the outbox and the postings keep as one text."""

from typing import NamedTuple


class MessageId(NamedTuple):
    """A message by what it is about, and which of those about it; its text is written and read here alone."""

    of: str
    """The action, the halt, the digest, or the number of the log."""
    number: int
    """The card's rung, the channel's position in the halt's list, the message in a digest's thread, the log's size."""

    def __str__(self) -> str:
        return f"{self.of}.{self.number}"

    @classmethod
    def read(cls, ref: str) -> "MessageId":
        """The id of this text; raises ValueError where it is none."""
        of, _, number = ref.rpartition(".")
        return cls(of, int(number))


def card_id(action_id: str, rung: int) -> str:
    """The card of one rung of one action: there is at most one."""
    return str(MessageId(action_id, rung))


def announcement_id(halt_id: str, position: int) -> str:
    """The announcement of one halt in one channel, by the channel's position in the halt's list."""
    return str(MessageId(halt_id, position))


def samples_id(digest_id: str, page: int) -> str:
    """One message with samples in the thread of a digest."""
    return str(MessageId(digest_id, page))


def checkpoint_id(log: int, size: int) -> str:
    """The checkpoint of one log at one size: there is one."""
    return str(MessageId(str(log), size))
