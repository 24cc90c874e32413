"""Leaves as they lie in an export: each with its length in two bytes before it; C2SP ``tlog-tiles``."""

from collections.abc import Iterable, Iterator

LENGTH_BYTES = 2
LONGEST_LEAF = 2 ** (8 * LENGTH_BYTES) - 1
"""Bytes of the longest leaf that a bundle can hold."""


class CutOff(ValueError):
    """A bundle that ends within a leaf."""


def bundle(leaves: Iterable[bytes]) -> bytes:
    """The leaves as one bundle; OverflowError where one is longer than 65,535 bytes."""
    return b"".join(part for leaf in leaves for part in (len(leaf).to_bytes(LENGTH_BYTES, "big"), leaf))


def leaves_of(bundled: bytes) -> Iterator[bytes]:
    """The leaves of a bundle; raises CutOff where it ends within one."""
    at, end = 0, len(bundled)
    while at < end:
        start = at + LENGTH_BYTES
        at = start + int.from_bytes(bundled[at:start], "big")
        if at > end or start > end:
            raise CutOff("the bundle ends within a leaf")
        yield bundled[start:at]
