"""The tree in tiles: however it grows, it is the same, and each tile lies where C2SP says."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.audit.log.merkle import hash_leaf, root
from oversight.audit.log.tiles import Tile, edge_of, entries_path, grown, subtree_from, tile_path, tile_root, tiles_of
from tests.unit.oversight.audit.log.trees import root_of, some_leaves, subtree_of


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


def test_the_example_of_the_specification_as_it_grows():
    leaf = hash_leaf(b"")
    tiles = grown(0, [], [leaf] * 70_000)
    assert [(tile.level, tile.index, tile.width) for tile in tiles] == list(tiles_of(70_000))
    assert edge_of(70_000) == [(0, 273, 112), (1, 1, 17), (2, 0, 1)]
    assert tiles[-1].hashes == tile_root(tiles[274].hashes)


def test_an_edge_that_is_not_of_this_size_is_refused():
    """Else the tree would go on from leaves that were never there."""
    hashes = [hash_leaf(leaf) for leaf in some_leaves(600)]
    whole = {(tile.level, tile.index): tile for tile in grown(0, [], hashes)}
    edge = [whole[0, 2], whole[1, 0]]
    assert grown(600, edge, hashes[:1])
    for wrong in (
        [],
        [Tile(0, 1, edge[0].hashes)],
        [Tile(0, 2, edge[0].hashes[32:])],
        [Tile(0, 2, edge[0].hashes[1:])],
    ):
        with pytest.raises(ValueError, match="the edge lacks tile 2 of level 0 with a width of 88"):
            grown(600, wrong, hashes[:1])
    # The upper level is asked for only where something comes to it.
    assert grown(600, edge[:1], hashes[:1])
    with pytest.raises(ValueError, match="the edge lacks tile 0 of level 1 with a width of 2"):
        grown(600, edge[:1], hashes[:200])


def test_what_is_no_hash_does_not_shift_the_others():
    with pytest.raises(ValueError, match="32 bytes"):
        grown(0, [], [bytes(31), bytes(33)])


@pytest.mark.parametrize(("start", "end"), [(0, 0), (1, 0), (0, 3), (1, 3), (2, 6), (128, 384), (256, 768)])
def test_only_complete_parts_of_the_tree_have_a_root_of_their_own(start, end):
    with pytest.raises(ValueError, match="no subtree"):
        subtree_of(some_leaves(1000))(start, end)


@given(st.integers(1, 1200), st.integers(0, 1200))
def test_a_tile_may_have_grown_since(size, more):
    leaves = some_leaves(size + more)
    assert root(size, subtree_of(leaves)) == root_of(leaves[:size])
