"""How the samples of a digest stand in its thread: those of one type together, the odd ones first, ten a message."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from oversight.review.sample import Pick, Sample
from oversight.review.sampler.reason import Why

DRAWN_BLINDLY = frozenset({Why.BASE_RATE, Why.STANDING_APPROVAL, Why.SECOND_LOOK, Why.FEW_SEEN, Why.NEW_POLICY})
"""The reasons for a pick that say nothing about the action itself: such samples are like one another."""
A_MESSAGE = 10
"""How many samples stand in one message at most."""


def is_odd(pick: Pick) -> bool:
    """Whether something about the action itself was a reason to look at it."""
    return pick.rule not in DRAWN_BLINDLY


def arranged(digest_id: str, picks: Iterable[tuple[Pick, str]]) -> tuple[Sample, ...]:
    """The samples of a digest in the order of its thread, from their picks and the types of their actions.

    Types with the most odd picks come first. No message holds two types, or odd samples beside those drawn blindly: so
    all of a message can be answered at once only where nothing was odd about any of them.
    """
    samples: list[Sample] = []
    for page, picks_of_page in enumerate(_pages(picks), 1):
        for pick in picks_of_page:
            position = len(samples) + 1
            samples.append(Sample(f"{digest_id}.{position}", digest_id, pick, position, page=page))
    return tuple(samples)


def _pages(picks: Iterable[tuple[Pick, str]]) -> Iterator[Sequence[Pick]]:
    by_type: defaultdict[str, list[Pick]] = defaultdict(list)
    for pick, action_type in picks:
        by_type[action_type].append(pick)
    for _, its_picks in sorted(by_type.items(), key=lambda item: (-sum(map(is_odd, item[1])), item[0])):
        odd, like = (
            [pick for pick in its_picks if is_odd(pick)],
            [pick for pick in its_picks if not is_odd(pick)],
        )
        for together in (odd, like):
            yield from (together[first : first + A_MESSAGE] for first in range(0, len(together), A_MESSAGE))
