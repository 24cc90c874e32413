"""What people said, as lines of a file to train on: redacted, in order, and never more in memory than a page."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
import orjson

from bot.feedback.hints import HintsOfThen
from oversight.action.action import Action
from oversight.editing.feedback.conversation import conversation
from oversight.editing.feedback.pairs import Pairs
from oversight.editing.feedback.record import Record, record_of
from oversight.policy import Policy
from storage.engine.database import Database
from storage.feedback import SqlFeedback


class Format(StrEnum):
    """What a line is."""

    JSONL = "jsonl"
    """A record with everything that is known."""
    PREFERENCE = "preference"
    """A pair of a better and a worse payload."""
    SFT = "sft"
    """A conversation that ends with a payload that a person wanted."""


@dataclass(slots=True)
class FeedbackLines:
    """The lines of one export; counts what it leaves out."""

    database: Database
    policy: Policy
    """The policy in force."""
    format: Format
    left_out: int = 0
    """Records of a policy that is no longer known, so that nobody can say what it hides."""
    _pairs: Pairs = field(default_factory=Pairs)

    async def lines(self, *, since: datetime | None = None, action_type: str | None = None) -> AsyncIterator[bytes]:
        """Each line with its end."""
        hints_of_then = HintsOfThen(self.policy, self.database)
        async for said in SqlFeedback(self.database).since(since, action_type=action_type):
            hints = await hints_of_then.hints(said.action)
            if hints is None:
                self.left_out += 1
                continue
            for value in self._values(record_of(said, hints), said.action):
                yield orjson.dumps(value, option=orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE)

    def _values(self, record: Record, action: Action) -> Iterator[Any]:
        match self.format:
            case Format.JSONL:
                changes = [msgspec.structs.asdict(change) for change in record.changes]
                yield msgspec.to_builtins(record, builtin_types=(datetime,)) | {"changes": changes}
            case Format.PREFERENCE:
                yield from self._pairs.of(record, action)
            case Format.SFT:
                if (example := conversation(record)) is not None:
                    yield example
