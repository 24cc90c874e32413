"""Leaves as they lie in an export: each with its length in two bytes before it; C2SP ``tlog-tiles``."""

from collections.abc import Iterable, Iterator

LENGTH_BYTES = 2
LONGEST_LEAF = 2 ** (8 * LENGTH_BYTES) - 1
"""Bytes of the longest leaf that a bundle can hold."""


class TooLong(ValueError):
    """A leaf that no bundle can hold."""


class CutOff(ValueError):
    """A bundle that ends within a leaf."""


def bundle(leaves: Iterable[bytes]) -> bytes:
    """The leaves as one bundle; raises TooLong."""
    parts: list[bytes] = []
    for leaf in leaves:
        if len(leaf) > LONGEST_LEAF:
            raise TooLong(f"leaf {len(parts) // 2} of the bundle has {len(leaf):,} bytes, and {LONGEST_LEAF:,} fit")
        parts += (len(leaf).to_bytes(LENGTH_BYTES, "big"), leaf)
    return b"".join(parts)


def leaves_of(bundled: bytes) -> Iterator[bytes]:
    """The leaves of a bundle; raises CutOff where it ends within one."""
    at, end, position = 0, len(bundled), 0
    while at < end:
        start = at + LENGTH_BYTES
        at = start + int.from_bytes(bundled[at:start], "big")
        if at > end:
            raise CutOff(f"the bundle ends within a leaf: leaf {position} of it, at byte {end}")
        yield bundled[start:at]
        position += 1
