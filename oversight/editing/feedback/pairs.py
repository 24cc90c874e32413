"""Pairs of a better and a worse answer to one question, in the order in which people gave their verdicts.

An edit is a pair by itself. A no becomes one when the same agent proposes another payload for the very same thing, by
type, description and context, and a person approves that. Silence is nobody's no and makes no pair.
"""

from collections import OrderedDict
from collections.abc import Iterator

from oversight.action.action import Action
from oversight.editing.feedback.conversation import Message, Pair, answer, question
from oversight.editing.feedback.feedback import PersonsVerdict
from oversight.editing.feedback.record import Record
from oversight.exact_json.canonical import sha256

REMEMBERED = 16_000_000
"""Characters of rejected proposals that wait for a twin; the oldest are forgotten first."""

_Rejected = tuple[Message, Message]


class Pairs:
    """Remembers what was rejected until its twin is approved."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        """Nothing was rejected yet; at most so many characters are remembered."""
        self._room = remembered
        self._rejected: OrderedDict[str, _Rejected] = OrderedDict()

    def of(self, record: Record, action: Action) -> Iterator[Pair]:
        """The pairs that this record of the action completes.

        A draft is in none, for its payload is not what the agent wrote.
        """
        if record.draft is not None:
            return
        if record.verdict is PersonsVerdict.REJECTED:
            self._remember(record, action)
        if not record.is_good or record.verdict is PersonsVerdict.RIGHT:
            return
        chosen = answer(record.final)
        if record.verdict is PersonsVerdict.MODIFIED:
            yield from _pair(question(record.prompt), chosen, answer(record.proposed))
        if (twin := self._rejected.pop(_subject(action), None)) is not None:
            self._room += _size(twin)
            yield from _pair(twin[0], chosen, twin[1])

    def _remember(self, record: Record, action: Action) -> None:
        rejected, subject = (question(record.prompt), answer(record.proposed)), _subject(action)
        if (before := self._rejected.pop(subject, None)) is not None:
            self._room += _size(before)
        self._rejected[subject] = rejected
        self._room -= _size(rejected)
        while self._room < 0:
            self._room += _size(self._rejected.popitem(last=False)[1])


def _pair(asked: Message, chosen: Message, rejected: Message) -> Iterator[Pair]:
    """The pair, unless what differs is hidden: then there is nothing to choose between."""
    if chosen != rejected:
        yield {"prompt": [asked], "chosen": [chosen], "rejected": [rejected]}


def _subject(action: Action) -> str:
    """What the action is about, whatever payload and reasoning it has.

    By what the agent said and not by what the record shows: two customers are two, also where both are ``[redacted]``.
    """
    said = action.proposal
    return sha256([action.agent.id, said.action_type, said.description, dict(said.context)])


def _size(rejected: _Rejected) -> int:
    return sum(len(message["content"]) for message in rejected)
