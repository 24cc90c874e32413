"""Bags of features as numbers: hashed, weighted by rarity, compared all at once."""

from collections import Counter
from collections.abc import Sequence

import mmh3
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from scipy.sparse import csr_array

from oversight.signals.features import Features

WIDTH = 2**14
"""Hashed features of a bag. Two that collide look alike, which happens to few of the at most some hundred of a bag."""
BAGS = 3
"""Values, words, shape: each has columns of its own."""
RAREST = 3.0
"""The greatest weight. In plain TF-IDF a customer's name, new by nature, would outweigh all else."""

Floats = NDArray[np.float64]


class Sketch(Struct, frozen=True, eq=False):
    """One action as hashed bags, one behind the other; what is kept of it."""

    columns: NDArray[np.int32]
    counts: Floats
    """1 + ln of how often each feature stands in its bag."""
    sizes: NDArray[np.int32]
    """Features of each bag."""


NO_SKETCH = Sketch(np.zeros(0, np.int32), np.zeros(0), np.zeros(BAGS, np.int32))
"""The sketch of an action that cannot be compared; its cosine with any other is 0."""


def sketch(features: Features) -> Sketch:
    """The features, hashed."""
    bags = [_hashed(bag) for bag in (features.values, features.words, features.shape)]
    columns = [column + number * WIDTH for number, bag in enumerate(bags) for column in bag]
    counts = [count for bag in bags for count in bag.values()]
    sizes = np.array([len(bag) for bag in bags], np.int32)
    return Sketch(np.array(columns, np.int32), 1 + np.log(np.array(counts, np.float64)), sizes)


def _hashed(bag: Sequence[str]) -> dict[int, int]:
    """How often each column stands in the bag, in the order of the columns."""
    return dict(sorted(Counter([abs(mmh3.hash(feature)) % WIDTH for feature in bag]).items()))


class Cosines:
    """One sketch against each kept one."""

    __slots__ = ("_length", "_lengths", "_products")

    def __init__(self, products: Floats, lengths: Floats, length: Floats) -> None:
        """From the inner products and both sides' lengths, a column for each bag."""
        self._products, self._lengths, self._length = products, lengths, length

    @property
    def shape(self) -> Floats:
        """How alike the shapes are."""
        return _ratio(self._products[:, 2], self._lengths[:, 2] * self._length[2])

    @property
    def values(self) -> Floats:
        """How alike the values are."""
        return _ratio(self._products[:, 0], self._lengths[:, 0] * self._length[0])

    @property
    def values_and_words(self) -> Floats:
        """How alike values and descriptions are, taken as one."""
        lengths, length = np.linalg.norm(self._lengths[:, :2], axis=1), np.linalg.norm(self._length[:2])
        return _ratio(self._products[:, 0] + self._products[:, 1], lengths * length)


def _ratio(products: Floats, scale: Floats) -> Floats:
    """The cosines; 0 where one side is empty."""
    return np.divide(products, scale, out=np.zeros_like(products), where=scale > 0)


class Rows:
    """Some sketches, ready to be compared with any other."""

    __slots__ = ("_lengths", "_rarity", "_weighted")

    def __init__(self, sketches: Sequence[Sketch], good: int) -> None:
        """The sketches, the good ones first. Only the good ones make a feature common."""
        columns = np.concatenate([NO_SKETCH.columns, *[row.columns for row in sketches]])
        counts = np.concatenate([NO_SKETCH.counts, *[row.counts for row in sketches]])
        sizes = np.concatenate([NO_SKETCH.sizes[:0], *[row.sizes for row in sketches]])
        seen_in = np.bincount(columns[: sizes[: BAGS * good].sum()], minlength=BAGS * WIDTH)
        self._rarity: Floats = np.minimum(RAREST, 1 + np.log((1 + good) / (1 + seen_in)))
        weighted = counts * self._rarity[columns]
        ends = np.concatenate(([0], np.cumsum(sizes, dtype=np.int32)))
        self._weighted = csr_array((weighted, columns, ends), shape=(len(sizes), BAGS * WIDTH))
        self._lengths = _lengths(weighted, sizes)

    def compare(self, asked: Sketch) -> Cosines:
        """The sketch against each row."""
        weighted = asked.counts * self._rarity[asked.columns]
        spread = np.zeros(BAGS * WIDTH)
        spread[asked.columns] = weighted
        products = (self._weighted @ spread).reshape(-1, BAGS)
        return Cosines(products, self._lengths, _lengths(weighted, asked.sizes)[0])


def _lengths(weighted: Floats, sizes: NDArray[np.int32]) -> Floats:
    """The length of each bag, a row for each sketch."""
    owners = np.repeat(np.arange(len(sizes)), sizes)
    squares = np.bincount(owners, weights=weighted**2, minlength=len(sizes))
    lengths: Floats = np.sqrt(squares).reshape(-1, BAGS)
    return lengths
