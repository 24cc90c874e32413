"""Before anything is signed: the tree is made anew from what was signed and from every leaf since, byte by byte."""

import asyncio
from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import Connection

from oversight.audit.log.merkle import root
from oversight.audit.log.tiles import TILE, Tile, edge_of, grown, subtree_from
from oversight.ports.audit import Broken, Extended
from storage.audit.leaf_hashes import hashed_leaves
from storage.audit.runs import runs_between
from storage.audit.tiles import HASH, load_edge, load_tiles
from storage.engine.database import Database
from storage.engine.patience import LONG
from storage.tables.audit import audit_leaves

AT_A_TIME = 16 * TILE


class _Stretch(Struct, frozen=True):
    """The hashes of leaves as they are stored, by their index, and those that the stored tree has for them."""

    leaves: list[tuple[int, bytes]]
    hashes: list[bytes]


async def extend(database: Database, log: int, signed_size: int, signed_root: bytes, size: int) -> Extended | Broken:
    """The tree of this size; or what is wrong with what is stored."""
    edge = await database.read(lambda connection: load_edge(connection, log, signed_size))
    if _short(edge, signed_size) or root_of_edge(signed_size, edge) != signed_root:
        return Broken(f"the tree of the {signed_size} leaves that were signed is another one now")
    at = signed_size
    while at < size:
        until = min(size, at - at % TILE + AT_A_TIME)
        stretch = await database.read(lambda connection: _load(connection, log, at, until), seconds=LONG)  # noqa: B023 - awaited here
        step = await asyncio.to_thread(_grow, at, until, edge, stretch)
        if isinstance(step, Broken):
            return step
        at, edge = until, step
    return Extended(size, root_of_edge(size, edge))


def root_of_edge(size: int, edge: Sequence[Tile]) -> bytes:
    """The root of a tree by the tiles at its right edge alone."""
    by_place = {(tile.level, tile.index): tile.hashes for tile in edge}
    return root(size, subtree_from(lambda level, index: by_place[level, index]))


def _load(connection: Connection, log: int, start: int, end: int) -> _Stretch:
    tiles = load_tiles(connection, log, 0, start // TILE, -(-end // TILE))
    hashes = [_hash(tiles.get(index // TILE, b""), index % TILE) for index in range(start, end)]
    leaves: list[tuple[int, bytes]] = []
    for run in runs_between(connection, log, start, end):
        within = (audit_leaves.c.id >= run.first_leaf) & (audit_leaves.c.id < run.end_leaf)
        found = hashed_leaves(connection, within)
        leaves += [(run.start + leaf_id - run.first_leaf, hashed) for leaf_id, hashed in found]
    return _Stretch(leaves, hashes)


def _hash(tile: bytes, place: int) -> bytes:
    return tile[place * HASH : (place + 1) * HASH]


def _grow(start: int, end: int, edge: Sequence[Tile], stretch: _Stretch) -> list[Tile] | Broken:
    hashes = []
    for position, index in enumerate(range(start, end)):
        if position >= len(stretch.leaves) or stretch.leaves[position][0] != index:
            return Broken(f"leaf {index} is not there any more", index)
        hashes.append(stretch.leaves[position][1])
        if hashes[-1] != stretch.hashes[position]:
            return Broken(f"leaf {index} is not the one that got this place", index)
    tiles = {(tile.level, tile.index): tile for tile in (*edge, *grown(start, edge, hashes))}
    return [tiles[level, tile] for level, tile, _ in edge_of(end)]


def _short(edge: Sequence[Tile], size: int) -> bool:
    return any(tile.width != width for tile, (_, _, width) in zip(edge, edge_of(size), strict=True))
