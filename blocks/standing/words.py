"""A standing approval in words: what may differ, what stays as it was approved, how often, and how it ended."""

from collections.abc import Iterator
from datetime import datetime

from blocks.card.title import type_words
from blocks.kit.text import escaped_length, shorten, shown
from blocks.kit.timed_text import TimedText
from blocks.payload.redaction import redacts_json_path, visible_path
from blocks.payload.value_words import value_start, value_words
from oversight.editing.redaction import redacted
from oversight.exact_json.canonical import Json
from oversight.policy import CardHints
from oversight.standing.choices import Choices, JsonValue, json_values
from oversight.standing.shape import least
from oversight.standing.standing_approval import StandingApproval

NAME = 120
PATH = 75
"""As long as the text of a check box may be."""
VALUE = 120
NAMED = 6
HIDDEN = "hidden on cards"
STANDING = "standing"
"""What to write after the command to read the list."""


def path_words(path: str) -> str:
    """The path as cards name it: ``amount``, ``items[0].price``."""
    return shorten(_whole_path(path), PATH)


def is_nameable(path: str) -> bool:
    """Whether cards show the whole path, so that it cannot be taken for another."""
    return escaped_length(_whole_path(path)) <= PATH


def visible_values(payload: Json, hints: CardHints) -> list[JsonValue]:
    """The payload's values as cards show them: what the policy hides is one value, whatever is in it."""
    return list(json_values(redacted(payload, hints)))


def differing(payload: Json, choices: Choices, hints: CardHints) -> list[str]:
    """What may differ, a line each: “amount: at most 900”, “order_id: any text”."""
    return [_differs(field, choices, hints) for field in visible_values(payload, hints) if _may_differ(field, choices)]


def fixed(payload: Json, choices: Choices, hints: CardHints) -> list[str]:
    """What stays exactly as it was approved, a line each: “currency: exactly EUR”."""
    return [_stays(field, hints) for field in visible_values(payload, hints) if not _may_differ(field, choices)]


def summary(approval: StandingApproval, hints: CardHints) -> str:
    """What it lets through, in one line: “amount at most 900, any order_id; all else exactly as approved”."""
    opened = list(_opened(approval.choices, hints)) if approval.choices else []
    if not opened:
        return "exactly what was approved"
    if hints.summary_only:
        return f"{len(opened):,} of its values may differ; all else exactly as approved"
    left = f", and {len(opened) - NAMED:,} more values" if len(opened) > NAMED else ""
    return f"{', '.join(opened[:NAMED])}{left}; all else exactly as approved"


def what(approval: StandingApproval) -> str:
    """“Issue refund · refund-bot”."""
    return f"{type_words(approval.action_type)} · {shorten(shown(approval.agent_name or approval.agent_id), NAME)}"


def used(approval: StandingApproval) -> str:
    """“3 of 50 used”."""
    return f"{approval.uses:,} of {approval.uses_at_most:,} used"


def times(count: int) -> str:
    """“once”, “50 times”."""
    return "once" if count == 1 else f"{count:,} times"


def name_of(approval: StandingApproval) -> str:
    """The name of the reviewer who allowed it."""
    return shorten(shown(approval.granted_by.name), NAME)


def ended(approval: StandingApproval, now: datetime) -> TimedText | None:
    """How it ended, and when; None while it stands."""
    if approval.revoked_at is not None:
        by = f" by {shorten(shown(approval.revoked_by.name), NAME)}" if approval.revoked_by else ""
        return TimedText(
            f"revoked{by} after {approval.uses:,} of {times(approval.uses_at_most)}, ", approval.revoked_at
        )
    if approval.uses_left == 0:
        return TimedText(f"used up: {times(approval.uses_at_most)}")
    return TimedText("over since ", approval.expires_at) if now >= approval.expires_at else None


def _may_differ(field: JsonValue, choices: Choices) -> bool:
    return field.path in choices.free or field.path in choices.bounds


def _differs(field: JsonValue, choices: Choices, hints: CardHints) -> str:
    hidden = f" ({HIDDEN})" if redacts_json_path(hints, field.path) else ""
    if field.path in choices.free:
        return f"{path_words(field.path)}: any text{hidden}"
    if hidden:
        return f"{path_words(field.path)}: at most a bound{hidden}"
    bound = choices.bounds[field.path]
    from_ = least(field.value) if isinstance(field.value, int | float) else 0
    return f"{path_words(field.path)}: from {value_words(from_)} to {value_words(bound)}"


def _stays(field: JsonValue, hints: CardHints) -> str:
    if redacts_json_path(hints, field.path):
        return f"{path_words(field.path)}: exactly as approved ({HIDDEN})"
    return f"{path_words(field.path)}: exactly {value_start(field.value, VALUE)}"


def _opened(choices: Choices, hints: CardHints) -> Iterator[str]:
    for path, bound in choices.bounds.items():
        most = f"a bound ({HIDDEN})" if redacts_json_path(hints, path) else value_words(bound)
        yield f"{path_words(visible_path(hints, path))} at most {most}"
    for path in sorted(choices.free):
        yield f"any {path_words(visible_path(hints, path))}"


def _whole_path(path: str) -> str:
    return shown(path.removeprefix("$").removeprefix(".")) or "(whole payload)"
