"""Every policy that actions were routed under, in its own words."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from oversight.audit.policy_leaf import LOADED, loaded_leaf, loaded_policy
from storage.engine.database import Database
from storage.engine.insert_unless_there import insert_unless_there
from storage.tables.audit import audit_leaves
from storage.tables.policies import policies

SUBJECT = "policy"
"""What leaves about the policy are about."""


class SqlPolicies:
    """The policies in the database."""

    def __init__(self, database: Database) -> None:
        """Over this database."""
        self._database = database

    async def remember(self, policy_hash: str, text: str, now: datetime) -> None:
        """The text is kept with its hash for good; the first stays. The log says where another policy is in force."""
        await self._database.write(lambda connection: _insert(connection, policy_hash, text, now))

    async def recall(self, policy_hash: str) -> str | None:
        """The text of the policy with this hash."""
        wanted = select(policies.c.text).where(policies.c.hash == policy_hash)
        return await self._database.read(lambda connection: connection.execute(wanted).scalar())

    async def newest(self) -> str | None:
        """The text of the policy that was first used last; None where no bot has run yet."""
        wanted = select(policies.c.text).order_by(policies.c.first_used_at.desc()).limit(1)
        return await self._database.read(lambda connection: connection.execute(wanted).scalar())


def _insert(connection: Connection, policy_hash: str, text: str, now: datetime) -> None:
    insert_unless_there(connection, policies, {"hash": policy_hash, "text": text, "first_used_at": now})
    a = audit_leaves.c
    newest = select(a.leaf).where(a.action_id == SUBJECT).order_by(a.id.desc()).limit(1)
    before = connection.execute(newest).scalar()
    if before is None or loaded_policy(bytes(before)) != policy_hash:
        leaf = loaded_leaf(policy_hash, text, now)
        connection.execute(insert(audit_leaves).values(action_id=SUBJECT, kind=LOADED, leaf=leaf))
