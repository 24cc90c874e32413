"""Every policy that actions were routed under, in its own words."""

from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Database
from storage.tables import policies


async def remember_policy(database: Database, policy_hash: str, text: str, now: datetime) -> None:
    """The text stands beside its hash for good; the first text stays."""
    await database.write(lambda connection: _insert(connection, policy_hash, text, now))


async def recall_policy(database: Database, policy_hash: str) -> str | None:
    """The text of the policy with this hash."""
    wanted = select(policies.c.text).where(policies.c.hash == policy_hash)
    return await database.read(lambda connection: connection.execute(wanted).scalar())


def _insert(connection: Connection, policy_hash: str, text: str, now: datetime) -> None:
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    made = dialect.insert(policies).values(hash=policy_hash, text=text, first_used_at=now)
    connection.execute(made.on_conflict_do_nothing())
