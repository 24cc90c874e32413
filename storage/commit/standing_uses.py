"""Counting uses of standing approvals in the transaction that writes what they release.

The rows are locked first, in the order of their ids, and stay so until the commit. Whoever else counts the same one has
committed by then or waits; whoever revokes it, too. So of any number of actions that rush for the last uses, in one
batch, in two, or in two replicas, exactly as many are written as uses are left.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from oversight.standing.standing_approval import StandingUse
from storage.commit.entry import Entry, Owner
from storage.documents.rows import Values
from storage.tables.standing import standing_approvals, standing_uses

_Standing = Row[*tuple[Any, ...]]


class Uses:
    """What is left of the approvals that a batch uses, and for which of its actions."""

    def __init__(self, connection: Connection, entries: Sequence[Entry]) -> None:
        """The approvals as they are until the transaction ends; the first that come are served."""
        self._connection = connection
        s = standing_approvals.c
        wanted = (
            select(s.id, s.uses, s.uses_at_most, s.expires_at, s.revoked_at)
            .where(s.id.in_(sorted({entry.standing.approval_id for entry in entries if entry.standing is not None})))
            .order_by(s.id)
            .with_for_update()
        )
        self._rows: dict[str, _Standing] = {row.id: row for row in connection.execute(wanted)}
        self._served = self._serve(entries)

    def has_one_for(self, entry: Entry) -> bool:
        """Whether a use is left for this action."""
        return entry.action_id in self._served

    def count(self, written: Sequence[Entry]) -> list[Values]:
        """Each action that was written is one use more, with the next number; what is to be told where none is left."""
        by_approval: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in written:
            if entry.standing is not None:
                by_approval[entry.standing.approval_id].append(entry)
        told = []
        s = standing_approvals.c
        for approval_id, entries in sorted(by_approval.items()):
            row = self._rows[approval_id]
            uses = row.uses + len(entries)
            self._connection.execute(update(standing_approvals).where(s.id == approval_id).values(uses=uses))
            numbered = enumerate(entries, row.uses + 1)
            rows = [{"standing_id": approval_id, "number": at, "action_id": entry.action_id} for at, entry in numbered]
            self._connection.execute(insert(standing_uses), rows)
            last = entries[-1]
            if last.standing is not None and uses >= min(row.uses_at_most, last.standing.uses_at_most):
                told.append(last.used_up)
        return told

    def _serve(self, entries: Sequence[Entry]) -> set[str]:
        taken: Counter[str] = Counter()
        known: set[Owner] = set()
        served = set()
        for entry in entries:
            use, key = entry.standing, entry.owner[1]
            # Of two that are one request only the first is written.
            if use is None or (key is not None and entry.owner in known):
                continue
            if self._stands(use, entry, taken[use.approval_id]):
                taken[use.approval_id] += 1
                known.add(entry.owner)
                served.add(entry.action_id)
        return served

    def _stands(self, use: StandingUse, entry: Entry, taken: int) -> bool:
        row = self._rows.get(use.approval_id)
        if row is None or row.revoked_at is not None or entry.at is None:
            return False
        is_left = row.uses + taken < min(row.uses_at_most, use.uses_at_most)
        return bool(is_left and entry.at < min(row.expires_at, use.expires_at))
