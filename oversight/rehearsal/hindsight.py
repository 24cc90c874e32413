"""What hindsight says of a policy, counted over the actions of which it is known whether they were right."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from oversight.rehearsal.recorded import Truth
from oversight.rehearsal.replay import Fate, Replayed
from oversight.statistics.chance import Chance, luck, random_review
from oversight.statistics.shares import Share, share


@dataclass(frozen=True, slots=True)
class Hindsight:
    """Right and wrong, caught and let run. Shares weigh samples by what they speak for; counts are plain."""

    known: int
    wrong_share: Share
    caught: Share
    """Wrong actions that did not run before a person saw them, or not at all. That the person notices is assumed."""
    passed: Share
    """Right actions that ran at once."""
    needless: Share
    """Right ones among the actions that people are asked about."""
    sound: Share
    """Right ones among the actions that run at once."""
    turned_down: int
    """Right actions that the policy rejects or refuses without a person."""
    caught_by_chance: Chance
    """What as many reviews, spent at random, would have caught."""
    passed_by_chance: Chance
    luck: float
    """How likely random review catches as many."""
    slipped: tuple[str, ...]
    """Ids of the wrong actions that ran."""
    needless_ids: tuple[str, ...]
    """Ids of the right actions that people were asked about."""


@dataclass(frozen=True, slots=True)
class TypeLine:
    """One type of action."""

    action_type: str
    actions: int
    runs: int
    wrong: int
    wrong_caught: int
    right: int
    right_run: int


def hindsight(replayed: Sequence[Replayed]) -> Hindsight | None:
    """What is known afterwards, or None where nothing is."""
    known = [(each, each.recorded.truth) for each in replayed if each.recorded.truth is not None]
    if not known:
        return None
    wrong = [(each, truth) for each, truth in known if not truth.correct]
    right = [(each, truth) for each, truth in known if truth.correct]
    caught = _share(wrong, *_STOPPED)
    passed = _share(right, Fate.RUNS)
    total, drawn = len(replayed), sum(each.fate is Fate.ASKED for each in replayed)
    unseen = random_review(total, len(right), total - drawn)
    return Hindsight(
        known=len(known),
        wrong_share=share((not truth.correct, truth.weight) for _, truth in known),
        caught=caught,
        passed=passed,
        needless=share((truth.correct, truth.weight) for each, truth in known if each.fate is Fate.ASKED),
        sound=share((truth.correct, truth.weight) for each, truth in known if each.fate is Fate.RUNS),
        turned_down=sum(each.fate in (Fate.REJECTED, Fate.REFUSED) for each, _ in right),
        caught_by_chance=random_review(total, len(wrong), drawn),
        passed_by_chance=unseen,
        luck=luck(total, len(wrong), drawn, caught.hits),
        slipped=tuple(each.recorded.id for each, _ in wrong if each.fate is Fate.RUNS),
        needless_ids=tuple(each.recorded.id for each, _ in right if each.fate is Fate.ASKED),
    )


def type_lines(replayed: Sequence[Replayed]) -> tuple[TypeLine, ...]:
    """Each type by its own, the most frequent first."""
    by_type: defaultdict[str, list[Replayed]] = defaultdict(list)
    for each in replayed:
        by_type[each.recorded.proposal.action_type].append(each)
    lines = (_type_line(name, some) for name, some in by_type.items())
    return tuple(sorted(lines, key=lambda line: (-line.actions, line.action_type)))


_STOPPED = (Fate.ASKED, Fate.REJECTED, Fate.REFUSED)


def _share(of: Sequence[tuple[Replayed, Truth]], *fates: Fate) -> Share:
    return share((each.fate in fates, truth.weight) for each, truth in of)


def _type_line(name: str, some: Sequence[Replayed]) -> TypeLine:
    wrong = [each for each in some if each.recorded.truth and not each.recorded.truth.correct]
    right = [each for each in some if each.recorded.truth and each.recorded.truth.correct]
    return TypeLine(
        action_type=name,
        actions=len(some),
        runs=sum(each.fate is Fate.RUNS for each in some),
        wrong=len(wrong),
        wrong_caught=sum(each.fate in _STOPPED for each in wrong),
        right=len(right),
        right_run=sum(each.fate is Fate.RUNS for each in right),
    )
