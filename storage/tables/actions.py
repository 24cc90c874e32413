"""Actions, the payloads that reviewers edited, and votes."""

from sqlalchemy import Boolean, Column, Double, ForeignKey, Index, Integer, Table, Text, text

from storage.engine.metadata import metadata
from storage.engine.utc import UtcDateTime

actions = Table(
    "actions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("agent_id", Text, nullable=False),
    Column("action_type", Text, nullable=False),
    Column("policy_hash", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("confidence", Double),
    Column("idempotency_key", Text),
    Column("request_digest", Text),
    Column("shadow", Text),  # the tier that would have been asked first; NULL unless it ran in shadow
    Column("document", Text, nullable=False),  # agent, proposal and route; written once
    Column("status", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("payload_digest", Text, nullable=False),
    Column("rung", Integer),
    Column("tier", Text, nullable=False),
    Column("opened_at", UtcDateTime),
    Column("deadline_at", UtcDateTime),
    Column("reminded", Boolean(create_constraint=False)),
    Column("frozen_at", UtcDateTime),
    Column("watch", Text),  # what of the waiting has no column of its own; NULL where there is nothing
    Column("due_at", UtcDateTime),
    Column("leased_until", UtcDateTime),
    Column("decided_at", UtcDateTime),
    Column("decider_kind", Text),
    Column("decision", Text),
    Column("outcome_at", UtcDateTime),
    Column("outcome_kind", Text),
    Column("outcome", Text),
)
PENDING = text("status = 'pending'")
Index("ix_actions_agent_id_id", actions.c.agent_id, actions.c.id)
Index("ix_actions_created_at", actions.c.created_at)
Index(
    "uq_actions_agent_id_idempotency_key",
    actions.c.agent_id,
    actions.c.idempotency_key,
    unique=True,
    sqlite_where=text("idempotency_key IS NOT NULL"),
    postgresql_where=text("idempotency_key IS NOT NULL"),
)
Index("ix_actions_due", actions.c.due_at, sqlite_where=PENDING, postgresql_where=PENDING)
Index("ix_actions_deadline", actions.c.deadline_at, sqlite_where=PENDING, postgresql_where=PENDING)
Index("ix_actions_frozen_at", actions.c.frozen_at, sqlite_where=PENDING, postgresql_where=PENDING)
DECIDED = text("decided_at IS NOT NULL")
Index("ix_actions_decided_at", actions.c.decided_at, sqlite_where=DECIDED, postgresql_where=DECIDED)
ERRORS = text("outcome_kind = 'error_found'")
Index("ix_actions_errors", actions.c.outcome_at, sqlite_where=ERRORS, postgresql_where=ERRORS)
# What teaches: per type the newest that people decided, and the newest that went wrong.
BY_PEOPLE = text("decider_kind = 'human'")
Index(
    "ix_actions_by_people",
    actions.c.action_type,
    actions.c.status,
    actions.c.decided_at,
    sqlite_where=BY_PEOPLE,
    postgresql_where=BY_PEOPLE,
)
WENT_WRONG = text("outcome_kind IN ('failed', 'error_found')")
Index(
    "ix_actions_went_wrong",
    actions.c.action_type,
    actions.c.outcome_at,
    sqlite_where=WENT_WRONG,
    postgresql_where=WENT_WRONG,
)

# Payloads that reviewers edited. Version 1 is the agent's own and is in the action's document.
action_versions = Table(
    "action_versions",
    metadata,
    Column("action_id", ForeignKey("actions.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("document", Text, nullable=False),
)

votes = Table(
    "votes",
    metadata,
    Column("action_id", ForeignKey("actions.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),  # of the action, once this vote was counted
    Column("place", Integer, primary_key=True),
    Column("reviewer_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("document", Text, nullable=False),
)
Index("ix_votes_reviewer_id_at", votes.c.reviewer_id, votes.c.at)
