"""The shape of ``policy.yml``: what may be written, field by field."""

import re
from datetime import timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, field_serializer, model_validator

from oversight.action.action import ACTION_TYPE
from oversight.action.risk import Risk
from oversight.policy.confidence import SIGNALS
from oversight.policy.file.choices.reject_reasons import RejectReasons
from oversight.policy.file.entries import (
    LATER,
    TIERS,
    Cel,
    Mode,
    Section,
    Share,
    Span,
    StageName,
    TierName,
    TimeoutMode,
)
from oversight.policy.file.sections.action_type import ActionTypeSection
from oversight.policy.file.sections.audit import AuditSection
from oversight.policy.file.sections.calendar import AbsenceSection, CalendarSection, RotationSection
from oversight.policy.file.sections.halt import HaltSection
from oversight.policy.file.sections.lazy_review import LazyReviewSection
from oversight.policy.file.sections.standing import StandingSection
from oversight.policy.file.sections.template import TemplateSection
from oversight.policy.file.sections.tier import TierSection
from oversight.policy.file.slack_names import Channel
from oversight.policy.file.unfit import Unfit

TAKEN = ("auto", "ladder")
"""What the ladder itself, and having none, are called beside the tiers."""

ConstantName = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]


def _action_type(name: str) -> str:
    if re.fullmatch(ACTION_TYPE, name):
        return name
    many = "name each type of its own; * stands for nothing here" if "*" in name else "begin with a letter or digit"
    raise Unfit(f"no agent can propose {name!r}: {many}", "Write letters, digits, _ . : / and -, such as refund.issue")


class ExtensionSection(Section):
    """More time on a reviewer's word: ``{by: 15m, at_most: 1h}``."""

    by: Span = Field(description="by so much at a time")
    at_most: Span = Field(description="and never further than this beyond the original deadline")

    @model_validator(mode="after")
    def _has_room(self) -> Self:
        if self.at_most < self.by:
            raise ValueError("at_most is less than by, so the first extension would be too much")
        return self


class DefaultsSection(Section):
    """What holds where nothing else is said."""

    review_timeout: Span = timedelta(minutes=30)
    on_timeout: TimeoutMode = Field(
        default="reject", description="what becomes of an action whose deadline passes; none is released by it"
    )
    self_approval: Literal["forbidden"] = "forbidden"
    fallback_channel: Channel | None = Field(default=None, description="where cards go when a tier's channel fails")
    repeat_ladder: Annotated[int, LATER] = Field(
        default=0, ge=0, le=5, description="how often silence at the top asks the first tier again"
    )
    unknown_requester: Annotated[Literal["warn", "refuse"], LATER] = Field(
        default="warn", description="what becomes of an action whose on_behalf_of names nobody in the workspace"
    )
    extension: Annotated[ExtensionSection | None, LATER] = Field(
        default=None, description="by how much a reviewer may move a deadline; without it nobody may"
    )
    reject_reasons: Annotated[RejectReasons, LATER] = Field(
        default=(), description="what reviewers may choose from when they reject; they may always write their own"
    )


class RuleSection(Section):
    """One rule of the ladder; of all that hold, the highest tier wins."""

    name: str = Field(min_length=1, description="shown on the card and kept with the action")
    when: Cel
    tier: TierName | None = Field(default=None, description="who must be asked at least")
    stages: Annotated[tuple[StageName, ...], LATER] = Field(default=(), description="stages that have to say yes, too")
    risk: Risk | None = Field(default=None, description="how risky the action counts as at least")
    mode: Mode = Field(default="enforce", description="in shadow it asks nobody, and what it would have asked is kept")
    reason: str = Field(min_length=1, description="shown on the card as it is")

    @model_validator(mode="after")
    def _demands_something(self) -> Self:
        if self.tier is None and self.risk is None and not self.stages:
            raise ValueError("this rule asks for nothing: it needs a tier, a risk, or both; or stages")
        return self


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


class PolicyDocument(Section):
    """The whole file."""

    version: Literal[1]
    tiers: dict[TierName, TierSection] = Field(min_length=1)
    stages: Annotated[dict[StageName, TierSection], LATER] = Field(
        default_factory=dict, description="who has to say yes one after the other, in the order written here"
    )
    defaults: DefaultsSection = DefaultsSection()
    terms: dict[ConstantName, str] = Field(default_factory=dict, description="CEL by name; terms.x stands for it")
    action_types: dict[Annotated[str, AfterValidator(_action_type)], ActionTypeSection] = Field(default_factory=dict)
    rules: tuple[RuleSection, ...] = ()
    confidence: ConfidenceSection = Field(default_factory=ConfidenceSection)
    lazy_review: LazyReviewSection = LazyReviewSection()
    halt: HaltSection = HaltSection()
    calendars: dict[str, CalendarSection] = Field(default_factory=dict, description="opening hours by name")
    rotations: dict[str, RotationSection] = Field(default_factory=dict, description="who is on call, by name")
    out_of_office: tuple[AbsenceSection, ...] = Field(default=(), description="who is away, and who stands in")
    standing_approvals: Annotated[StandingSection | None, LATER] = Field(
        default=None, description="how far reviewers may allow things in advance; without it they may not"
    )
    templates: Annotated[tuple[TemplateSection, ...], LATER] = Field(
        default=(), description="what runs without a person because the operator says so"
    )
    audit: Annotated[AuditSection | None, LATER] = Field(
        default=None, description="where the audit log's checkpoints are posted; without it they are not"
    )

    @model_validator(mode="after")
    def _one_rule_a_name(self) -> Self:
        names = [rule.name for rule in self.rules]
        if twins := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two rules are called {', '.join(twins)}; reasons name rules, so each needs its own name")
        return self

    @model_validator(mode="after")
    def _one_template_a_name(self) -> Self:
        names = [template.name for template in self.templates]
        if twins := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two templates are called {', '.join(twins)}; each needs its own name")
        return self

    @field_serializer("stages")
    def _in_their_order(self, stages: dict[str, TierSection]) -> list[tuple[str, Any]]:
        """The policy's hash is of a form that sorts names, and here their order counts."""
        return [(name, stage.model_dump(mode="json", by_alias=True)) for name, stage in stages.items()]

    @model_validator(mode="after")
    def _no_stage_is_a_tier(self) -> Self:
        if twins := [name for name in self.stages if name in (*TIERS, *TAKEN)]:
            raise ValueError(f"{', '.join(twins)} is a name of the ladder's; give the stage another one")
        return self

    @model_validator(mode="after")
    def _money_of_known_types(self) -> Self:
        amounts = self.lazy_review.money.amounts if self.lazy_review.money else {}
        if unknown := sorted(amounts.keys() - self.action_types.keys()):
            raise ValueError(f"lazy_review.money.amounts names {', '.join(unknown)}, which action_types does not")
        return self
