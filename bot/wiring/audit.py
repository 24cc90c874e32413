"""The audit log: who signs it, and where what is signed goes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.audit.checkpoint_file import CheckpointFile
from bot.audit.departures import Departures
from bot.audit.keeper import AuditKeeper
from bot.audit.key_file import read_keys
from bot.audit.memory_file import MemoryFile, memory_beside
from bot.settings import Settings
from handlers.http.api_ports import ReadinessCheck
from storage.store import Store


def keeper_of(settings: Settings, store: Store) -> AuditKeeper:
    """The keeper of this process's log; raises StartRefused where its key cannot be used."""
    keys = read_keys(settings.audit_key_file, settings.audit_key.get_secret_value())
    return AuditKeeper(store.audit, keys, MemoryFile(memory_beside(settings.audit_key_file)), store.clock)


@asynccontextmanager
async def checkpoints_leave(
    settings: Settings, store: Store, keeper: AuditKeeper
) -> AsyncIterator[tuple[ReadinessCheck, ...]]:
    """What the keeper signs leaves by every way of the settings; with what readiness asks of these ways."""
    ways, checks = [], []
    if settings.audit_checkpoint_file is not None:
        file = CheckpointFile(settings.audit_checkpoint_file, store.audit)
        ways.append(file)
        fix = "Let the bot's account write to it: SAYSO_AUDIT_CHECKPOINT_FILE. What is missing is added then"
        checks.append(ReadinessCheck(file.name, file.trouble, fix, essential=False))
    departures = Departures(ways)
    keeper.leaving = (departures.leave,)
    async with departures.under_way():
        yield tuple(checks)
