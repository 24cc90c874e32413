"""A type's JSON Schema, ready to check payloads in bounded time."""

from collections.abc import Callable
from itertools import chain, islice
from typing import Any

import jsonschema_rs

from oversight.action.refusal import Detail
from oversight.exact_json.canonical import Json
from oversight.exact_json.json_path import json_path
from oversight.exact_json.strict_json import MAX_BYTES
from oversight.exact_json.walk import levels
from oversight.policy.payload_schema.drafts import DRAFT_2019, DRAFT_2020, Draft, draft_of
from oversight.policy.payload_schema.effort import LEVELS, Effort
from oversight.policy.payload_schema.formats import CHECKERS, EMAIL

AT_MOST = 8_000_000
"""Units of effort to say yes or no; at worst 240 ms, where everything is compared with fractions."""
_HUGE, _TO_DIVIDE = 1e15, 1_200
"""From here on, dividing a number takes so many units."""
TO_LIST = 10_000
"""Units of effort to list what is wrong; at worst 100 ms."""
LISTED = 20
"""Of all that is wrong, so much is said."""
_KNOW_ALL_FORMATS = (DRAFT_2019, DRAFT_2020)
_MOST_VALUES = MAX_BYTES // 2
TOO_LARGE = Detail(
    "this payload is too large or too deep to be checked against the schema of its type, so it is refused", "$"
)
NO_PLACE = Detail("this payload does not fit the schema of its type, and is too large or too deep to say where", "$")


class PayloadSchema:
    """Says what of a payload does not fit; what cannot be checked in time does not."""

    __slots__ = (
        "_divides",
        "_has_branches",
        "_is_quick",
        "_listing",
        "_validator",
        "_visits_of_others",
        "raw",
        "visits",
    )

    def __init__(self, schema: dict[str, Any]) -> None:
        """Compiled: it fetches nothing, and what it says quotes no value, because some values reviewers must not see.

        Raises ValueError (EndlessSchema is one) or jsonschema_rs.ValidationError.
        """
        draft = draft_of(schema) or DRAFT_2020
        self.raw = schema
        """The schema itself, which says what a form of the payload looks like."""
        self._validator = compiled(schema, draft, _fetch_nothing)
        effort = Effort(schema, draft)
        self.visits = effort.to_say_yes_or_no
        """How often it looks at one part of a payload, at most."""
        self._visits_of_others = effort.of_what_is_no_number
        self._listing = effort.to_say_what_is_wrong
        self._is_quick = self.visits * _MOST_VALUES <= AT_MOST
        self._has_branches = effort.has_branches
        self._divides = effort.divides

    def problems(self, payload: Json) -> tuple[Detail, ...]:
        """What does not fit, with its path; empty where all does."""
        if not self._is_quick and self._effort(payload) > AT_MOST:
            return (TOO_LARGE,)
        if self._validator.is_valid(payload):
            return ()
        effort = sum(values * visits for values, visits in zip(values_by_level(payload), self._listing, strict=False))
        if effort <= TO_LIST:
            return tuple(problem_of(error) for error in islice(self._validator.iter_errors(payload), LISTED))
        if self._has_branches:
            return (NO_PLACE,)
        try:
            self._validator.validate(payload)
        except jsonschema_rs.ValidationError as error:
            return (problem_of(error),)
        return (NO_PLACE,)

    def _effort(self, payload: Json) -> int:
        """What saying yes or no may take."""
        values = list(chain.from_iterable(levels(payload)))
        numbers = [value for value in values if type(value) is float or type(value) is int]
        others = len(values) - len(numbers)
        huge = sum(type(value) is float and abs(value) >= _HUGE for value in numbers) if self._divides else 0
        return len(numbers) * self.visits + others * self._visits_of_others + huge * _TO_DIVIDE


def compiled(schema: dict[str, Any], draft: Draft, fetch: Callable[[str], Any]) -> "jsonschema_rs.Validator":
    """What checks a value, with every format that is checked at all; ``fetch`` gives what stands elsewhere."""
    return jsonschema_rs.validator_for(
        schema,
        mask="[value]",
        retriever=fetch,
        validate_formats=True,
        formats=None if draft in _KNOW_ALL_FORMATS else CHECKERS,
        email_options=EMAIL,
        # Patterns in linear time: what looks around can take for ever over a text of thirty characters.
        pattern_options=jsonschema_rs.RegexOptions(),
    )


def values_by_level(payload: Json) -> tuple[int, ...]:
    """How many values there are at each level, down to one level more than any payload may have."""
    return tuple(len(level) for level in islice(levels(payload), LEVELS + 1))


def problem_of(error: "jsonschema_rs.ValidationError") -> Detail:
    """What the validator says, with the path of it; values are masked."""
    return Detail(error.message, json_path(error.instance_path), _keys(error.kind))


def _keys(kind: "jsonschema_rs.ValidationErrorKind") -> tuple[str, ...]:
    match kind:
        case jsonschema_rs.ValidationErrorKind.Required():
            return (str(kind.property),)
        case jsonschema_rs.ValidationErrorKind.AdditionalProperties():
            return tuple(map(str, kind.unexpected))
        case jsonschema_rs.ValidationErrorKind.UnevaluatedProperties():
            return tuple(map(str, kind.unexpected))
        case _:
            return ()


def _fetch_nothing(uri: str) -> Any:
    raise ValueError(f"{uri} is elsewhere; write the schema out in the policy")
