"""Changes of existing actions with their leaves and messages, as one statement that PostgreSQL commits by itself.

The rows are locked first, in the order of their ids, because an UPDATE locks in any order it likes. Whoever held one of
them has committed by then. The UPDATE still finds the row as it was when the statement began, sees that it has moved
on, and compares again with what is there now: only who read that revision wins.
"""

from collections.abc import Sequence

from storage.commit.entry import Entry
from storage.commit.one_statement.json_rows import rows_of, written
from storage.commit.one_statement.leaves_and_messages_sql import leaves_and_messages, leaves_and_messages_sql
from storage.commit.postgresql import MOVED, compare_and_set, moves
from storage.documents.rows import VERSION, VOTE
from storage.replicas.notices import CHANNEL, IDS_IN_A_NOTICE
from storage.tables.actions import action_versions, actions, votes


def moved(entries: Sequence[Entry]) -> tuple[object, ...]:
    """The statement's parameters."""
    return (
        written(MOVED, moves(entries)),
        written(VERSION, [version for entry in entries for version in entry.versions]),
        written(VOTE, [vote for entry in entries for vote in entry.votes]),
        *leaves_and_messages(entries),
    )


def _move() -> str:
    version, vote = ", ".join(VERSION), ", ".join(VOTE)
    return (
        f"WITH asked AS (SELECT * FROM {rows_of(1, actions, MOVED, expected='integer', from_status='text')}), "  # noqa: S608 - names of our own tables and columns
        "held AS (SELECT id FROM actions WHERE id IN (SELECT id FROM asked) ORDER BY id FOR UPDATE), "
        "wanted AS MATERIALIZED (SELECT asked.* FROM held JOIN asked USING (id)), "
        f"moved AS ({compare_and_set('wanted')}), "
        # Every change writes the version it is based on; only the edit that made it is the first to.
        f"edited AS (INSERT INTO action_versions ({version}) SELECT {version} "
        f"FROM {rows_of(2, action_versions, VERSION)} "
        "WHERE action_id IN (SELECT id FROM moved) ON CONFLICT DO NOTHING), "
        f"voted AS (INSERT INTO votes ({vote}) SELECT {vote} FROM {rows_of(3, votes, VOTE)} "
        "WHERE action_id IN (SELECT id FROM moved)), "
        f"{leaves_and_messages_sql('moved', first=4)}, "
        f"parts AS (SELECT id, row_number() OVER (ORDER BY id) / {IDS_IN_A_NOTICE} AS part FROM moved), "
        f"announced AS (SELECT array_agg(id) AS ids, pg_notify('{CHANNEL}', string_agg(id, ' ')) "
        "FROM parts GROUP BY part) "
        "SELECT unnest(ids) AS id FROM announced"
    )


MOVE = _move()
