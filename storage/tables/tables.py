"""Every table, its constraints and its indexes.

Texts that people and agents wrote live inside JSON documents, whose escapes carry every character (PostgreSQL's text
refuses NUL). Columns of their own have only what a query looks for.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.engine.utc import UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by themselves only where the key is INTEGER; AUTOINCREMENT never uses a number twice.
SERIAL = BigInteger().with_variant(Integer(), "sqlite")

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

# Payloads that reviewers edited. Version 1 is the agent's own and stands in the action's document.
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

# The log outlives what it tells of, so it refers to actions by name only.
audit_leaves = Table(
    "audit_leaves",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("action_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_audit_leaves_action_id_id", audit_leaves.c.action_id, audit_leaves.c.id)

outbox = Table(
    "outbox",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("event", Text),
    Column("queued_at", UtcDateTime, nullable=False),
    Column("available_at", UtcDateTime),  # not before; NULL: at once
    Column("leased_until", UtcDateTime),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("in_doubt", Boolean(create_constraint=False), nullable=False, server_default=text("false")),
    Column("last_error", Text),
    Column("dead_at", UtcDateTime),
    Column("stands", Boolean(create_constraint=False)),  # known to stand in Slack; NULL until the next claim looks
    sqlite_autoincrement=True,
)
WAITING = text("dead_at IS NULL")
Index(
    "ix_outbox_waiting",
    outbox.c.channel,
    outbox.c.stands,
    outbox.c.urgency,
    outbox.c.id,
    sqlite_where=WAITING,
    postgresql_where=WAITING,
)
UNSORTED = text("stands IS NULL")
Index("ix_outbox_unsorted", outbox.c.id, sqlite_where=UNSORTED, postgresql_where=UNSORTED)
LEASED = text("leased_until IS NOT NULL")
Index("ix_outbox_leased", outbox.c.channel, sqlite_where=LEASED, postgresql_where=LEASED)
Index("ix_outbox_ref_id", outbox.c.ref, outbox.c.id)

# Our messages in Slack: approval cards, digests, samples.
cards = Table(
    "cards",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("ref", Text, primary_key=True),
    Column("token", Text, nullable=False),
    Column("channel_id", Text),
    Column("ts", Text),
    Column("shown_revision", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("token"),
)

digests = Table(
    "digests",
    metadata,
    Column("id", Text, primary_key=True),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False, unique=True),
    Column("channel", Text, nullable=False),
    Column("numbers", Text, nullable=False),
)

samples = Table(
    "samples",
    metadata,
    Column("id", Text, primary_key=True),
    Column("digest_id", ForeignKey("digests.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("action_id", ForeignKey("actions.id"), nullable=False),
    Column("rule", Text, nullable=False),
    Column("probability", Double, nullable=False),
    Column("finding", Text),
    Column("reviewed_by", Text),
    Column("reviewed_at", UtcDateTime),
    UniqueConstraint("digest_id", "position"),
)
Index("ix_samples_reviewed_at", samples.c.reviewed_at)
Index("ix_samples_action_id", samples.c.action_id)

agents = Table(
    "agents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("owner", Text),
    Column("action_types", Text, nullable=False),
)

agent_keys = Table(
    "agent_keys",
    metadata,
    Column("prefix", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("agent_id", ForeignKey("agents.id"), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
)

# How far each recurring job has come: the compare-and-set on ``done_until`` makes each of its runs happen once.
job_runs = Table(
    "job_runs",
    metadata,
    Column("job", Text, primary_key=True),
    Column("done_until", UtcDateTime, nullable=False),
)

# The kill switch. One row a press; at most one is active for each scope.
halts = Table(
    "halts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", BigInteger, nullable=False),  # of its newest change; the greatest tells what is active
    Column("scope", Text, nullable=False),
    Column("began_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("document", Text, nullable=False),
    UniqueConstraint("number"),
)
ACTIVE = text("ended_at IS NULL")
Index("uq_halts_standing", halts.c.scope, unique=True, sqlite_where=ACTIVE, postgresql_where=ACTIVE)
Index("ix_halts_ended_at", halts.c.ended_at)

policies = Table(
    "policies",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("first_used_at", UtcDateTime, nullable=False),
)
