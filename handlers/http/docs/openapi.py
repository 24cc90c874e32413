"""The OpenAPI 3.1 document, generated from the models that read requests and write answers."""

from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode
from pydantic_core import to_json

from handlers.http.actions.draft_body import BlockBody, DraftBody
from handlers.http.actions.listing import ACTION_ID, ListQuery
from handlers.http.actions.proposal_body import ProposalBody
from handlers.http.actions.resources import ActionPage, ActionResource, ProblemResource
from handlers.http.actions.small_bodies import CancelBody, OutcomeBody
from handlers.http.audit.query import EventsQuery
from handlers.http.audit.resources import EVENTS
from handlers.http.docs.openapi_json import EXACT_JSON, JSON_SCHEMA, exact
from handlers.http.docs.parts import Part, answer, body, header, parameters, problems, ref
from handlers.http.doors.preferences import EVENT_ID, KEY, LONGEST_WAIT
from handlers.http.doors.problems import problem_type
from handlers.http.explain.resource import ExplanationResource

VERSION: Final = "1.0"
_PROBLEMS: Final = {
    "400": (
        "malformed_json",
        "The request is malformed; `errors` says where",
        "$.payload: the key 'amount' appears twice.",
    ),
    "401": ("unauthorized", "No key, or one that opens nothing", "Send your key."),
    "403": ("scope", "The key is not good for this", "This key is not good for refund.issue."),
    "404": ("action_not_found", "The caller has no such action", "You have no action with this id."),
    "409": ("already_decided", "It collides with what happened before", "Approved by Lea Brandt."),
    "408": ("body_too_slow", "The body did not arrive in time", "The body was not there within 15 seconds."),
    "415": (
        "unsupported_media_type",
        "The body is not sent as JSON, or packed in a way that is not read",
        "Send the body as UTF-8 JSON.",
    ),
    "422": (
        "invalid_payload",
        "Well-formed, but not acceptable",
        "The payload does not fit the schema of refund.issue.",
    ),
    "500": ("internal", "A fault on this side", "Something went wrong on this side."),
    "503": ("unavailable", "Storage cannot be reached just now", "Repeat the request in a moment."),
}
"""Each status with one of its codes, what it means, and an example of the words."""


@cache
def openapi_json() -> bytes:
    """The document as JSON."""
    return to_json(openapi_document())


