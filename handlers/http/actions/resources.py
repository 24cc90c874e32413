"""What agents see: the resources of the API.

Typed dictionaries, because one is built for each request and orjson writes dictionaries fastest; pydantic describes
them in the OpenAPI document from the same definition.
"""

from datetime import datetime
from typing import NotRequired

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

from oversight.action.decision import ChangeKind, DeciderKind
from oversight.action.finished_draft import Coverage, Origin
from oversight.action.risk import Risk
from oversight.action.route import Pattern, Verdict
from oversight.action.status import OutcomeKind, Severity, Status
from oversight.exact_json.canonical import Json

DESCRIBED = ConfigDict(use_attribute_docstrings=True)


@with_config(DESCRIBED)
class ReasonResource(TypedDict):
    """Why the route is what it is: the policy's rule by name, and a sentence for a person."""

    rule: str
    text: str


@with_config(DESCRIBED)
class ShadowResource(TypedDict):
    """What would have been asked of an action that ran in shadow."""

    verdict: Verdict
    tier: str
    """Who would have been asked first; `auto` where the policy alone would have answered."""


@with_config(DESCRIBED)
class RouteResource(TypedDict):
    """Who must approve, and why."""

    pattern: Pattern
    """The first of the patterns: the one that leads."""
    patterns: tuple[Pattern, ...]
    verdict: Verdict
    """What the policy does at once; `ask` means that a person decides."""
    risk: Risk
    reversible: bool
    reasons: list[ReasonResource]
    shadow: ShadowResource | None
    """Present where the route would have been another one without the policy's `mode: shadow`."""


@with_config(DESCRIBED)
class DecidedBy(TypedDict):
    """Who decided. A timeout is not a person's no, a policy's yes is not a person's yes."""

    kind: DeciderKind
    id: str
    """Slack user id, agent id, policy hash, or `clock`."""
    name: str


@with_config(DESCRIBED)
class FinalBlockResource(TypedDict):
    """One block of a finished draft, in the final order. A dropped one is listed, and is not in the text."""

    block: str
    """`b0`, `b1`… are the agent's blocks in its own order; `n1`, `n2`… were added by people."""
    source: int | None
    """Its position in the agent's draft; null where a person added it."""
    key: str | None
    origin: Origin
    """Whose text it is. `agent` is the agent's text that a person kept, `untouched` one that nobody did anything to."""
    alternative: int | None
    """With `alternative`: which one, counted from 1."""
    text: str | None
    """With `human`: the text. All other texts are in the agent's draft."""
    digest: str
    """`sha256:` and the hex SHA-256 of its text in UTF-8."""
    dropped: bool
    added: bool
    moved: bool
    by: DecidedBy | None
    """Who dropped it; else who wrote or chose its text; else, where that is the agent's, who touched it last."""
    at: datetime | None


@with_config(DESCRIBED)
class SpotCheckResource(TypedDict):
    """The answer about one block that the agent was sure of, and that was opened to be checked."""

    block: str
    found: bool
    """True where a person changed or dropped it."""


@with_config(DESCRIBED)
class CoveredResource(TypedDict):
    """One point that the policy wants the text to cover."""

    point: str
    answer: Coverage
    by: DecidedBy


@with_config(DESCRIBED)
class FinishedDraftResource(TypedDict):
    """The agent's draft as people finished it. The texts of the blocks that are not dropped, joined, are the text."""

    text: str
    target: str | None
    """The field of the payload that has the text."""
    provenance: tuple[FinalBlockResource, ...]
    spot_check: SpotCheckResource | None
    covered: tuple[CoveredResource, ...]


@with_config(DESCRIBED)
class ChangeResource(TypedDict):
    """One difference between what the agent proposed and what was approved."""

    path: str
    """JSON path of the value, for example `$.amount`."""
    before: Json
    after: Json
    """Null on the side where the value is missing, which `kind` tells apart from a null."""
    kind: ChangeKind


@with_config(DESCRIBED)
class DecisionResource(TypedDict):
    """The final answer."""

    status: Status
    text: str
    """The decision in words: “Approved by Lea Brandt”, “Timed out: nobody decided”."""
    decided_by: DecidedBy
    at: datetime
    rule: str
    """The rule behind it, by name."""
    reason: str | None
    """Why, as one text: the reason that was chosen, what the person wrote, or both."""
    reject_reason: str | None
    """With `rejected`: the one of the policy's `reject_reasons` that was chosen; null where none was."""
    modified_payload: Json | None
    """With `modified`: what must run instead of the proposal."""
    changes: list[ChangeResource]
    """With `modified`: every value that a reviewer changed."""
    draft: FinishedDraftResource | None
    """Where people finished the draft: its text, and who wrote which part of it."""


@with_config(DESCRIBED)
class OutcomeResource(TypedDict):
    """What came of it, as the agent or a person says."""

    outcome: OutcomeKind
    at: datetime
    """When it was reported."""
    note: str | None
    detected_at: datetime | None
    """With `error_found`: when it was noticed."""
    severity: Severity | None
    """With `error_found`: how bad it is; null where nobody said."""
    happened_at: datetime | None
    """With `error_found`: when it happened; null where nobody said."""
    reported_by: DecidedBy
    before: OutcomeKind | None
    """With `error_found`: how it went, as the agent said; null where it did not."""


@with_config(DESCRIBED)
class Links(TypedDict):
    """Where to go on."""

    self: str
    events: str
    cancel: str
    outcome: str


@with_config(DESCRIBED)
class ActionResource(TypedDict):
    """An action as its agent sees it. Only `approved` and `modified` release it."""

    id: str
    status: Status
    version: int
    """1 is the agent's payload; each reviewer's edit makes the next, and so does each draft that is finished."""
    action_type: str
    description: str
    labels: dict[str, str]
    route: RouteResource
    tier: str
    """Who is asked now, or was asked last; `auto` where no person was asked."""
    stage: str | None
    """The stage that decides now, or decided last; null where the policy asks for no stages, or on their last, the
    ladder."""
    payload: Json
    """The payload of this version."""
    payload_digest: str
    """`sha256:` and the hex SHA-256 of the payload's RFC 8785 bytes."""
    decision: DecisionResource | None
    outcome: OutcomeResource | None
    deadline_at: datetime | None
    """When silence ends it; null where no person was asked, while a halt stops its time, and once it is held."""
    held: bool
    """True once its deadline has passed and only a person, or the agent by withdrawing, ends it."""
    created_at: datetime
    receipt: None
    """Signed proof of the decision; not issued yet."""
    links: Links


@with_config(DESCRIBED)
class PageLinks(TypedDict):
    """Where to go on."""

    next: str | None
    """The next older page, or null where this is the last."""


@with_config(DESCRIBED)
class ActionPage(TypedDict):
    """Some of the agent's own actions, newest first."""

    actions: tuple[ActionResource, ...]
    links: PageLinks


@with_config(DESCRIBED)
class FaultResource(TypedDict):
    """One thing wrong with a request."""

    path: str
    """JSON path in the body, or `query.` / `header.` and a name."""
    detail: str


@with_config(DESCRIBED)
class ProblemResource(TypedDict):
    """Why a request was refused (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    """What is wrong and what to do next."""
    code: str
    """Stable, for programs."""
    errors: NotRequired[tuple[FaultResource, ...]]
