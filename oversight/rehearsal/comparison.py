"""Two policies over the same recording: which actions would be treated differently."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from oversight.rehearsal.replay import Fate, Replayed


class Move(Struct, frozen=True):
    """One action that the other policy treats differently."""

    id: str
    action_type: str
    before: str
    """Where it goes under the first policy: a tier's name, or its fate."""
    after: str
    correct: bool | None
    """Whether it was right, where that is known."""
    reasons: tuple[str, ...]
    """The rules that decide where it goes now."""


class Turn(Struct, frozen=True):
    """How many actions go to another place: from where, and to where."""

    before: str
    after: str
    actions: int


class Comparison(Struct, frozen=True):
    """What changes from the first policy to the other."""

    moves: tuple[Move, ...]
    turns: tuple[Turn, ...]
    """The most frequent first."""
    wrong_now_stopped: int
    wrong_now_running: int
    right_now_running: int
    right_now_stopped: int


def compare(before: Sequence[Replayed], after: Sequence[Replayed]) -> Comparison:
    """What changes; both sequences replay the same actions in the same order."""
    pairs = [(one, other) for one, other in zip(before, after, strict=True) if one.destination != other.destination]
    crossed = Counter(
        (one.recorded.truth.correct, other.fate is Fate.RUNS)
        for one, other in pairs
        if one.recorded.truth is not None and (one.fate is Fate.RUNS) is not (other.fate is Fate.RUNS)
    )
    travelled = Counter((one.destination, other.destination) for one, other in pairs).most_common()
    return Comparison(
        moves=tuple(_move(one, other) for one, other in pairs),
        turns=tuple(Turn(*turn, count) for turn, count in travelled),
        wrong_now_stopped=crossed[False, False],
        wrong_now_running=crossed[False, True],
        right_now_running=crossed[True, True],
        right_now_stopped=crossed[True, False],
    )


def _move(one: Replayed, other: Replayed) -> Move:
    truth = one.recorded.truth
    return Move(
        id=one.recorded.id,
        action_type=one.recorded.proposal.action_type,
        before=one.destination,
        after=other.destination,
        correct=None if truth is None else truth.correct,
        reasons=other.reasons,
    )
