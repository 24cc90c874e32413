"""Edits that nobody goes on with are dropped, because a payload stands in each."""

from oversight.editing.edit import KEPT
from oversight.ports import Ports


async def drop_old_edits(ports: Ports) -> int:
    """How many are gone: nobody changed them for an hour."""
    return await ports.edits.drop_older(ports.clock.now() - KEPT)
