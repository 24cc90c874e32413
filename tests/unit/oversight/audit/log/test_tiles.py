"""The tree in tiles: however it grows, it is the same, and each tile lies where C2SP says."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.audit.log.merkle import hash_leaf, root
from oversight.audit.log.tiles import Tile, edge_of, entries_path, grown, subtree_from, tile_path, tiles_of
from tests.unit.oversight.audit.log.trees import root_of, some_leaves


@given(st.lists(st.integers(1, 700), max_size=6))
def test_grown_in_steps_is_grown_at_once(steps):
    leaves = some_leaves(sum(steps))
    hashes = [hash_leaf(leaf) for leaf in leaves]
    stored, size = dict[tuple[int, int], bytes](), 0
    for step in steps:
        edge = [Tile(level, index, stored[level, index][: width * 32]) for level, index, width in edge_of(size)]
        for tile in grown(size, edge, hashes[size : size + step]):
            assert tile.hashes.startswith(stored.get((tile.level, tile.index), b""))
            stored[tile.level, tile.index] = tile.hashes
        size += step
    assert stored == {(tile.level, tile.index): tile.hashes for tile in grown(0, [], hashes)}
    assert {(level, index): width for level, index, width in tiles_of(size)} == {
        place: len(hashes) // 32 for place, hashes in stored.items()
    }
    assert root(size, subtree_from(lambda level, index: stored[level, index])) == root_of(leaves)


def test_the_example_of_the_specification():
    widths = Counter((level, width) for level, _, width in tiles_of(70_000))
    assert widths == {(0, 256): 273, (0, 112): 1, (1, 256): 1, (1, 17): 1, (2, 1): 1}
    assert list(tiles_of(256)) == [(0, 0, 256), (1, 0, 1)]


@pytest.mark.parametrize(
    ("index", "width", "path"),
    [(0, 256, "000"), (5, 12, "005.p/12"), (1234067, 256, "x001/x234/067"), (1000, 1, "x001/000.p/1")],
)
def test_where_a_tile_lies(index, width, path):
    assert tile_path(1, index, width) == f"tile/1/{path}"
    assert entries_path(index, width) == f"tile/entries/{path}"


def test_a_tile_that_is_too_short_is_said():
    with pytest.raises(ValueError, match="tile 0 of level 0 is too short"):
        root(5, subtree_from(lambda _, __: b"\0" * 32 * 4))
