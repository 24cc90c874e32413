"""The body of a proposal: the agent's claims, as the article or this API names them."""

from datetime import timedelta
from http import HTTPStatus
from types import MappingProxyType
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from handlers.http.actions.draft_body import DraftBody, plain_draft
from handlers.http.doors.body import invalid_body, shaped
from handlers.http.doors.problems import FieldFault, Problem, RequestRefused
from oversight.action.action import ACTION_TYPE, Proposal
from oversight.action.risk import Risk
from oversight.calendar.duration import parse_duration
from oversight.exact_json.canonical import Json

ARTICLE_NAMES: Final = MappingProxyType(
    {"proposed_payload": "payload", "agent_confidence": "confidence", "agent_reasoning": "reasoning"}
)
"""The article's names for three of our fields."""

ARTICLE_SIGNALS: Final = MappingProxyType({"input_novelty": "input_familiarity"})
"""The article calls it novelty and uses it as familiarity: 1 = like inputs that went well. So do we."""

_MOST: Final = MappingProxyType({"signals": 32, "labels": 20})
_LONGEST_SPAN: Final = 32
_MAX_SECONDS: Final = 365 * 86_400


def _span(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError('write a span of time such as "10m", or whole seconds')  # noqa: TRY004 - pydantic's protocol
    if isinstance(value, str) and len(value) > _LONGEST_SPAN:
        raise ValueError('write a span of time such as "10m"')
    try:
        span = parse_duration(value) if isinstance(value, str) else timedelta(seconds=value)
    except OverflowError:
        span = timedelta.max
    if not timedelta(seconds=1) <= span <= timedelta(seconds=_MAX_SECONDS):
        raise ValueError("it must be between one second and a year")
    return span


Share = Annotated[float, Field(ge=0, le=1)]
Name = Annotated[str, Field(min_length=1, max_length=64)]
Span = Annotated[
    timedelta,
    BeforeValidator(_span),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^(\d+[smhdw])+$", "maxLength": _LONGEST_SPAN},
                {"type": "integer", "minimum": 1, "maximum": _MAX_SECONDS},
            ]
        },
        mode="validation",
    ),
]


class ProposalBody(BaseModel):
    """What an agent proposes to do. Unknown fields are refused, so that a typing slip never drops a claim."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        title="Proposal",
        json_schema_extra={
            "examples": [
                {
                    "action_type": "refund.issue",
                    "description": "Refund order 4711, delivered broken",
                    "payload": {"order_id": "4711", "amount": 900},
                    "confidence": 0.82,
                    "reasoning": "The photo shows a cracked screen; the order is 6 days old.",
                    "review_timeout": "10m",
                }
            ]
        },
    )

    action_type: str = Field(pattern=ACTION_TYPE, description="Which kind of action; the policy knows it by this name")
    description: str = Field(min_length=1, max_length=3_000, description="What will happen, in the agent's own words")
    payload: Json = Field(description="The JSON that will run, exactly as it will run. Also: `proposed_payload`")
    risk_level: Annotated[Risk, Field(strict=False)] | None = Field(
        default=None, description="The agent's claim; it can raise the policy's risk and never lower it"
    )
    reversible: bool | None = Field(default=None, description="The agent's claim; `false` is believed")
    confidence: Share | None = Field(default=None, description="The model's own confidence. Also: `agent_confidence`")
    signals: dict[Name, Share] | None = Field(
        default=None,
        max_length=_MOST["signals"],
        description="Independent signals, 1 speaks for letting it run. `input_novelty` is read as `input_familiarity`",
    )
    reasoning: str | None = Field(
        default=None, max_length=20_000, description="Why the agent wants it. Also: `agent_reasoning`"
    )
    context: dict[str, Any] | None = Field(default=None, description="Facts for reviewers and for the policy's rules")
    draft: DraftBody | None = Field(default=None, description="A draft that a person finishes")
    on_behalf_of: str | None = Field(
        default=None, min_length=1, max_length=200, description="Who asked for it (a Slack user id); never its approver"
    )
    review_timeout: Span | None = Field(
        default=None, description='Wait this long for people ("10m", or seconds), never longer than the policy allows'
    )
    labels: dict[Name, Annotated[str, Field(max_length=256)]] | None = Field(
        default=None, max_length=_MOST["labels"], description="The agent's own marks"
    )

    def proposal(self) -> Proposal:
        """The claims as the rules know them."""
        return Proposal(
            action_type=self.action_type,
            description=self.description,
            payload=self.payload,
            risk_level=self.risk_level,
            reversible=self.reversible,
            confidence=self.confidence,
            signals=self.signals or {},
            reasoning=self.reasoning,
            context=self.context or {},
            draft=self.draft.draft() if self.draft else None,
            on_behalf_of=self.on_behalf_of,
            review_timeout=self.review_timeout,
            labels=self.labels or {},
        )


def read_proposal(value: dict[str, Json]) -> Proposal:
    """The proposal in a request's JSON object, or a 400 that lists every field at fault."""
    if value.get("callback_url") is not None:
        raise RequestRefused(
            Problem(
                HTTPStatus.BAD_REQUEST,
                "callback_url_unsupported",
                "No callbacks yet",
                "This server does not call back. Leave callback_url out and wait for the answer: "
                "“Prefer: wait=60”, GET with ?wait=60, or the event stream.",
                (FieldFault("$.callback_url", "not supported"),),
            )
        )
    named = _renamed(value, ARTICLE_NAMES, "$")
    signals = named.get("signals")
    draft = named.get("draft")
    if "callback_url" in named or isinstance(signals, dict) or draft is not None:
        named = {key: given for key, given in named.items() if key != "callback_url"}
    if isinstance(signals, dict):
        named["signals"] = _renamed(signals, ARTICLE_SIGNALS, "$.signals")
    if draft is not None:
        named["draft"] = plain_draft(draft)
    for name, most in _MOST.items():
        given = named.get(name)
        if isinstance(given, dict) and len(given) > most:  # before each of thousands is looked at
            raise invalid_body([FieldFault(f"$.{name}", f"at most {most} are taken; there are {len(given)}")])
    return shaped(ProposalBody, named).proposal()


def _renamed(value: dict[str, Json], names: MappingProxyType[str, str], where: str) -> dict[str, Json]:
    """Under our names; a field given under both is refused, for nobody could say which one counts."""
    if value.keys().isdisjoint(names):
        return value
    twice = [old for old, new in names.items() if old in value and new in value]
    if twice:
        raise invalid_body(
            FieldFault(f"{where}.{old}", f"given twice, also as {names[old]}; send one") for old in twice
        )
    return {names.get(key, key): given for key, given in value.items()}
