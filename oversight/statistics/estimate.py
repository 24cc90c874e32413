"""How many of all actions were wrong, judged by a sample that was drawn with unequal probabilities.

An action that was drawn with probability 1/20 speaks for twenty (Horvitz and Thompson 1952). What was certain to be
drawn speaks for itself; the rest is brought to its known number (Hájek 1971), and those that nobody looked at are
spoken for by their response class (:mod:`oversight.statistics.draws`). The variance is the linearised one of a Poisson
sample in two phases, drawing and answering (Särndal, Swensson and Wretman 1992, §5.7 and §15.6).

The textbook's ± 1.96 standard errors covers far too seldom where few errors were found. The interval here is that of
Korn and Graubard (1998, *Survey Methodology* 24): Clopper's and Pearson's beta distribution, brought to the variance
of the sample. Where theirs lets one more error of mean weight be missed, this one lets it have the heaviest weight,
as Fay and Feuer (1997, *Statistics in Medicine* 16) do for weighted Poisson counts: the errors that were not seen
are most likely where an answer speaks for most. That keeps the interval's word with few errors and is too wide with
many, so from :data:`MANY` on half an error of usual weight is added: the mid-P form (Fay and Kim 2017, *Biometrical
Journal* 59).
"""

import math

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from scipy.special import betaincinv

from oversight.statistics.draws import Draws, checked, response_classes
from oversight.statistics.shares import LEVEL, Interval

DUST = 1e-6
"""What rounding may add to a whole number."""
MANY = 60
"""From so many errors on, half an error of usual weight is added, not a whole one of the heaviest."""
RULED_OUT = 0.05
"""A sample is enough when finding nothing wrong in it would rule out this share."""


class Estimate(Struct, frozen=True):
    """How many of a population are wrong, and how sure that is."""

    size: int
    """Of how many actions."""
    drawn: int
    answered: int
    """Drawn and looked at with an answer; *unsure* is none."""
    found: int
    """Answered with *wrong*."""
    value: float | None
    """The share wrong. None where nothing was answered and something is unknown."""
    interval: Interval
    """Of the share."""
    effective: float
    """How many answers of a plain random sample these are worth at least: the population by the heaviest weight."""
    enough: bool
    """Whether there is enough to say. Where not, show the interval or nothing, never the value alone."""

    @property
    def number(self) -> float | None:
        """How many are wrong."""
        return None if self.value is None else self.value * self.size

    @property
    def numbers(self) -> Interval:
        """The interval of how many are wrong."""
        return Interval(self.interval.low * self.size, self.interval.high * self.size)


class _Sums(Struct, frozen=True):
    """What the answers add up to."""

    wrong: float
    """The estimated number wrong among those that the answers speak for."""
    variance: float
    heaviest: float
    usual: float
    """The weight behind the answer that speaks for an action picked at random."""
    silent: float
    """How many actions no answer speaks for: their strata have none."""


def most_if_none(answers: float, level: float = LEVEL) -> float:
    """The largest share wrong that fits finding none wrong among so many: 1 - (1 - level)^(1/n), near 3/n.

    It is one-sided, for nothing is below zero: Hanley and Lippman-Hand 1983, "If nothing goes wrong, is everything all
    right?"; the exact form is Louis 1981.
    """
    return 1.0 if answers <= 0 else 1 - (1 - level) ** (1 / answers)


def answers_needed(share: float = RULED_OUT, level: float = LEVEL) -> int:
    """How many answers without an error rule out this share: 59 for 5 %."""
    return math.ceil(math.log(1 - level) / math.log(1 - share))


def estimate(draws: Draws, size: int, level: float = LEVEL) -> Estimate:
    """How many of ``size`` actions are wrong, from what was drawn of them. More drawn than there are is a ValueError.

    Source: this module's docstring.
    """
    drawn, answered = len(checked(draws).probability), int(draws.answered.sum())
    if drawn > size:
        raise ValueError(f"{drawn} were drawn of {size}")
    found = int(draws.wrong.sum())
    if not answered:
        known = size == 0
        return Estimate(size, drawn, 0, 0, None, Interval(0, 1), 0.0, known)
    sums = _sums(draws, size)
    spoken = max(size - sums.silent, float(answered))
    # What was looked at is known, whatever the weights say.
    share = max(float(found), min(sums.wrong, spoken - (answered - found))) / spoken
    low, high = _numbers(sums, spoken, found, answered - found, level)
    effective = size / sums.heaviest
    unknown = answered < size
    return Estimate(
        size,
        drawn,
        answered,
        found,
        share,
        # Of those that no answer speaks for none may be wrong, or all. How many are wrong is a whole number.
        Interval(
            min(share, math.floor(low + DUST) / size),
            max(share, min(size - (answered - found), math.ceil(high + sums.silent - DUST)) / size),
        ),
        effective,
        not unknown or (effective >= answers_needed() and sums.silent <= RULED_OUT * size),
    )


