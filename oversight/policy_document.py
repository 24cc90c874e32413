"""The shape of ``policy.yml``: what may be written, field by field."""

from datetime import timedelta
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import jsonschema_rs
import rfc8785
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, model_validator

from oversight.canonical import canonical
from oversight.conditions import Condition
from oversight.duration import parse_duration
from oversight.patterns.confidence_routing import SIGNALS
from oversight.risk import Risk

TIERS = ("team_member", "team_lead", "domain_expert", "executive")
"""The human tiers, lowest first."""

TierName = Literal["team_member", "team_lead", "domain_expert", "executive"]
Share = Annotated[float, Field(ge=0, le=1)]


def _span(value: Any) -> Any:
    if isinstance(value, timedelta):
        return value
    if not isinstance(value, str):
        raise ValueError(f"{value!r} has no unit; write for example 30s, 5m or 7d")  # noqa: TRY004 - pydantic's protocol
    return parse_duration(value)


def _cel(source: str) -> str:
    Condition(source)
    return source


def _json_schema(schema: dict[str, Any]) -> dict[str, Any]:
    try:
        compile_schema(schema)
        canonical(schema)
    except (ValueError, jsonschema_rs.ValidationError, rfc8785.CanonicalizationError) as error:
        raise ValueError(f"not a JSON Schema that can be used: {str(error).splitlines()[0]}") from error
    return schema


def compile_schema(schema: dict[str, Any]) -> "jsonschema_rs.Validator":
    """A validator that fetches nothing and whose messages quote no value: some values reviewers must not see.

    Raises ValueError or jsonschema_rs.ValidationError.
    """
    return jsonschema_rs.validator_for(schema, mask="[value]", retriever=_fetch_nothing)


def _fetch_nothing(uri: str) -> Any:
    raise ValueError(f"{uri} is elsewhere; write the schema out in the policy")


def _five_fields(cron: str) -> str:
    if len(cron.split()) != CRON_FIELDS:
        raise ValueError("cron has five fields: minute, hour, day of month, month, day of week")
    return cron


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"unknown time zone {name!r}; use an IANA name such as Europe/Berlin") from error
    return name


Cel = Annotated[str, AfterValidator(_cel)]
CRON_FIELDS = 5

Channel = Annotated[str, Field(pattern=r"^(#[^\s#\x00-\x1f]{1,80}|[CGD][A-Z0-9]{2,})$")]
"""A Slack channel: ``#name``, or its id."""
Reviewer = Annotated[str, Field(pattern=r"^([UW][A-Z0-9]+|@[A-Za-z0-9._-]+)$")]
"""A Slack user id (``U…``) or a user group (``@handle``)."""
Span = Annotated[timedelta, BeforeValidator(_span), Field(gt=timedelta(0))]


class Section(BaseModel):
    """A part of the file: unknown keys are errors, so that a typing slip never switches a rule off."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TierSection(Section):
    """One tier: who is asked, where, and how long silence is borne."""

    channel: Channel = Field(description="Slack channel, '#name' or id")
    reviewers: tuple[Reviewer, ...] = Field(default=(), description="user ids (U…) and user groups (@handle)")
    approvals_required: int = Field(default=1, ge=1, le=10, description="distinct people who must approve")
    modified_needs_second: bool = Field(default=False, description="an edited payload needs a second person")
    remind_after: Span | None = None
    escalate_after: Span | None = None

    @model_validator(mode="after")
    def _enough_people(self) -> Self:
        # How many are in a user group only Slack knows; `countersign doctor` asks.
        listed = len(set(self.reviewers))
        if self.reviewers and self.approvals_required > listed and not any(r.startswith("@") for r in self.reviewers):
            raise ValueError(f"{self.approvals_required} approvals are required of {listed} reviewers")
        return self


class DefaultsSection(Section):
    """What holds where nothing else is said."""

    review_timeout: Span = timedelta(minutes=30)
    on_timeout: Literal["reject"] = "reject"
    self_approval: Literal["forbidden"] = "forbidden"
    fallback_channel: Channel | None = Field(default=None, description="where cards go when a tier's channel fails")


class CardSection(Section):
    """What the card shows first, and what it never shows in clear."""

    headline: tuple[str, ...] = ()
    redact: tuple[str, ...] = ()


class ValidatorSection(Section):
    """A deterministic check of the payload, in CEL; true means good."""

    name: str = Field(min_length=1)
    check: Cel


class ActionTypeSection(Section):
    """What the policy knows of one type of action."""

    risk: Risk
    reversible: StrictBool = False
    tier: TierName | None = Field(default=None, description="where its ladder starts, if not at the first tier")
    review_timeout: Span | None = Field(default=None, description="when silence ends it, if not the default")
    payload_schema: Annotated[dict[str, Any], AfterValidator(_json_schema)] | None = Field(default=None, alias="schema")
    card: CardSection = CardSection()
    validators: tuple[ValidatorSection, ...] = ()


class RuleSection(Section):
    """One rule of the ladder; of all that hold, the highest tier wins."""

    name: str = Field(min_length=1)
    when: Cel
    tier: TierName
    reason: str = Field(min_length=1)


class ConfidenceSection(Section):
    """Confidence routing; the defaults are the article's."""

    auto_approve: Share = 0.85
    auto_reject: Share = 0.30
    weights: dict[str, Share] = Field(
        default_factory=lambda: dict(zip(SIGNALS, (0.15, 0.25, 0.30, 0.20, 0.10), strict=True))
    )
    floors: dict[str, Share] = Field(default_factory=lambda: {"rule_validator_score": 0.5, "input_familiarity": 0.3})

    @model_validator(mode="after")
    def _weights_hold(self) -> Self:
        if set(self.weights) != set(SIGNALS):
            raise ValueError(f"weights must name exactly {', '.join(SIGNALS)}")
        if abs(sum(self.weights.values()) - 1) > 1e-9:  # noqa: PLR2004 - room for decimal fractions
            raise ValueError(f"weights must sum to 1, they sum to {sum(self.weights.values()):g}")
        if unknown := set(self.floors) - set(SIGNALS):
            raise ValueError(f"floors name unknown signals: {', '.join(sorted(unknown))}")
        if self.auto_reject >= self.auto_approve:
            raise ValueError("auto_reject must be below auto_approve")
        return self


class DigestSection(Section):
    """Where and when managers get their digest."""

    channel: Channel
    cron: Annotated[str, AfterValidator(_five_fields)] = "0 9 * * MON"
    timezone: Annotated[str, AfterValidator(_time_zone)] = "UTC"


class LazyReviewSection(Section):
    """How much of what ran by itself is looked at, and by whom."""

    base_rate: Share = 0.05
    reviewers: tuple[Reviewer, ...] = ()
    digest: DigestSection | None = None
    settle_within: Span = Field(default=timedelta(days=7), description="kept for later; nothing reads it yet")


class PolicyDocument(Section):
    """The whole file."""

    version: Literal[1]
    tiers: dict[TierName, TierSection] = Field(min_length=1)
    defaults: DefaultsSection = DefaultsSection()
    action_types: dict[str, ActionTypeSection] = Field(default_factory=dict)
    rules: tuple[RuleSection, ...] = ()
    confidence: ConfidenceSection = Field(default_factory=ConfidenceSection)
    lazy_review: LazyReviewSection = LazyReviewSection()

    @model_validator(mode="after")
    def _one_rule_a_name(self) -> Self:
        names = [rule.name for rule in self.rules]
        if twins := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two rules are called {', '.join(twins)}; reasons name rules, so each needs its own name")
        return self
