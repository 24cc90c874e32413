"""What each migration made, taken back: a database as an older version left it."""

from __future__ import annotations

from collections.abc import Iterator

MADE = {
    "0012": (
        "ALTER TABLE samples DROP COLUMN page",
        "ALTER TABLE samples DROP COLUMN mistake",
        "ALTER TABLE samples DROP COLUMN also",
    ),
    "0011": (
        "DROP TABLE audit_cosignatures",
        "ALTER TABLE audit_logs DROP COLUMN announced_size",
        "ALTER TABLE audit_logs DROP COLUMN announced_at",
        "ALTER TABLE audit_logs DROP COLUMN refusal_told_at",
    ),
    "0010": (
        "DROP TABLE audit_logs",
        "DROP TABLE audit_runs",
        "DROP TABLE audit_tiles",
        "DROP TABLE audit_checkpoints",
        "DROP TABLE audit_shown",
        "ALTER TABLE cards DROP COLUMN shown",
    ),
    "0009": ("DROP TABLE draft_works", "DROP TABLE draft_edit_rates", "DROP TABLE draft_spot_checks"),
    "0008": ("DROP TABLE edits",),
    "0007": ("ALTER TABLE actions DROP COLUMN shadow",),
    "0006": ("DROP TABLE standing_uses", "DROP TABLE standing_approvals"),
    "0005": ("ALTER TABLE actions DROP COLUMN watch",),
    "0004": (
        "DROP INDEX ix_samples_action_id",
        "DROP INDEX ix_actions_went_wrong",
        "DROP INDEX ix_actions_by_people",
    ),
    "0003": (
        "DROP TABLE halts",
        "DROP INDEX ix_actions_frozen_at",
        "ALTER TABLE actions DROP COLUMN frozen_at",
    ),
    "0002": (
        "DROP INDEX ix_outbox_unsorted",
        "DROP INDEX ix_outbox_waiting",
        "ALTER TABLE outbox DROP COLUMN stands",
        "CREATE INDEX ix_outbox_waiting ON outbox (channel, urgency, id) WHERE dead_at IS NULL",
    ),
}


def back_to(version: str) -> Iterator[str]:
    """The statements that lead back there."""
    for made, statements in MADE.items():
        if made > version:
            yield from statements
    yield f"UPDATE alembic_version SET version_num = '{version}'"
