"""Whether anybody looks afterwards at what runs without a person."""

from collections.abc import Iterator

from bot.doctor.diagnosis import Diagnosis, warn
from oversight.policy import Policy


def check_review(policy: Policy) -> Iterator[Diagnosis]:
    """What would run without anybody ever looking at it."""
    if policy.lazy_review.digest is not None:
        return
    unseen = [
        name
        for name, is_used in (
            ("standing approvals", policy.standing_approvals is not None),
            ("templates", bool(policy.templates)),
        )
        if is_used
    ]
    if unseen:
        yield warn(
            f"Nobody looks afterwards at what runs by {' and '.join(unseen)}: the policy has no digest",
            "Set lazy_review.digest, and who reviews in lazy_review.reviewers",
        )
