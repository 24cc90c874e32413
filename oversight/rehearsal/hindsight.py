"""What hindsight says about a policy, counted over the actions of which it is known whether they were right."""

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from oversight.rehearsal.recorded import Truth
from oversight.rehearsal.replay import Fate, Replayed
from oversight.statistics.chance import Chance, luck, random_review
from oversight.statistics.shares import Share, share


class Hindsight(Struct, frozen=True):
    """Right and wrong actions, stopped and let run. In shares a sample stands for many actions; counts are plain."""

    known: int
    wrong_share: Share
    caught: Share
    """Wrong actions that a person saw first, or that never ran. It is assumed that the person notices."""
    passed: Share
    """Right actions that ran at once."""
    needless: Share
    """The share of right actions among those that people are asked about."""
    sound: Share
    """The share of right actions among those that run at once."""
    turned_down: int
    """Right actions that the policy rejects or refuses without a person."""
    caught_by_chance: Chance
    """What the same number of reviews, spent at random, would have caught."""
    passed_by_chance: Chance
    luck: float
    """How likely it is that random review catches as many."""
    slipped: tuple[str, ...]
    """Ids of the wrong actions that ran."""
    needless_ids: tuple[str, ...]
    """Ids of the right actions that people were asked about."""


class TypeLine(Struct, frozen=True):
    """One type of action."""

    action_type: str
    actions: int
    runs: int
    wrong: int
    wrong_caught: int
    right: int
    right_run: int


def hindsight(replayed: Sequence[Replayed]) -> Hindsight | None:
    """The figures, or None where nothing is known about what was right."""
    known = [(action, action.recorded.truth) for action in replayed if action.recorded.truth is not None]
    if not known:
        return None
    wrong = [(action, truth) for action, truth in known if not truth.correct]
    right = [(action, truth) for action, truth in known if truth.correct]
    caught = _share(wrong, *_STOPPED)
    passed = _share(right, Fate.RUNS)
    total, drawn = len(replayed), sum(action.fate is Fate.ASKED for action in replayed)
    unseen = random_review(total, len(right), total - drawn)
    return Hindsight(
        known=len(known),
        wrong_share=share((not truth.correct, truth.weight) for _, truth in known),
        caught=caught,
        passed=passed,
        needless=share((truth.correct, truth.weight) for action, truth in known if action.fate is Fate.ASKED),
        sound=share((truth.correct, truth.weight) for action, truth in known if action.fate is Fate.RUNS),
        turned_down=sum(action.fate in (Fate.REJECTED, Fate.REFUSED) for action, _ in right),
        caught_by_chance=random_review(total, len(wrong), drawn),
        passed_by_chance=unseen,
        luck=luck(total, len(wrong), drawn, caught.hits),
        slipped=tuple(action.recorded.id for action, _ in wrong if action.fate is Fate.RUNS),
        needless_ids=tuple(action.recorded.id for action, _ in right if action.fate is Fate.ASKED),
    )


def type_lines(replayed: Sequence[Replayed]) -> tuple[TypeLine, ...]:
    """One line for each type, the most frequent first."""
    by_type: defaultdict[str, list[Replayed]] = defaultdict(list)
    for action in replayed:
        by_type[action.recorded.proposal.action_type].append(action)
    lines = (_type_line(name, some) for name, some in by_type.items())
    return tuple(sorted(lines, key=lambda line: (-line.actions, line.action_type)))


_STOPPED = (Fate.ASKED, Fate.REJECTED, Fate.REFUSED)


def _share(of: Sequence[tuple[Replayed, Truth]], *fates: Fate) -> Share:
    return share((action.fate in fates, truth.weight) for action, truth in of)


def _type_line(name: str, some: Sequence[Replayed]) -> TypeLine:
    wrong = [action for action in some if action.recorded.truth and not action.recorded.truth.correct]
    right = [action for action in some if action.recorded.truth and action.recorded.truth.correct]
    return TypeLine(
        action_type=name,
        actions=len(some),
        runs=sum(action.fate is Fate.RUNS for action in some),
        wrong=len(wrong),
        wrong_caught=sum(action.fate in _STOPPED for action in wrong),
        right=len(right),
        right_run=sum(action.fate is Fate.RUNS for action in right),
    )
