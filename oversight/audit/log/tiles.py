"""The tree in tiles of 256 hashes, as the C2SP specification ``tlog-tiles`` has it.

A tile of level 0 holds hashes of leaves; each hash of a higher level is the root over one full tile below. The last
tile of a level may be shorter, and counts for nothing above until it is full.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from oversight.audit.log.merkle import Subtree

HEIGHT = 8
TILE = 1 << HEIGHT
"""Hashes in a full tile."""
HASH = 32
"""Bytes of a hash."""
TileReader = Callable[[int, int], bytes]
"""The hashes of a tile by its level and index: at least as many as the tree has, more if it has grown since."""


class Tile(Struct, frozen=True):
    """One tile: its place, and its hashes one after the other."""

    level: int
    index: int
    hashes: bytes

    @property
    def width(self) -> int:
        """How many hashes it has, 1 to 256."""
        return len(self.hashes) // HASH

    @property
    def path(self) -> str:
        """Where it lies in an export."""
        return tile_path(self.level, self.index, self.width)


def tile_path(level: int, index: int, width: int) -> str:
    """``tile/<level>/<index>``, such as ``tile/0/x001/x234/067``; with ``.p/<width>`` where it is not full."""
    return f"tile/{level}/{_written(index, width)}"


def entries_path(index: int, width: int) -> str:
    """Where the leaves themselves lie that belong to a tile of level 0."""
    return f"tile/entries/{_written(index, width)}"


def tiles_of(size: int) -> Iterator[tuple[int, int, int]]:
    """Level, index and width of every tile of a tree with so many leaves."""
    level = 0
    while size:
        full, rest = divmod(size, TILE)
        yield from ((level, index, TILE) for index in range(full))
        if rest:
            yield level, full, rest
        size, level = full, level + 1


def edge_of(size: int) -> list[tuple[int, int, int]]:
    """Level, index and width of the tiles that are not full: all that has to be known to go on."""
    edge, level = [], 0
    while size:
        full, rest = divmod(size, TILE)
        if rest:
            edge.append((level, full, rest))
        size, level = full, level + 1
    return edge


def grown(size: int, edge: Sequence[Tile], leaf_hashes: Sequence[bytes]) -> list[Tile]:
    """The tiles that are new or longer once these leaves follow on a tree of this size with this right edge.

    ValueError where the edge is not one of this size, or a hash none: the tree would be wrong from here on.
    """
    if not all(len(leaf_hash) == HASH for leaf_hash in leaf_hashes):
        raise ValueError(f"a hash has {HASH} bytes")
    partial = {tile.level: tile for tile in edge}
    tiles: list[Tile] = []
    added, level = b"".join(leaf_hashes), 0
    while added:
        index, above = size // TILE, list[bytes]()
        hashes = _partial(partial.get(level), level, index, size % TILE) + added
        for start in range(0, len(hashes), TILE * HASH):
            tile = Tile(level, index, hashes[start : start + TILE * HASH])
            tiles.append(tile)
            if len(tile.hashes) == TILE * HASH:
                above.append(tile_root(tile.hashes))
            index += 1
        added, size, level = b"".join(above), size // TILE, level + 1
    return tiles


def _partial(tile: Tile | None, level: int, index: int, width: int) -> bytes:
    """The hashes of the tile at the edge of a level."""
    if width == 0:
        return b""
    if tile is None or tile.index != index or len(tile.hashes) != width * HASH:
        raise ValueError(f"the edge lacks tile {index} of level {level} with a width of {width}")
    return tile.hashes


def tile_root(hashes: bytes) -> bytes:
    """The root over hashes of one level, as many as a power of two."""
    sha256 = hashlib.sha256
    while len(hashes) > HASH:
        pairs = range(0, len(hashes), 2 * HASH)
        hashes = b"".join([sha256(b"\x01" + hashes[pair : pair + 2 * HASH]).digest() for pair in pairs])
    return hashes


def subtree_from(read: TileReader) -> Subtree:
    """Roots of complete subtrees, out of tiles. KeyError or ValueError where a tile is not there or too short."""

    def subtree(start: int, end: int) -> bytes:
        length, level = end - start, 0
        if length <= 0 or length & (length - 1) or start % length:
            raise ValueError(f"no subtree is over the leaves from {start} to {end}")
        while end - start >= TILE:
            start, end, level = start >> HEIGHT, end >> HEIGHT, level + 1
        index, first = divmod(start, TILE)
        hashes = read(level, index)[first * HASH : (first + end - start) * HASH]
        if len(hashes) != (end - start) * HASH:
            raise ValueError(f"tile {index} of level {level} is too short")
        return tile_root(hashes)

    return subtree


def _written(index: int, width: int) -> str:
    parts = [f"{index % 1000:03}"]
    while index := index // 1000:
        parts.append(f"x{index % 1000:03}")
    return "/".join(reversed(parts)) + ("" if width == TILE else f".p/{width}")