def _sums(draws: Draws, size: int) -> _Sums:
    classes = response_classes(draws)
    of = np.bincount(classes).astype(np.float64)
    answers = np.bincount(classes, weights=draws.answered).astype(np.float64)
    weight = 1 / draws.probability
    is_rest = draws.probability < 1
    certain = int((~is_rest).sum())
    unspoken = answers[classes] == 0
    silent_certain = float((unspoken & ~is_rest).sum())
    rest, rest_weight = size - certain, float(weight[is_rest].sum())
    silent_rest = rest * (float(weight[is_rest & unspoken].sum()) / rest_weight if rest_weight else 1.0)

    here = draws.answered
    wrong, classes, weight, is_rest = draws.wrong[here], classes[here], weight[here], is_rest[here]
    raised = weight * of[classes] / answers[classes]
    spoken_rest = rest - silent_rest
    stretch = np.where(is_rest, spoken_rest / max(float(raised[is_rest].sum()), 1e-300), 1.0)
    final = raised * stretch
    hits = float(final[wrong].sum())
    rest_share = float(final[is_rest & wrong].sum()) / spoken_rest if spoken_rest > 0 else 0.0
    # What the rest's known number tells already is taken off before the variance is.
    off = np.where(is_rest, wrong - rest_share, wrong.astype(np.float64))
    drawing = float((final * stretch * (weight - 1) * off * off)[is_rest].sum())
    return _Sums(
        wrong=hits,
        variance=drawing + _answering(stretch * weight * off, classes, of, answers),
        heaviest=max(1.0, float(final.max())),
        usual=max(1.0, float((final * final).sum()) / max(float(final.sum()), 1e-300)),
        silent=silent_certain + silent_rest,
    )


def _answering(
    values: NDArray[np.float64], classes: NDArray[np.int64], of: NDArray[np.float64], answers: NDArray[np.float64]
) -> float:
    """The variance that comes from not all being looked at: in each class a plain random sample of those drawn."""
    number = np.maximum(answers, 1)
    means = np.bincount(classes, weights=values, minlength=len(of)) / number
    squares = np.bincount(classes, weights=(values - np.where(answers > 1, means, 0)[classes]) ** 2, minlength=len(of))
    spread = squares / np.maximum(number - 1, 1)
    return float((of * of * (1 - answers / of) * spread / number)[answers > 0].sum())


def _numbers(sums: _Sums, spoken: float, wrong: int, right: int, level: float) -> tuple[float, float]:
    """Between which numbers the wrong ones lie, of those that the answers speak for."""
    unknown = spoken - wrong - right
    if unknown <= 0:
        return float(wrong), float(wrong)
    unseen = min(max(sums.wrong - wrong, 0.0), unknown)
    missed, part = (sums.usual, 0.5) if wrong >= MANY else (sums.heaviest, 1.0)
    more, spread = part * (missed - 1), part * missed * (missed - 1)
    tail = (1 - level) / 2
    # One more right answer would bring the share to the lower mean, one more wrong answer to the higher.
    of = unknown + more
    lower, higher = unseen / of, (unseen + more) / of
    # Where only one end can be missed it gets both tails.
    low = _quantile(lower, (sums.variance + spread * lower**2) / of**2, tail if right else 2 * tail)
    high = _quantile(higher, (sums.variance + spread * (1 - higher) ** 2) / of**2, 1 - tail if wrong else 1 - 2 * tail)
    return wrong + low * unknown, wrong + high * unknown


def _quantile(mean: float, variance: float, below: float) -> float:
    """The quantile of the beta distribution of this mean and variance; an end of 0 to 1 where there is none."""
    if mean <= 0 or mean >= 1 or variance <= 0:
        return mean
    like = mean * (1 - mean) / variance - 1
    if like <= 0:
        return float(round(below))
    return float(betaincinv(mean * like, (1 - mean) * like, below))
