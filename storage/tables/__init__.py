"""Every table, its constraints and its indexes.

Texts that people and agents wrote live inside JSON documents, whose escapes carry every character (PostgreSQL's text
refuses NUL). Columns of their own have only what a query looks for.
"""

from storage.tables import (
    actions,
    agents,
    audit,
    drafting,
    edits,
    halts,
    jobs,
    outbox,
    policies,
    postings,
    review,
    standing,
)

__all__ = [
    "actions",
    "agents",
    "audit",
    "drafting",
    "edits",
    "halts",
    "jobs",
    "outbox",
    "policies",
    "postings",
    "review",
    "standing",
]
