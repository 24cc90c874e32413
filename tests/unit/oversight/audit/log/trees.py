"""Trees and exports in memory, for tests of the log."""

from __future__ import annotations

from oversight.audit.log.bundles import bundle
from oversight.audit.log.checkpoint import Checkpoint
from oversight.audit.log.keys import SigningKey
from oversight.audit.log.merkle import hash_leaf, root
from oversight.audit.log.note import signed
from oversight.audit.log.tiles import TILE, entries_path, grown, subtree_from, tile_path, tiles_of

KEY = SigningKey("acme.example/sayso", b"k" * 32)


def some_leaves(count):
    return [f'{{"n":{number}}}'.encode() for number in range(count)]


def subtree_of(leaves):
    tiles = {(tile.level, tile.index): tile.hashes for tile in grown(0, [], [hash_leaf(leaf) for leaf in leaves])}
    return subtree_from(lambda level, index: tiles[level, index])


def root_of(leaves):
    return root(len(leaves), subtree_of(leaves))


def checkpoint_of(leaves, origin=KEY.name):
    return Checkpoint(origin, len(leaves), root_of(leaves))


def export_of(leaves, key=KEY):
    """The files of an export by their paths."""
    tiles = {(tile.level, tile.index): tile.hashes for tile in grown(0, [], [hash_leaf(leaf) for leaf in leaves])}
    files = {"checkpoint": signed(checkpoint_of(leaves, key.name).text, [key]).encode()}
    for level, index, width in tiles_of(len(leaves)):
        files[tile_path(level, index, width)] = tiles[level, index]
        if level == 0:
            files[entries_path(index, width)] = bundle(leaves[index * TILE : index * TILE + width])
    return files
