"""When a checkpoint is posted, and where it is said that the log is not signed any more."""

from datetime import datetime, timedelta

from oversight.policy import Policy


def is_due(size: int, told_size: int, told_at: datetime | None, every: timedelta, now: datetime) -> bool:
    """Whether a checkpoint of this size is to be posted, after that of ``told_size`` was posted at ``told_at``.

    A time that is yet to come was told by a clock that was set back since.
    """
    if size <= told_size:
        return False
    return told_at is None or not told_at <= now < told_at + every


def refusal_channel(policy: Policy) -> str | None:
    """Where it is said: where checkpoints are posted, else where managers get their digest; None where neither is."""
    if policy.audit is not None:
        return policy.audit.channel
    return None if policy.lazy_review.digest is None else policy.lazy_review.digest.channel
