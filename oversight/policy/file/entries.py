"""The small entries of ``policy.yml`` that recur: spans, conditions, channels, reviewers, time zones."""

from contextlib import suppress
from datetime import timedelta
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    ValidationInfo,
    WithJsonSchema,
    model_serializer,
)

from oversight.calendar.duration import parse_duration
from oversight.calendar.zone import zone
from oversight.policy.conditions.condition import Condition
from oversight.policy.conditions.constants import NO_CONSTANTS, BrokenConstant, Constants

TierName = Literal["team_member", "team_lead", "domain_expert", "executive"]
TIERS: tuple[TierName, ...] = get_args(TierName)
"""The human tiers, lowest first."""
Mode = Literal["enforce", "shadow"]
StageName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""A stage's name, such as ``security``."""
TimeoutMode = Literal["reject", "hold", "escalate"]
"""What becomes of an action whose deadline passes."""
Share = Annotated[float, Field(ge=0, le=1)]


class Later:
    """Marks an entry that came after the first release."""


LATER = Later()


class Section(BaseModel):
    """A part of the file: unknown keys are errors, so that a misspelt key never switches a rule off.

    Written out, as the policy's hash wants it, an entry marked ``LATER`` is left out where it says no more than its
    absence: a policy that does without keeps the hash that it has always had.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_serializer(mode="wrap")
    def _as_it_always_was(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = write(self)
        for name, entry in type(self).model_fields.items():
            if LATER in entry.metadata and getattr(self, name) == entry.get_default(call_default_factory=True):
                written.pop(entry.alias if entry.alias in written else name, None)
        return written


def _span(value: Any) -> Any:
    if isinstance(value, timedelta):
        return value
    if not isinstance(value, str):
        raise ValueError(f"{value!r} has no unit; write for example 30s, 5m or 7d")  # noqa: TRY004 - pydantic's protocol
    return parse_duration(value)


def _cel(source: str, info: ValidationInfo) -> str:
    """The source as it is written. The constants that it may use come with the validation."""
    with suppress(BrokenConstant):
        Condition(source, info.context if isinstance(info.context, Constants) else NO_CONSTANTS)
    return source


def _time_zone(name: str) -> str:
    if zone(name) is None:
        raise ValueError(f"unknown time zone {name!r}; use an IANA name such as Europe/Berlin")
    return name


SPAN_PATTERN = r"^(\d{1,9}[smhdw]){1,5}$"

Cel = Annotated[str, AfterValidator(_cel), Field(description="a condition in CEL")]

Span = Annotated[
    timedelta,
    BeforeValidator(_span),
    Field(gt=timedelta(0)),
    WithJsonSchema({"type": "string", "pattern": SPAN_PATTERN, "examples": ["30s", "5m", "1h30m", "7d"]}),
]
TimeZone = Annotated[str, AfterValidator(_time_zone), Field(examples=["UTC", "Europe/Berlin"])]
"""An IANA time zone."""
