"""Makes the folder that an auditor takes home, and checks one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import orjson

from bot.audit.export import export_log
from bot.audit.pack_page import pack_page
from bot.audit.plain_blocks import plain_lines
from bot.audit.verify import Verified, reader
from bot.start_refused import StartRefused
from oversight.audit.envelope import read_leaf
from oversight.audit.leaf import ActionLeaf
from oversight.audit.log.checking import BadExport, check
from oversight.audit.log.checkpoint import Checkpoint, read_checkpoint
from oversight.audit.log.proof import BadProof, proved, read_proof
from oversight.audit.pack import FORMAT, Item, Pack, Period, population
from oversight.audit.record import Record
from oversight.audit.story import story_line
from oversight.ports.audit import AuditLog, IndexedLeaf, SignedCheckpoint
from oversight.usecases.audit.prove import prove_leaf

LOG, PROOFS, PACK, PAGE = "log", "proofs", "pack.json", "pack.html"


async def make_pack(book: AuditLog, folder: Path, period: Period, seed: str, count: int) -> Pack:
    """The pack is in the folder, its log included; raises StartRefused where there is nothing to make it of."""
    newest = await export_log(book, folder / LOG, lambda _, __: None)
    checkpoint = read_checkpoint(newest.note)
    found = population(_records(folder / LOG, checkpoint), period, seed, count)
    items = [await _item(book, action_id, newest, folder) for action_id in found.sample]
    pack = Pack(FORMAT, checkpoint.origin, newest.note, period.since, period.until, seed, found, tuple(items))
    (folder / PACK).write_bytes(orjson.dumps(msgspec.to_builtins(pack), option=orjson.OPT_INDENT_2))
    (folder / PAGE).write_text(pack_page(pack), encoding="utf-8")
    return pack


def check_pack(folder: Path, checkpoint: Checkpoint) -> Verified:
    """Whether the pack's figures, sample and proofs are those of its log, whose checkpoint is believed."""
    try:
        pack = msgspec.json.decode((folder / PACK).read_bytes(), type=Pack)
    except (OSError, msgspec.DecodeError) as error:
        return Verified(is_right=False, lines=(f"WRONG: {PACK} cannot be read: {error}",))
    period = Period(pack.since, pack.until)
    try:
        found = population(_records(folder / LOG, checkpoint), period, pack.seed, len(pack.population.sample))
    except BadExport as error:
        return Verified(is_right=False, lines=(f"WRONG: {error}. First bad index: {error.index}",), index=error.index)
    if found != pack.population:
        return Verified(is_right=False, lines=("WRONG: the figures or the sample are not those of the log.",))
    for item in pack.items:
        try:
            proof = read_proof((folder / item.proof).read_text(encoding="utf-8"))
            proved(proof)
            is_its = proof.checkpoint == pack.checkpoint and _is_about(proof.extra or b"", item.action_id)
        except (OSError, BadProof, ValueError) as error:
            return Verified(is_right=False, lines=(f"WRONG: {item.proof} proves nothing: {error}",))
        if not is_its:
            return Verified(is_right=False, lines=(f"WRONG: {item.proof} proves something else.",))
    counted = f"{found.proposed:,} actions were proposed in the period, and the seed draws these {len(pack.items)}"
    return Verified(is_right=True, lines=(f"Right: {counted}; each is proved.",))


def _records(folder: Path, checkpoint: Checkpoint) -> Iterator[Record]:
    return (read_leaf(leaf.leaf) for leaf in check(checkpoint, reader(folder)))


def _is_about(leaf: bytes, action_id: str) -> bool:
    record = read_leaf(leaf)
    return isinstance(record, ActionLeaf) and record.action_id == action_id


async def _item(book: AuditLog, action_id: str, checkpoint: SignedCheckpoint, folder: Path) -> Item:
    leaves = [leaf for leaf in await book.leaves_of(action_id) if leaf.index < checkpoint.size]
    proof = await prove_leaf(book, action_id, None, by=checkpoint)
    if isinstance(proof, str):
        raise StartRefused(proof)
    path = f"{PROOFS}/{action_id}.tlog-proof"
    (folder / PROOFS).mkdir(exist_ok=True)
    (folder / path).write_text(proof.written(), encoding="utf-8")
    story = tuple(f"{leaf.index}  {story_line(read_leaf(leaf.leaf))}" for leaf in leaves)
    return Item(action_id, story, await _shown(book, leaves), path)


async def _shown(book: AuditLog, leaves: list[IndexedLeaf]) -> dict[str, tuple[str, ...]]:
    shown: dict[str, tuple[str, ...]] = {}
    for leaf in leaves:
        record = read_leaf(leaf.leaf)
        digest: Any = record.details.get("shown") if isinstance(record, ActionLeaf) else None
        if digest and digest not in shown:
            document = await book.shown(digest)
            blocks = [] if document is None else msgspec.json.decode(document)["blocks"]
            shown[digest] = tuple(plain_lines(blocks)) or ("It is not kept any more.",)
    return shown
