"""How far reviewers agree who answered the same questions without seeing each other's answers.

Raw agreement comes first: it is what people understand. Two that say *right* to nearly everything agree by chance
alone, so two coefficients take chance off. Gwet's AC1 stays near the raw figure however rare an answer is. Cohen's
kappa does not: where nearly all is right it falls to zero with 95 % agreement (Feinstein and Cicchetti 1990,
*Journal of Clinical Epidemiology* 43, "High agreement but low kappa"); it is given last, with the prevalence that
explains it.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from scipy.special import stdtrit

from oversight.statistics.shares import LEVEL, Interval, wilson

ANYTHING = Interval(-1, 1)
"""What is known of a coefficient of which nothing is known."""
PAIR = 2


class Coefficient(Struct, frozen=True):
    """A measure of agreement with its interval. None where it is not defined, with an interval over everything."""

    value: float | None
    interval: Interval


class Agreement(Struct, frozen=True):
    """How far the reviewers of the same items agree."""

    items: int
    """Items that two or more answered; only they say something of agreement."""
    raw: Coefficient
    """The share of pairs of answers to one item that are equal; the mean over items."""
    ac1: Coefficient
    kappa: Coefficient
    """Cohen's, of two; Fleiss', of more."""
    prevalence: dict[str, float]
    """The share of each possible answer among all answers, each item counting once."""


def agreement(answers: Sequence[Sequence[str | None]], possible: Sequence[str], level: float = LEVEL) -> Agreement:
    """How far reviewers agree: a row for each item, a column for each reviewer, None where there is no answer.

    ``possible`` lists every answer that could have been given; another one is a ValueError. Leave *unsure* out of it
    and give None for it where it is to count as no answer.

    Sources: Gwet 2008, *British Journal of Mathematical and Statistical Psychology* 61, 29-48, and 2014, *Handbook
    of Inter-Rater Reliability*, 4th ed., ch. 2 and 5 (AC1, Fleiss' kappa, their variances, Student's t with n - 1
    degrees); Cohen 1960, *Educational and Psychological Measurement* 20 (kappa); Fleiss, Cohen and Everitt 1969,
    *Psychological Bulletin* 72 (its variance). Where the variance is zero, because all agree, Wilson's interval of
    the raw agreement is carried over to the coefficients: three that agree do not prove that all would.
    """
    counts = _counts(answers, possible)
    raters = counts.sum(1)
    items = int((raters >= PAIR).sum())
    if not items:
        nothing = Coefficient(None, ANYTHING)
        return Agreement(0, Coefficient(None, Interval(0, 1)), nothing, nothing, _prevalence(counts, possible))
    same = _same(counts)
    raw = float(same[raters >= PAIR].mean())
    interval = wilson(raw * items, items, level)
    shares = counts / raters[:, None]
    mean = shares.mean(0)
    others = max(len(possible) - 1, 1)
    ac1 = _chance_corrected(counts, shares @ (1 - mean) / others, raw, interval, level)
    if max(len(row) for row in answers) == PAIR:
        kappa = _cohen(answers, possible, level)
    else:
        kappa = _chance_corrected(counts, shares @ mean, raw, interval, level)
    if len(possible) < PAIR:
        ac1 = kappa = Coefficient(None, ANYTHING)
    return Agreement(items, Coefficient(raw, interval), ac1, kappa, _prevalence(counts, possible))


def _counts(answers: Sequence[Sequence[str | None]], possible: Sequence[str]) -> NDArray[np.float64]:
    """How often each answer was given to each item that has any."""
    column = {answer: index for index, answer in enumerate(possible)}
    counts = np.zeros((len(answers), len(possible)))
    for index, row in enumerate(answers):
        for answer in row:
            if answer is not None:
                if answer not in column:
                    raise ValueError(f"{answer!r} is none of the possible answers")
                counts[index, column[answer]] += 1
    any_answer: NDArray[np.float64] = counts[counts.sum(1) > 0]
    return any_answer


def _prevalence(counts: NDArray[np.float64], possible: Sequence[str]) -> dict[str, float]:
    if not len(counts):
        return {}
    mean = (counts / counts.sum(1)[:, None]).mean(0)
    return {answer: float(share) for answer, share in zip(possible, mean, strict=True)}


def _same(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each item, the share of pairs of answers that are equal; 0 where there is no pair."""
    raters = counts.sum(1)
    pairs: NDArray[np.float64] = (counts * (counts - 1)).sum(1) / np.maximum(raters * (raters - 1), 1)
    return pairs


def _chance_corrected(
    counts: NDArray[np.float64], by_chance: NDArray[np.float64], raw: float, interval: Interval, level: float
) -> Coefficient:
    """(raw - chance) / (1 - chance), with Gwet's variance: what each item adds to agreement and to chance."""
    items, chance = len(counts), float(by_chance.mean())
    if chance >= 1:
        return Coefficient(None, ANYTHING)
    value = (raw - chance) / (1 - chance)
    paired = counts.sum(1) >= PAIR
    of_item = np.where(paired, _same(counts) - chance, 0) * items / paired.sum() / (1 - chance)
    of_item -= 2 * (1 - value) * (by_chance - chance) / (1 - chance)
    error = float(np.sqrt(((of_item - value) ** 2).sum() / (items * max(items - 1, 1))))
    # Items answered once count for chance alone, and can bring the fraction below the coefficient's floor.
    value = max(-1.0, value)
    return Coefficient(value, _around(value, error, items, _carried(interval, chance), level))


def _cohen(answers: Sequence[Sequence[str | None]], possible: Sequence[str], level: float) -> Coefficient:
    """Cohen's kappa of those that both answered, with the variance of Fleiss, Cohen and Everitt."""
    column = {answer: index for index, answer in enumerate(possible)}
    table = np.zeros((len(possible), len(possible)))
    for row in answers:
        if len(row) == PAIR and row[0] is not None and row[1] is not None:
            table[column[row[0]], column[row[1]]] += 1
    items = int(table.sum())
    table /= items
    first, second = table.sum(1), table.sum(0)
    raw, chance = float(np.trace(table)), float(first @ second)
    if chance >= 1:
        return Coefficient(None, ANYTHING)
    value = (raw - chance) / (1 - chance)
    ends = second[:, None] + first[None, :]
    influence = np.where(np.eye(len(possible)) > 0, 1 - chance, 0) - ends * (1 - raw)
    spread = float((table * influence**2).sum()) - (raw * chance - 2 * chance + raw) ** 2
    error = float(np.sqrt(max(spread, 0.0) / items)) / (1 - chance) ** 2
    carried = _carried(wilson(raw * items, items, level), chance)
    return Coefficient(value, _around(value, error, items, carried, level))


def _carried(interval: Interval, chance: float) -> Interval:
    """An interval of raw agreement as one of a coefficient."""
    return Interval(
        max(-1.0, (interval.low - chance) / (1 - chance)), min(1.0, (interval.high - chance) / (1 - chance))
    )


def _around(value: float, error: float, items: int, carried: Interval, level: float) -> Interval:
    """Student's interval around the value, within -1 to 1; without a standard error the one that was carried over."""
    if items < PAIR:
        return ANYTHING
    if error < 1e-12:  # noqa: PLR2004 - rounding is no spread
        return Interval(min(value, carried.low), max(value, carried.high))
    half = float(stdtrit(items - 1, (1 + level) / 2)) * error
    return Interval(max(-1.0, value - half), min(1.0, value + half))
