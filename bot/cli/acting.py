"""Who acts on the command line, and by which policy: what must work even where the policy file does not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.cli.console import err
from bot.policy.source import load_policy
from bot.settings import Settings
from bot.wiring.operator_store import errand_ports, operator_store
from oversight.policy import Policy
from oversight.policy.file.reading import BadPolicy, read_policy
from oversight.ports import Ports
from storage.engine.database import Database
from storage.policies import SqlPolicies


@asynccontextmanager
async def operator_ports(settings: Settings) -> AsyncIterator[Ports]:
    """The ports for an errand by the policy in force; raises StartRefused or BadPolicy where there are none."""
    async with operator_store(settings) as store:
        yield errand_ports(store, await _policy_in_force(settings, store.database), settings)


async def _policy_in_force(settings: Settings, database: Database) -> Policy:
    """The file's policy, or the newest that a bot routed by: a slip in the file must not hold up a switch."""
    try:
        return load_policy(settings.policy_file)[0]
    except BadPolicy:
        text = await SqlPolicies(database).newest()
        if text is None:
            raise
        err.print("The policy file is faulty (sayso policy check); going by the newest that a bot has used.")
        return read_policy(text)
