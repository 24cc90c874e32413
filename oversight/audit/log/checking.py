"""An export is checked from its first leaf to its root, and the first leaf that is wrong is named."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from oversight.audit.log.bundles import CutOff, leaves_of
from oversight.audit.log.checkpoint import Checkpoint
from oversight.audit.log.merkle import hash_leaf, root
from oversight.audit.log.tiles import HASH, TILE, Tile, edge_of, entries_path, grown, subtree_from, tile_path

ReadFile = Callable[[str], bytes | None]
"""The bytes of a file of the export by its path; None where it is missing."""


class BadExport(Exception):
    """Something is not as it was signed."""

    def __init__(self, why: str, index: int | None = None, until: int | None = None) -> None:
        """``index`` is the first wrong leaf; with ``until`` it is one of those from ``index`` on, before ``until``."""
        super().__init__(why)
        self.index = index
        self.until = until


class Checked(Struct, frozen=True):
    """One leaf that is where it belongs."""

    index: int
    leaf: bytes


def check(
    checkpoint: Checkpoint, read: ReadFile, older: Sequence[Checkpoint] = (), earlier: ReadFile | None = None
) -> Iterator[Checked]:
    """Every leaf in its order; raises BadExport at the first that is not what was signed.

    The checkpoint's signature was verified by the caller. ``older`` are verified checkpoints of the same log that were
    kept elsewhere: without one, a log that was rewritten and signed again looks right. ``earlier`` reads an older
    export, by which the first rewritten leaf can be told. All is known to be right only when the last leaf is here.
    """
    agreed = sorted(older, key=lambda known: known.size)
    if agreed and agreed[-1].size > checkpoint.size:
        raise BadExport(
            f"the log was cut: it had {agreed[-1].size:,} leaves, and this export has {checkpoint.size:,}",
            checkpoint.size,
        )
    size, edge = 0, dict[int, Tile]()
    while size < checkpoint.size:
        width = min(TILE, checkpoint.size - size)
        leaves, hashes = _stretch(read, size, width, earlier)
        for tile in grown(size, list(edge.values()), hashes):
            _compare(tile, checkpoint.size, read)
            edge[tile.level] = tile
        size += width
        edge = {level: edge[level] for level, _, _ in edge_of(size)}
        yield from (Checked(size - width + position, leaf) for position, leaf in enumerate(leaves))
    _compare_roots(checkpoint, agreed, read)


def _stretch(read: ReadFile, start: int, width: int, earlier: ReadFile | None) -> tuple[list[bytes], list[bytes]]:
    """The leaves of one bundle and their hashes."""
    index = start // TILE
    tile = _file(read, tile_path(0, index, width), start)
    bundled = _file(read, entries_path(index, width), start)
    was = earlier_hashes(earlier, index, width)
    leaves: list[bytes] = []
    hashes: list[bytes] = []
    try:
        for leaf in leaves_of(bundled):
            position = len(leaves)
            hashes.append(hash_leaf(leaf))
            leaves.append(leaf)
            if hashes[-1] != tile[position * HASH : (position + 1) * HASH]:
                raise BadExport(f"leaf {start + position} is not the one that the tree has there", start + position)
            if hashes[-1] != was[position * HASH : (position + 1) * HASH] and (position + 1) * HASH <= len(was):
                raise BadExport(f"leaf {start + position} is another one in the earlier export", start + position)
    except CutOff as error:
        raise BadExport(f"{entries_path(index, width)}: {error}", start + len(leaves)) from error
    if len(leaves) != width or len(tile) != width * HASH:
        first = start + min(len(leaves), len(tile) // HASH, width)
        raise BadExport(f"{entries_path(index, width)} and its tile have to have {width} leaves", first)
    return leaves, hashes


def earlier_hashes(earlier: ReadFile | None, index: int, width: int) -> bytes:
    """The hashes that an older export has for these leaves, as many as it has."""
    if earlier is None:
        return b""
    whole = earlier(tile_path(0, index, TILE))
    if whole is not None:
        return whole
    partial = (earlier(tile_path(0, index, narrower)) for narrower in range(TILE - 1, 0, -1))
    return next((found for found in partial if found is not None), b"")[: width * HASH]


def _compare(tile: Tile, size: int, read: ReadFile) -> None:
    """A tile above the leaves, as it is computed and as it lies there; those of level 0 were looked at before."""
    there = size >> (8 * tile.level)
    is_final = tile.width == min(TILE, there - tile.index * TILE)
    if tile.level == 0 or not is_final:
        return
    below = TILE**tile.level
    stored = _file(read, tile.path, tile.index * TILE * below)
    if stored != tile.hashes:
        position = next(
            (
                number
                for number in range(tile.width)
                if stored[number * HASH : (number + 1) * HASH] != tile.hashes[number * HASH : (number + 1) * HASH]
            ),
            tile.width,
        )
        first = (tile.index * TILE + position) * below
        raise BadExport(f"{tile.path} is not the root over its leaves", first, min(first + below, size))


def _compare_roots(checkpoint: Checkpoint, older: Sequence[Checkpoint], read: ReadFile) -> None:
    def tile(level: int, index: int) -> bytes:
        width = min(TILE, (checkpoint.size >> (8 * level)) - index * TILE)
        return _file(read, tile_path(level, index, width), index * TILE ** (level + 1))

    subtree, agreed = subtree_from(tile), 0
    for known in (*older, checkpoint):
        if root(known.size, subtree) != known.root:
            raise BadExport(
                f"the log is another one than the checkpoint of {known.size:,} leaves says: one of the leaves from "
                f"{agreed:,} on was changed, removed or put in",
                agreed,
                known.size,
            )
        agreed = known.size


def _file(read: ReadFile, path: str, index: int) -> bytes:
    found = read(path)
    if found is None:
        raise BadExport(f"{path} is missing", index)
    return found
