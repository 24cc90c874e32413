"""``sayso audit show``: what the log says of one action, and what people had before them."""

from collections.abc import AsyncIterator, Sequence

import msgspec

from bot.audit.plain_blocks import plain_lines
from bot.cli.console import finish, load_settings, out
from bot.start_refused import StartRefused
from bot.wiring.operator_store import operator_store
from oversight.audit.envelope import read_leaf
from oversight.audit.leaf import ActionLeaf
from oversight.audit.record import Record
from oversight.audit.story import story_line
from oversight.ports.audit import AuditLog, IndexedLeaf


def show(action: str) -> None:
    """Tell what happened to an action, from the log alone, and show again what people were shown."""
    settings = load_settings()

    async def work() -> list[str]:
        async with operator_store(settings) as store:
            leaves = await store.audit.leaves_of(action)
            if not leaves:
                raise StartRefused(f"The log has nothing of {action}. If it is new, wait a second.")
            return [line async for line in story(leaves, store.audit)]

    for line in finish(work()):
        out.print(line, markup=False)


async def story(leaves: Sequence[IndexedLeaf], book: AuditLog) -> AsyncIterator[str]:
    """The story's lines."""
    told: list[str] = []
    for leaf in leaves:
        record = read_leaf(leaf.leaf)
        yield f"{leaf.index:>8}  {story_line(record)}"
        digest = shown_digest(record)
        if digest and digest not in told:
            told.append(digest)
    for digest in told:
        yield ""
        document = await book.shown(digest)
        yield f"Shown as {digest}:"
        if document is None:
            yield "    (it is not kept any more)"
        else:
            for line in plain_lines(msgspec.json.decode(document)["blocks"]):
                yield f"    {line}"


def shown_digest(record: Record) -> str | None:
    """The digest of what was shown, where the entry names one."""
    return record.details.get("shown") if isinstance(record, ActionLeaf) else None
