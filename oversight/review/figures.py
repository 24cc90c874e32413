"""The digest's figures: what was proposed, decided and found in a period."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from statistics import median

from msgspec import Struct

from oversight.review.sample import Finding


class DigestNumbers(Struct, frozen=True):
    """The week in numbers."""

    total: int
    by_status: dict[str, int]
    by_decider: dict[str, int]
    """Keys are :class:`~oversight.action.decision.DeciderKind` values."""
    median_minutes_to_decide: float | None
    """Over people's decisions only."""
    errors_found: int
    reviewed_right: int
    reviewed_wrong: int
    reviewed_unsure: int
    """Findings of people in the period, whichever digest asked."""
    ran: int = 0
    """How many ran without a person and could be drawn for review: what the samples speak for."""
    reject_reasons: dict[str, dict[str, int]] = {}
    """How often each of the policy's reasons ended an action of a type, by type and reason."""


def digest_numbers(
    by_status: Mapping[str, int],
    by_decider: Mapping[str, int],
    waited_for_people: Sequence[timedelta],
    errors_found: int,
    findings: Mapping[str, int],
    *,
    reject_reasons: Iterable[tuple[str, str]] = (),
) -> DigestNumbers:
    """The figures of a period from its counts, and from how long each action waited that a person decided.

    ``reject_reasons`` names the type and the chosen reason of each action that was rejected for one.
    """
    minutes = [waited.total_seconds() / 60 for waited in waited_for_people]
    return DigestNumbers(
        total=sum(by_status.values()),
        by_status=dict(by_status),
        by_decider=dict(by_decider),
        median_minutes_to_decide=median(minutes) if minutes else None,
        errors_found=errors_found,
        reviewed_right=findings.get(Finding.RIGHT, 0),
        reviewed_wrong=findings.get(Finding.WRONG, 0),
        reviewed_unsure=findings.get(Finding.UNSURE, 0),
        reject_reasons=_by_type(reject_reasons),
    )


def _by_type(reject_reasons: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    counted: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (action_type, reason), times in Counter(reject_reasons).most_common():
        counted[action_type][reason] = times
    return dict(counted)
