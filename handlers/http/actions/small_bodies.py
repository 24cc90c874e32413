"""The bodies of what an agent says about an action that already is: that it withdraws it, how it went."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from oversight.action.status import OutcomeKind, Severity

Note = Annotated[str, Field(min_length=1, max_length=3_000)]


class CancelBody(BaseModel):
    """The agent takes its action back."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, title="Cancel")

    reason: Note | None = Field(default=None, description="Why; reviewers see it")


class OutcomeBody(BaseModel):
    """How it went."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        title="Outcome",
        json_schema_extra={
            "examples": [
                {"outcome": "executed", "note": "Refund re_4711 booked"},
                {"outcome": "error_found", "severity": "high", "happened_at": "2026-01-05T10:00:00Z"},
            ],
            "if": {
                "anyOf": [
                    {"properties": {name: {"type": "string"}}, "required": [name]}
                    for name in ("severity", "happened_at", "detected_at")
                ]
            },
            "then": {"properties": {"outcome": {"const": "error_found"}}},
        },
    )

    outcome: Annotated[OutcomeKind, Field(strict=False)]
    note: Note | None = None
    detected_at: Annotated[AwareDatetime, Field(strict=False)] | None = Field(
        default=None, description="When an error was noticed; only with `error_found`"
    )

    severity: Annotated[Severity, Field(strict=False)] | None = Field(
        default=None, description="How bad the error is; only with `error_found`"
    )
    happened_at: Annotated[AwareDatetime, Field(strict=False)] | None = Field(
        default=None, description="When the error happened, not after it was noticed; only with `error_found`"
    )

    @model_validator(mode="after")
    def _only_errors_are_detected(self) -> "OutcomeBody":
        for name in ("detected_at", "severity", "happened_at"):
            if getattr(self, name) is not None and self.outcome is not OutcomeKind.ERROR_FOUND:
                raise ValueError(f"{name} goes only with the outcome error_found")
        return self
