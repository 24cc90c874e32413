"""The audit log: who signs it."""

from bot.audit.keeper import AuditKeeper
from bot.audit.key_file import read_keys
from bot.audit.memory_file import MemoryFile, memory_beside
from bot.settings import Settings
from storage.store import Store


def keeper_of(settings: Settings, store: Store) -> AuditKeeper:
    """The keeper of this process's log; raises StartRefused where its key cannot be used."""
    keys = read_keys(settings.audit_key_file, settings.audit_key.get_secret_value())
    return AuditKeeper(store.audit, keys, MemoryFile(memory_beside(settings.audit_key_file)), store.clock)
