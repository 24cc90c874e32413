"""How the API says no: RFC 9457 problem documents, and the one table from refusals to HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from aiohttp import web
from pydantic_core import to_json

from oversight.action.refusal import Detail, Refusal, RefusalCode

NO_HEADERS: Mapping[str, str] = MappingProxyType({})
RETRY_SOON: Mapping[str, str] = MappingProxyType({"Retry-After": "5"})
CONTENT_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One thing wrong with a request, and where."""

    path: str
    """JSON path in the body (``$.payload.amount``), or ``query.`` / ``header.`` and a name."""
    detail: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A refused request: the status, a code for programs, a sentence for the person who reads the log."""

    status: HTTPStatus
    code: str
    title: str
    detail: str
    errors: tuple[FieldFault, ...] = ()
    headers: Mapping[str, str] = field(default_factory=lambda: NO_HEADERS)

    def response(self) -> web.Response:
        """The problem as it goes over the wire."""
        document: dict[str, object] = {
            "type": problem_type(self.code),
            "title": self.title,
            "status": self.status.value,
            "detail": self.detail,
            "code": self.code,
        }
        if self.errors:
            document["errors"] = [{"path": error.path, "detail": error.detail} for error in self.errors]
        return web.Response(
            body=to_json(document), status=self.status, content_type=CONTENT_TYPE, headers=dict(self.headers)
        )


class RequestRefused(Exception):
    """A door of the API turned the request away; the middleware answers with the problem."""

    def __init__(self, problem: Problem) -> None:
        """With the problem that the caller is told."""
        super().__init__(problem.detail)
        self.problem = problem


def problem_type(code: str) -> str:
    """The URI that names a kind of problem; it identifies and is not an address."""
    return f"urn:sayso:problem:{code}"


REFUSALS: Final[Mapping[RefusalCode, tuple[HTTPStatus, str]]] = MappingProxyType(
    {
        RefusalCode.ACTION_NOT_FOUND: (HTTPStatus.NOT_FOUND, "No such action"),
        RefusalCode.AGENT_NOT_FOUND: (HTTPStatus.NOT_FOUND, "No such agent"),
        RefusalCode.ALREADY_DECIDED: (HTTPStatus.CONFLICT, "Already decided"),
        RefusalCode.ALREADY_VOTED: (HTTPStatus.CONFLICT, "Already answered"),
        RefusalCode.BOT: (HTTPStatus.FORBIDDEN, "Not a person"),
        RefusalCode.CANNOT_ALLOW: (HTTPStatus.CONFLICT, "Cannot be allowed in advance"),
        RefusalCode.CANNOT_HAND_OVER: (HTTPStatus.CONFLICT, "Cannot be handed to them"),
        RefusalCode.CANNOT_REVEAL: (HTTPStatus.FORBIDDEN, "Not entitled to hidden values"),
        RefusalCode.NOTHING_HIDDEN: (HTTPStatus.CONFLICT, "Nothing is hidden"),
        RefusalCode.DEACTIVATED: (HTTPStatus.FORBIDDEN, "Account deactivated"),
        RefusalCode.DRAFT_UNFINISHED: (HTTPStatus.CONFLICT, "Draft not finished"),
        RefusalCode.FOREIGN_WORKSPACE: (HTTPStatus.FORBIDDEN, "Foreign workspace"),
        RefusalCode.GUEST: (HTTPStatus.FORBIDDEN, "Guest account"),
        RefusalCode.HALT_SCOPE_UNKNOWN: (HTTPStatus.UNPROCESSABLE_ENTITY, "Nothing of this name to halt"),
        RefusalCode.IDENTITY_UNKNOWN: (HTTPStatus.FORBIDDEN, "Identity unknown"),
        RefusalCode.INVALID_DRAFT: (HTTPStatus.BAD_REQUEST, "Draft cannot be taken"),
        RefusalCode.INVALID_OUTCOME: (HTTPStatus.UNPROCESSABLE_ENTITY, "Outcome cannot be so"),
        RefusalCode.INVALID_PAYLOAD: (HTTPStatus.UNPROCESSABLE_ENTITY, "Payload does not fit its type"),
        RefusalCode.NAME_TAKEN: (HTTPStatus.CONFLICT, "Name taken"),
        RefusalCode.NEEDS_HIGHER_TIER: (HTTPStatus.CONFLICT, "Higher tier needed"),
        RefusalCode.NO_DEADLINE: (HTTPStatus.CONFLICT, "No deadline runs"),
        RefusalCode.NO_EXTENSION: (HTTPStatus.CONFLICT, "No more time allowed"),
        RefusalCode.NOT_A_REVIEWER: (HTTPStatus.FORBIDDEN, "Not a reviewer"),
        RefusalCode.NOT_HALTED: (HTTPStatus.CONFLICT, "Not halted"),
        RefusalCode.NOT_RELEASED: (HTTPStatus.CONFLICT, "Action not released"),
        RefusalCode.NO_HIGHER_TIER: (HTTPStatus.CONFLICT, "No higher tier"),
        RefusalCode.OTHER_STAGE: (HTTPStatus.CONFLICT, "Answered in another stage"),
        RefusalCode.OUTCOME_CONFLICT: (HTTPStatus.CONFLICT, "Outcome already reported"),
        RefusalCode.POLICY_GONE: (HTTPStatus.CONFLICT, "Policy no longer known"),
        RefusalCode.REASON_MISSING: (HTTPStatus.BAD_REQUEST, "Reason missing"),
        RefusalCode.REQUESTER_NOT_CHECKED: (HTTPStatus.SERVICE_UNAVAILABLE, "Requester not checked"),
        RefusalCode.SCOPE: (HTTPStatus.FORBIDDEN, "Key not good for this type"),
        RefusalCode.SELF_APPROVAL: (HTTPStatus.FORBIDDEN, "Self-approval"),
        RefusalCode.STALE_CARD: (HTTPStatus.CONFLICT, "Newer version exists"),
        RefusalCode.STANDING_NOT_FOUND: (HTTPStatus.NOT_FOUND, "No such standing approval"),
        RefusalCode.STANDING_OVER: (HTTPStatus.CONFLICT, "Standing approval over"),
        RefusalCode.TOO_MANY_KEYS: (HTTPStatus.CONFLICT, "Too many live keys"),
        RefusalCode.UNCHANGED: (HTTPStatus.CONFLICT, "Nothing changed"),
        RefusalCode.UNKNOWN_REQUESTER: (HTTPStatus.UNPROCESSABLE_ENTITY, "Unknown requester"),
    }
)
"""Every refusal as HTTP says it."""


def refused(refusal: Refusal) -> RequestRefused:
    """The refusal of a use case, ready to be raised."""
    status, title = REFUSALS[refusal.code]
    where = "$.draft" if refusal.code is RefusalCode.INVALID_DRAFT else "$.payload"
    faults = tuple(_fault_in(where, detail) for detail in refusal.details)
    headers = RETRY_SOON if status is HTTPStatus.SERVICE_UNAVAILABLE else NO_HEADERS
    return RequestRefused(Problem(status, refusal.code.value, title, refusal.sentence, faults, headers))


def bad_request(code: str, title: str, detail: str, *faults: FieldFault) -> RequestRefused:
    """A 400, ready to be raised."""
    return RequestRefused(Problem(HTTPStatus.BAD_REQUEST, code, title, detail, faults))


def _fault_in(part: str, fault: Detail) -> FieldFault:
    """A path such as ``$.amount`` is one in this part; the caller sees the whole body."""
    return FieldFault(f"{part}{(fault.path or '').removeprefix('$')}", fault.problem)
