"""Every policy that actions were routed under, in its own words."""

from datetime import datetime

from sqlalchemy import Connection, select

from storage.engine.database import Database
from storage.engine.insert_unless_there import insert_unless_there
from storage.tables.policies import policies


async def remember_policy(database: Database, policy_hash: str, text: str, now: datetime) -> None:
    """The text is kept with its hash for good; the first text stays."""
    await database.write(lambda connection: _insert(connection, policy_hash, text, now))


async def recall_policy(database: Database, policy_hash: str) -> str | None:
    """The text of the policy with this hash."""
    wanted = select(policies.c.text).where(policies.c.hash == policy_hash)
    return await database.read(lambda connection: connection.execute(wanted).scalar())


async def newest_policy(database: Database) -> str | None:
    """The text of the policy that was first used last; None where no bot has run yet."""
    wanted = select(policies.c.text).order_by(policies.c.first_used_at.desc()).limit(1)
    return await database.read(lambda connection: connection.execute(wanted).scalar())


def _insert(connection: Connection, policy_hash: str, text: str, now: datetime) -> None:
    insert_unless_there(connection, policies, {"hash": policy_hash, "text": text, "first_used_at": now})
