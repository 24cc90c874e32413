"""What ``policy.yml`` says of one type of action."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StrictBool, model_validator

from oversight.action.risk import Risk
from oversight.policy.file.choices.reject_reasons import RejectReasons
from oversight.policy.file.choices.rubric import Rubric
from oversight.policy.file.entries import LATER, Cel, Mode, Section, Span, StageName, TierName, TimeoutMode
from oversight.policy.file.hidden_keys import HiddenKey, hides
from oversight.policy.file.sections.draft import DraftSection
from oversight.policy.file.sections.personal import PersonalSection
from oversight.policy.file.slack_names import Reviewer


class CardSection(Section):
    """What the card shows first, what it never shows in clear, and to whom it is shown all the same."""

    headline: tuple[str, ...] = ()
    redact: tuple[HiddenKey, ...] = ()
    summary_only: Annotated[StrictBool, LATER] = Field(
        default=False, description="true: channels never show the payload; its reviewers find it under Details"
    )
    reveal: Annotated[tuple[Reviewer, ...], LATER] = Field(
        default=(), description="who may see, and edit, the values under redact; each look is in the audit log"
    )


class CheckSection(Section):
    """A deterministic check of the payload, in CEL; true means good."""

    name: str = Field(min_length=1)
    check: Cel


class ActionTypeSection(Section):
    """What the policy knows of one type of action."""

    risk: Risk
    reversible: StrictBool = False
    tier: TierName | None = Field(default=None, description="where its ladder starts, if not at the first tier")
    stages: Annotated[tuple[StageName, ...], LATER] = Field(
        default=(), description="stages that have to say yes before it runs"
    )
    review_timeout: Span | None = Field(default=None, description="when silence ends it, if not the default")
    on_timeout: Annotated[TimeoutMode | None, LATER] = Field(
        default=None, description="what becomes of it when its deadline passes, if not the default"
    )
    repeat_ladder: Annotated[int | None, LATER] = Field(
        default=None,
        ge=0,
        le=5,
        description="how often silence at the top asks the first tier again, if not the default",
    )
    standing_approvals: Annotated[StrictBool, LATER] = Field(
        default=True, description="false: nobody may allow these in advance, whatever the policy's standing_approvals"
    )
    reject_reasons: Annotated[RejectReasons | None, LATER] = Field(
        default=None, description="what reviewers may choose from when they reject, if not the default's"
    )
    rubric: Annotated[Rubric, LATER] = Field(
        default=(), description="two to five questions, of which reviewers say which one a wrong action fails"
    )
    payload_schema: dict[str, Any] | None = Field(default=None, alias="schema")
    card: CardSection = CardSection()
    checks: tuple[CheckSection, ...] = Field(default=(), alias="validators")
    when_checked: Literal["ask", "approve"] = Field(
        default="ask", description="approve: released without a person where every check passes and no rule holds"
    )
    mode: Mode = Field(
        default="enforce", description="in shadow it runs at once, and who would have been asked is kept"
    )

    personal: Annotated[tuple[PersonalSection, ...], LATER] = Field(
        default=(), description="values that belong to a person; the audit log holds salted commitments to them"
    )
    draft: Annotated[DraftSection | None, LATER] = Field(
        default=None, description="how people finish its drafts; without it no draft may hold a placeholder"
    )

    @model_validator(mode="after")
    def _draft_is_seen(self) -> Self:
        if self.draft and self.draft.target and hides(self.card.redact, self.draft.target):
            raise ValueError(f"card.redact keeps the draft's target {self.draft.target} off every card; name another")
        return self

    @model_validator(mode="after")
    def _is_released_with_reason(self) -> Self:
        names = [check.name for check in self.checks]
        if twins := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(
                f"two checks are called {', '.join(twins)}; reasons name checks, so each needs its own name"
            )
        if self.when_checked == "approve" and not self.checks:
            raise ValueError("when_checked is approve, and there is no check; add validators, or leave it out")
        if self.risk is Risk.CRITICAL and (self.when_checked == "approve" or self.mode == "shadow"):
            raise ValueError("critical actions are never released without a person; leave out when_checked and mode")
        return self
