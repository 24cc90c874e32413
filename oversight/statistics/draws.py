"""What was drawn for review, with which probability, and what became of it: the raw material of every estimate.

Not everything that is drawn is looked at, and people look at the first ones of a thread more often than at the last.
So draws are put into response classes: draws of one stratum that stood near one another. Within a class, those that
were looked at speak for those that were not (Särndal, Swensson and Wretman 1992, *Model Assisted Survey Sampling*,
§15.6: response homogeneity groups). Classes are cut by stratum and place alone, never by what was found.
"""

from collections.abc import Iterable

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

ANSWERS_IN_A_CLASS = 10
"""A class has at least so many answers, or is all that its stratum has."""
MOST_CLASSES = 12
"""A stratum is cut into no more classes than this."""


BY_CHANCE = 0.01
"""Less likely than this, the end of a stratum was not passed over by chance."""


class Draw(Struct, frozen=True):
    """One action that was drawn for review."""

    probability: float
    """How likely it was to be drawn, above 0 and at most 1. At 1 it was certain to be looked for."""
    wrong: bool | None = None
    """What the reviewer found. None where nobody looked; a finding of *unsure* is no answer and is None, too."""
    stratum: str = ""
    """Why it was drawn, or whatever else may go together with being wrong and being looked at."""
    position: float = 0
    """Its place among those that people were shown, the first lowest. Equal places are never told apart."""


class Draws(Struct, frozen=True):
    """The same as columns of equal length, so that a million of them are summed at once."""

    probability: NDArray[np.float64]
    answered: NDArray[np.bool_]
    wrong: NDArray[np.bool_]
    """False where nobody answered."""
    stratum: NDArray[np.int64]
    position: NDArray[np.float64]


def columns(draws: Iterable[Draw]) -> Draws:
    """The draws as columns. A probability outside of (0, 1] is a ValueError: it could only give a wrong estimate."""
    listed = list(draws)
    codes: dict[str, int] = {}
    return checked(
        Draws(
            probability=np.array([draw.probability for draw in listed], np.float64),
            answered=np.array([draw.wrong is not None for draw in listed], np.bool_),
            wrong=np.array([draw.wrong is True for draw in listed], np.bool_),
            stratum=np.array([codes.setdefault(draw.stratum, len(codes)) for draw in listed], np.int64),
            position=np.array([draw.position for draw in listed], np.float64),
        )
    )


def checked(draws: Draws) -> Draws:
    """These draws, or a ValueError that says what no sample can have."""
    if not bool(np.all((draws.probability > 0) & (draws.probability <= 1))):
        raise ValueError("the probability of a draw is above 0 and at most 1")
    if not bool(np.all(np.isfinite(draws.position))):
        raise ValueError("the position of a draw is a finite number")
    if bool(np.any(draws.wrong & ~draws.answered)):
        raise ValueError("a draw that nobody answered is not known to be wrong")
    return draws


def response_classes(draws: Draws) -> NDArray[np.int64]:
    """The number of each draw's class, from 0 on. Draws that were certain and others are never in one class."""
    strata = np.unique(draws.stratum * 2 + (draws.probability < 1), return_inverse=True)[1]
    order = np.lexsort((draws.position, strata))
    stratum, position, answered = strata[order], draws.position[order], draws.answered[order]
    answers: NDArray[np.int64] = np.cumsum(answered) - answered
    starts = np.r_[True, stratum[1:] != stratum[:-1]]
    # Draws that stand at one place are in one class: what counts is how many answers stand before that place.
    new_place = starts | np.r_[True, position[1:] != position[:-1]]
    before: NDArray[np.int64] = answers[new_place][np.cumsum(new_place) - 1] - answers[starts][stratum]
    in_stratum = np.bincount(stratum, weights=answered)
    parts = np.clip(in_stratum // ANSWERS_IN_A_CLASS, 1, MOST_CLASSES)
    part = np.minimum(before * parts[stratum] // np.maximum(in_stratum, 1)[stratum], parts[stratum] - 1)
    last = part == parts[stratum] - 1
    part[_never_reached(stratum, answered, last, before >= in_stratum[stratum])] = MOST_CLASSES
    classes = np.empty(len(order), np.int64)
    classes[order] = (stratum * (MOST_CLASSES + 1) + part).astype(np.int64)
    return np.unique(classes, return_inverse=True)[1].astype(np.int64)


def _never_reached(
    stratum: NDArray[np.int64], answered: NDArray[np.bool_], last: NDArray[np.bool_], behind: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which draws stand behind the last answer of their stratum, where there are too many for chance.

    Nobody came so far, so the class before does not speak for them.
    """
    reached = last & ~behind
    answers, of = np.bincount(stratum, weights=reached & answered), np.bincount(stratum, weights=reached)
    silent = 1 - answers / np.maximum(of, 1)
    # Where nothing is answered at all there is no class before.
    by_chance = np.where(answers > 0, silent ** np.bincount(stratum, weights=behind), 1)
    return behind & (by_chance < BY_CHANCE)[stratum]
