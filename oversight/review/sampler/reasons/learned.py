"""What reviewers' findings so far say of the rest: actions like those that were wrong are looked at more.

A logistic regression with ridge penalty on the facets of what was reviewed, of all types together: each facet counts
once for all types and once for its own. It is fitted anew for each draw and rests on nothing but findings that were
given before, so every probability is still known before anything is drawn. What it says is used only in comparison: how
much likelier than the average of the period an action is to be wrong.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from msgspec import Struct
from scipy.sparse import csr_array

from oversight.review.sampler.table import Bools, Column, Floats, Ints, hashed

WIDTH = 2**16
"""Facets are hashed to so many numbers, and to as many again together with their type."""
MOST_FACETS = 2_000
"""Facets that are weighed: those that most of the reviewed rows have, and at least two."""
STRENGTH = 1.0
SHARP = 4
"""The power to which the likelihood is taken: reviewers' few minutes go to where most is found."""
MOST_WRONG = 50
"""Beyond so many wrong findings the evidence no longer gains weight."""


class Facet(Struct, frozen=True, eq=False):
    """One family of one type as hashed facets, and the rows that have them, counted over all types."""

    rows: Ints
    facets: Ints


def facets_in(action_type: str, families: Iterable[Column], first_row: int) -> Iterator[Facet]:
    """The families of a type's table as hashed facets."""
    for column in families:
        rows = column.rows + first_row
        yield Facet(rows, _mixed(column.values, column.name))
        yield Facet(rows, _mixed(column.values, f"{action_type} {column.name}") + WIDTH)


def learned_risk(facets: Sequence[Facet], reviewed: Ints, was_wrong: Bools, rows: int) -> Floats:
    """How likely each row is wrong by what was found, compared with any other; all 1 where too little was found."""
    if not len(reviewed) or was_wrong.all() or not was_wrong.any():
        return np.ones(rows)
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - takes long to load

    place = np.full(rows, -1, np.int64)
    place[reviewed] = np.arange(len(reviewed))
    pairs = [(place[facet.rows], facet.facets) for facet in facets]
    at = np.concatenate([rows_[rows_ >= 0] for rows_, _ in pairs])
    which = np.concatenate([facets_[rows_ >= 0] for rows_, facets_ in pairs])
    seen = csr_array((np.ones(len(at)), (at, which)), shape=(len(reviewed), 2 * WIDTH))
    often = np.asarray((seen > 0).sum(axis=0)).ravel()
    kept = np.sort(np.argsort(-often, kind="stable")[:MOST_FACETS])
    kept = kept[often[kept] > 1]
    if not len(kept):
        return np.ones(rows)
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", solver="liblinear", random_state=0, max_iter=200)
    model.fit(seen[:, kept].toarray(), was_wrong)
    weights = np.zeros(2 * WIDTH)
    weights[kept] = model.coef_[0]
    total = np.full(rows, float(model.intercept_[0]))
    for facet in facets:
        total += np.bincount(facet.rows, weights[facet.facets], minlength=rows)
    risk: Floats = np.round(1 / (1 + np.exp(-np.clip(total, -30, 30))), 9)
    return risk


def weight_of(risk: Floats, wrong: int, usual: float) -> Floats:
    """What the risk counts, against what all other reasons count on average; nothing under the average risk."""
    sharp = (risk / risk.mean()) ** SHARP
    raised = np.where(risk > risk.mean(), sharp / sharp.mean(), 0)
    return min(wrong, MOST_WRONG) * usual * raised


def _mixed(values: Ints, name: str) -> Ints:
    return (values * 2_654_435_761 + hashed(name) * 40_503) % WIDTH