def openapi_document() -> Part:
    """The document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Sayso",
            "version": VERSION,
            "description": "An agent proposes an action, waits for the answer, and reports how it went. "
            "Only the statuses `approved` and `modified` release an action.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "security": [{"agentKey": []}],
        "paths": {
            "/v1/actions": {"post": _propose(), "get": _list()},
            "/v1/actions/{id}": {"parameters": [_ID], "get": _read()},
            "/v1/actions/{id}/events": {"parameters": [_ID], "get": _events()},
            "/v1/actions/{id}/cancel": {"parameters": [_ID], "post": _cancel()},
            "/v1/actions/{id}/outcome": {"parameters": [_ID], "post": _outcome()},
            "/v1/policy/explain": {"post": _explain()},
            "/v1/audit/events": {"get": _audit_events()},
            "/": {"get": _open("about", "What this is, and where to go on")},
            "/healthz": {"get": _open("alive", "The process answers")},
            "/readyz": {"get": _open("ready", "Everything needed works", {"503": "Something does not"})},
            "/metrics": {"get": _open("metrics", "Prometheus text")},
        },
        "components": {
            "securitySchemes": {
                "agentKey": {"type": "http", "scheme": "bearer", "description": "An agent key"},
                "readerKey": {"type": "http", "scheme": "bearer", "description": "A key that reads the audit log"},
            },
            "schemas": _schemas(),
            "responses": {status: _problem_response(status) for status in _PROBLEMS},
        },
    }


_ID: Final[Part] = {
    "name": "id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": f"^{ACTION_ID}$"},
}


def _propose() -> Part:
    key = header(
        "Idempotency-Key",
        "The same key with the same body makes one action, however often it is sent; 1 to 255 printable characters",
        {"type": "string", "pattern": KEY},
    )
    prefer = header("Prefer", f"`wait=30` holds the answer open until decided, {LONGEST_WAIT} s at most")
    location = {"Location": {"description": "Where the action is read", "schema": {"type": "string"}}}
    applied = {"Preference-Applied": {"description": "The wait that was granted", "schema": {"type": "string"}}}
    replayed = {"Idempotency-Replayed": {"description": "`true`", "schema": {"type": "string"}}}
    return {
        "operationId": "propose",
        "tags": ["actions"],
        "summary": "Propose an action",
        "parameters": [key, prefer],
        "requestBody": body("ProposalBody"),
        "responses": {
            "201": answer(
                "The new action, decided at once where the policy needs nobody", "ActionResource", location | applied
            ),
            "200": answer(
                "The action that this Idempotency-Key made before", "ActionResource", location | applied | replayed
            ),
            **problems("400", "401", "403", "408", "409", "415", "422", "500", "503"),
        },
    }


def _list() -> Part:
    return {
        "operationId": "list",
        "tags": ["actions"],
        "summary": "List own actions, newest first",
        "parameters": parameters(ListQuery),
        "responses": {"200": answer("One page", "ActionPage"), **problems("400", "401", "500", "503")},
    }


def _read() -> Part:
    wait = {"type": "integer", "minimum": 0, "maximum": 999_999, "default": 0}
    described = f"Seconds to wait until it leaves `pending`, {LONGEST_WAIT} at most; the end of a wait decides nothing"
    return {
        "operationId": "read",
        "tags": ["actions"],
        "summary": "Read an action, or wait for its decision",
        "parameters": [{"name": "wait", "in": "query", "description": described, "schema": wait}],
        "responses": {"200": answer("The action", "ActionResource"), **problems("400", "401", "404", "500", "503")},
    }


def _events() -> Part:
    last = header("Last-Event-ID", "Only events after this one", {"type": "string", "pattern": EVENT_ID})
    stream = {"text/event-stream": {"schema": {"type": "string"}}}
    return {
        "operationId": "events",
        "tags": ["actions"],
        "summary": "Follow an action as Server-Sent Events",
        "description": "Each audit leaf is one event, named for what happened. Once decided, `event: action` carries "
        "the whole action and the stream ends.",
        "parameters": [last],
        "responses": {
            "200": {"description": "The stream", "content": stream},
            "204": {"description": "Decided, and every event was told before: do not come back"},
            **problems("400", "401", "404", "500", "503"),
        },
    }


def _cancel() -> Part:
    return {
        "operationId": "cancel",
        "tags": ["actions"],
        "summary": "Withdraw an action while nobody has decided it",
        "requestBody": body("CancelBody", required=False),
        "responses": {
            "200": answer("The action", "ActionResource"),
            **problems("400", "401", "404", "408", "409", "415", "500", "503"),
        },
    }


def _outcome() -> Part:
    return {
        "operationId": "outcome",
        "tags": ["actions"],
        "summary": "Report what happened",
        "requestBody": body("OutcomeBody"),
        "responses": {
            "200": answer("The action", "ActionResource"),
            **problems("400", "401", "404", "408", "409", "415", "500", "503"),
        },
    }


def _explain() -> Part:
    return {
        "operationId": "explain",
        "tags": ["policy"],
        "summary": "Ask what would happen to an action; writes nothing",
        "requestBody": body("ProposalBody"),
        "responses": {
            "200": answer("What would happen, and why", "ExplanationResource"),
            **problems("400", "401", "403", "408", "415", "422", "500", "503"),
        },
    }


def _audit_events() -> Part:
    prefer = header("Prefer", f"`wait=30` holds the answer open until there is an event, {LONGEST_WAIT} s at most")
    applied = {"Preference-Applied": {"description": "The wait that was granted", "schema": {"type": "string"}}}
    return {
        "operationId": "auditEvents",
        "tags": ["audit"],
        "summary": "Read the audit log, oldest first",
        "description": "For keys that read the audit log and do nothing else. What people wrote, and names, are left "
        "out unless the key was made for reading them.",
        "security": [{"readerKey": []}],
        "parameters": [*parameters(EventsQuery), prefer],
        "responses": {
            "200": answer("What comes after the last event that was read", "EventsResource", applied),
            **problems("400", "401", "403", "500", "503"),
        },
    }


def _open(name: str, said: str, more: dict[str, str] | None = None) -> Part:
    told = {"200": said, **(more or {})}
    responses = {status: {"description": text} for status, text in told.items()}
    return {"operationId": name, "tags": ["operator"], "summary": said, "security": [], "responses": responses}


def _schemas() -> Part:
    """Every model under its own name: bodies as they are read, resources as they are written."""
    models: list[tuple[str, JsonSchemaMode, TypeAdapter[Any]]] = [
        ("proposal", "validation", TypeAdapter(ProposalBody)),
        ("cancel", "validation", TypeAdapter(CancelBody)),
        ("outcome", "validation", TypeAdapter(OutcomeBody)),
        ("action", "serialization", TypeAdapter(ActionResource)),
        ("page", "serialization", TypeAdapter(ActionPage)),
        ("explanation", "serialization", TypeAdapter(ExplanationResource)),
        ("audit events", "serialization", EVENTS),
        ("problem", "serialization", TypeAdapter(ProblemResource)),
    ]
    _, found = TypeAdapter.json_schemas(models, ref_template="#/components/schemas/{model}")
    schemas: Part = found["$defs"]
    for model in (ProposalBody, DraftBody, BlockBody, CancelBody, OutcomeBody):
        schemas[model.__name__] = exact(schemas[model.__name__])
    return {EXACT_JSON: JSON_SCHEMA, **schemas}


def _problem_response(status: str) -> Part:
    code, description, words = _PROBLEMS[status]
    example = {
        "type": problem_type(code),
        "title": code.replace("_", " ").capitalize(),
        "status": int(status),
        "detail": words,
        "code": code,
    }
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": ref("ProblemResource"), "example": example}},
    }
