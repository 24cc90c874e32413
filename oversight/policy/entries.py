"""The small entries of ``policy.yml`` that recur: spans, conditions, channels, reviewers, time zones."""

from datetime import timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from oversight.duration import parse_duration
from oversight.policy.conditions import Condition

TIERS = ("team_member", "team_lead", "domain_expert", "executive")
"""The human tiers, lowest first."""

TierName = Literal["team_member", "team_lead", "domain_expert", "executive"]
Share = Annotated[float, Field(ge=0, le=1)]


class Section(BaseModel):
    """A part of the file: unknown keys are errors, so that a typing slip never switches a rule off."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _span(value: Any) -> Any:
    if isinstance(value, timedelta):
        return value
    if not isinstance(value, str):
        raise ValueError(f"{value!r} has no unit; write for example 30s, 5m or 7d")  # noqa: TRY004 - pydantic's protocol
    return parse_duration(value)


def _cel(source: str) -> str:
    Condition(source)
    return source


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"unknown time zone {name!r}; use an IANA name such as Europe/Berlin") from error
    return name


Cel = Annotated[str, AfterValidator(_cel)]

Channel = Annotated[str, Field(pattern=r"^(#[^\s#\x00-\x1f]{1,80}|[CGD][A-Z0-9]{2,})$")]
"""A Slack channel: ``#name``, or its id."""
Reviewer = Annotated[str, Field(pattern=r"^([UW][A-Z0-9]+|@[A-Za-z0-9._-]+)$")]
"""A Slack user id (``U…``) or a user group (``@handle``)."""
Span = Annotated[timedelta, BeforeValidator(_span), Field(gt=timedelta(0))]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
"""An IANA time zone."""
