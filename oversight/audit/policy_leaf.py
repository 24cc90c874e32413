"""A policy came into force: format 4. Fields are only ever added, optional."""

from datetime import datetime

import msgspec

from oversight.action.decision import policy_actor
from oversight.audit.record import Record, actor_record, timestamp
from oversight.exact_json.canonical import sha256

LOADED = "policy.loaded"
"""The kind, as it is stored. Append-only."""


class PolicyLeaf(Record, frozen=True, kw_only=True):
    """One policy, when it was first in force."""

    format = 4
    policy_hash: str
    """Of the policy's canonical form; actions name it."""
    text_digest: str
    """Of the file's text."""


def loaded_leaf(policy_hash: str, text: str, at: datetime) -> bytes:
    """The bytes of the leaf that says that this policy was in force from then on."""
    return PolicyLeaf(
        kind=LOADED,
        at=timestamp(at),
        actor=actor_record(policy_actor(policy_hash)),
        policy_hash=policy_hash,
        text_digest=sha256(text),
    ).written()


def loaded_policy(leaf: bytes) -> str:
    """The hash of the policy that such a leaf is about."""
    return msgspec.json.decode(leaf, type=PolicyLeaf).policy_hash
