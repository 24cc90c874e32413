"""The tree as rows: 256 hashes each, and the one at the right edge of a level as many as there are."""

from collections.abc import Callable, Sequence
from functools import cache

from sqlalchemy import Connection, bindparam, insert, select, update

from oversight.audit.log.tiles import Tile, edge_of
from storage.tables.audit import audit_tiles

HASH = 32
_t = audit_tiles.c
SOME = (
    select(_t.tile, _t.hashes)
    .where(_t.log == bindparam("log"), _t.level == bindparam("level"))
    .where(_t.tile >= bindparam("first"), _t.tile < bindparam("end"))
)
ONE = select(_t.hashes).where(_t.log == bindparam("log"), _t.level == bindparam("level"), _t.tile == bindparam("tile"))
GROWN = (
    update(audit_tiles)
    .where(_t.log == bindparam("of_log"), _t.level == bindparam("of_level"), _t.tile == bindparam("of_tile"))
    .values(hashes=bindparam("now"))
)


def load_tile(connection: Connection, log: int, level: int, tile: int) -> bytes:
    """Its hashes as far as there are any."""
    found = connection.execute(ONE, {"log": log, "level": level, "tile": tile}).scalar()
    return bytes(found) if found else b""


def load_tiles(connection: Connection, log: int, level: int, first: int, end: int) -> dict[int, bytes]:
    """The hashes of these tiles as far as there are any, by their index."""
    found = connection.execute(SOME, {"log": log, "level": level, "first": first, "end": end})
    return {row.tile: bytes(row.hashes) for row in found}


def tile_reader(connection: Connection, log: int) -> Callable[[int, int], bytes]:
    """Reads tiles of this log, each once."""
    return cache(lambda level, tile: load_tile(connection, log, level, tile))


def load_edge(connection: Connection, log: int, size: int) -> list[Tile]:
    """The right edge of the tree of this size, cut out of what has grown since."""
    return [
        Tile(level, tile, load_tile(connection, log, level, tile)[: width * HASH])
        for level, tile, width in edge_of(size)
    ]


def store_tiles(connection: Connection, log: int, size: int, tiles: Sequence[Tile]) -> None:
    """The tiles that are new or longer than in the tree of the earlier size."""
    was = {(level, tile) for level, tile, _ in edge_of(size)}
    longer, made = list[dict[str, object]](), list[dict[str, object]]()
    for tile in tiles:
        if (tile.level, tile.index) in was:
            longer.append({"of_log": log, "of_level": tile.level, "of_tile": tile.index, "now": tile.hashes})
        else:
            made.append({"log": log, "level": tile.level, "tile": tile.index, "hashes": tile.hashes})
    if longer:
        connection.execute(GROWN, longer)
    if made:
        connection.execute(insert(audit_tiles), made)
