"""The log as files that any C2SP tool reads: a static ``tlog-tiles`` directory."""

import asyncio
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.start_refused import StartRefused
from oversight.audit.log.bundles import bundle
from oversight.audit.log.merkle import hash_leaf
from oversight.audit.log.tiles import HASH, TILE, entries_path, tile_path, tiles_of
from oversight.ports.audit import AuditLog, IndexedLeaf, SignedCheckpoint
from oversight.usecases.audit.cosigned_checkpoint import cosigned_checkpoint

AT_A_TIME = 8 * TILE


async def export_log(book: AuditLog, folder: Path, progress: Callable[[int, int], None]) -> SignedCheckpoint:
    """The folder holds the log up to a new checkpoint that witnesses cosigned. What is there is kept, and must agree.

    Raises StartRefused where nothing is signed, where the folder holds another log, or where a leaf was changed.
    """
    head = await book.head()
    newest = await cosigned_checkpoint(book, head.number)
    if newest is None:
        raise StartRefused(
            "Nothing is signed yet, so an export would prove nothing. Make a key with `sayso audit keygen`, restart "
            "the bot, and wait ten seconds."
        )
    for start in range(0, newest.size, AT_A_TIME):
        end = min(start + AT_A_TIME, newest.size)
        await _export_leaves(book, head.number, folder, start, end)
        progress(end, newest.size)
    for level, index, width in tiles_of(newest.size):
        if level:
            path = folder / tile_path(level, index, width)
            _place(path, (await book.tile(head.number, level, index))[: width * HASH])
    _write(folder / "checkpoint", newest.note.encode())
    return newest


async def _export_leaves(book: AuditLog, log: int, folder: Path, start: int, end: int) -> None:
    leaves: Sequence[IndexedLeaf] | None = None
    for first in range(start, end, TILE):
        width, index = min(TILE, end - first), first // TILE
        hashes = (await book.tile(log, 0, index))[: width * HASH]
        is_new = _place(folder / tile_path(0, index, width), hashes)
        entries = folder / entries_path(index, width)
        if not is_new and entries.exists():
            continue
        if leaves is None:
            leaves = await book.leaves(log, start, end - start)
        here = [leaf for leaf in leaves if first <= leaf.index < first + width]
        await asyncio.to_thread(_bundle, entries, here, first, hashes)


def _bundle(path: Path, leaves: Sequence[IndexedLeaf], first: int, hashes: bytes) -> None:
    for position in range(len(hashes) // HASH):
        index = first + position
        if position >= len(leaves) or leaves[position].index != index:
            raise StartRefused(f"Leaf {index} is missing in the database. Nothing after it was exported.")
        if hash_leaf(leaves[position].leaf) != hashes[position * HASH : (position + 1) * HASH]:
            raise StartRefused(f"Leaf {index} was changed in the database. Nothing after it was exported.")
    _write(path, bundle(leaf.leaf for leaf in leaves))


def _place(path: Path, data: bytes) -> bool:
    """Whether the tile is written now; raises StartRefused where another one lies there."""
    try:
        there = path.read_bytes()
    except FileNotFoundError:
        _write(path, data)
        return True
    if there != data:
        raise StartRefused(
            f"{path} is not what this log has there: the folder holds another log, or one of the two was changed. "
            "Nothing was overwritten. `sayso audit verify` tells which of the folders is right."
        )
    return False


def _write(path: Path, data: bytes) -> None:
    """The file is there whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())
    part.replace(path)
