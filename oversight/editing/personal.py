"""Finds the values of a payload that belong to a person, by what the policy says of its type."""

from collections.abc import Callable, Sequence

from oversight.action.personal import PersonalValue
from oversight.editing.redaction import walk_visible
from oversight.exact_json.canonical import Json
from oversight.exact_json.walk import value_at
from oversight.policy import CardHints
from oversight.policy.personal_path import PersonalPath


def personal_values(
    payload: Json, rules: Sequence[PersonalPath], new_salt: Callable[[], str]
) -> tuple[PersonalValue, ...]:
    """Each personal value with a salt of its own; one whose subject the payload does not name is nobody's by name."""
    found: dict[tuple[str | int, ...], PersonalValue] = {}
    for rule in rules:
        subject = value_at(payload, rule.subject.split("."))
        whose = str(subject) if isinstance(subject, str | int) and not isinstance(subject, bool) else ""
        for path, _, is_personal in walk_visible(payload, CardHints(redact=(rule.path,))):
            if is_personal and path not in found:
                found[path] = PersonalValue(path, whose, new_salt())
    return tuple(found.values())
