import re

import jsonschema
import pytest

from handlers.http.docs.openapi import openapi_document
from tests.unit.handlers.http.world import REFUND, TAG


def validator(name):
    """Of one schema of the document, its references resolved inside it."""
    document = openapi_document()
    return jsonschema.Draft202012Validator({**document, "$ref": f"#/components/schemas/{name}"})


def references(part):
    """Every ``$ref`` inside."""
    if isinstance(part, dict):
        yield from ([part["$ref"]] if "$ref" in part else [])
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def test_every_reference_leads_somewhere():
    """A document that tools can read."""
    document = openapi_document()
    for reference in references(document):
        node = document
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]


def test_every_model_is_a_valid_schema():
    """Of JSON Schema 2020-12, as OpenAPI 3.1 wants it."""
    for schema in openapi_document()["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_the_examples_fit_their_schemas():
    """An example that would be refused teaches the wrong thing."""
    for name, schema in openapi_document()["components"]["schemas"].items():
        for example in schema.get("examples", []):
            validator(name).validate(example)


async def test_every_route_is_documented_and_every_documented_route_exists(world):
    """The document and the router say the same."""
    document = await (await world.client.get("/openapi.json")).json()
    documented = {
        (path, method) for path, value in document["paths"].items() for method in value if method != "parameters"
    }
    served = {
        (re.sub(r"\{id:[^}]*\}\}", "{id}", route.resource.canonical), route.method.lower())
        for route in world.server.app.router.routes()
        if route.method != "HEAD"
    }
    assert documented == {route for route in served if not route[0].startswith(("/docs", "/openapi"))}


async def test_answers_and_problems_fit_the_document(world):
    """What is served is what is promised."""
    for body in (REFUND, TAG):
        validator("ActionResource").validate(await world.proposed(body))
    validator("ActionPage").validate(await (await world.get("/v1/actions")).json())
    for refused in (await world.propose({}), await world.get("/nowhere")):
        validator("ProblemResource").validate(await refused.json())


async def test_the_page_loads_nothing_from_elsewhere(world):
    """Every address on it is ours and answers, and the browser is told to keep it so."""
    response = await world.client.get("/docs")
    page = await response.text()
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(addresses) == 5
    for address in addresses:
        assert address.startswith("/")
        assert (await world.client.get(address)).status == 200, address
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert "unsafe-eval" not in policy


NUL_BLOCK = {"type": "confident", "content": "\0"}
REFUSED_ALIKE = {
    "NUL in a text": ("ProposalBody", "/v1/actions", REFUND | {"description": "a\0b"}),
    "NUL deep in the payload": ("ProposalBody", "/v1/actions", REFUND | {"payload": {"a": [{"b": "\0"}]}}),
    "NUL in a key": ("ProposalBody", "/v1/actions", REFUND | {"context": {"a\0": 1}}),
    "NUL in a draft": (
        "ProposalBody",
        "/v1/actions",
        REFUND | {"draft": {"blocks": [NUL_BLOCK]}},
    ),
    "NUL in a label": ("ProposalBody", "/v1/actions", REFUND | {"labels": {"a": "\0"}}),
    "an integer that is rounded": ("ProposalBody", "/v1/actions", REFUND | {"payload": {"amount": 2**53}}),
    "a number of 309 digits": ("ProposalBody", "/v1/actions", REFUND | {"payload": {"amount": 10**309}}),
    "a wait of centuries": ("ProposalBody", "/v1/actions", REFUND | {"review_timeout": 10**15}),
    "a wait in too many words": ("ProposalBody", "/v1/actions", REFUND | {"review_timeout": "1s" * 20}),
    "an error that was noticed without being one": (
        "OutcomeBody",
        "outcome",
        {"outcome": "executed", "detected_at": "2026-01-05T09:00:00Z"},
    ),
    "NUL in a note": ("OutcomeBody", "outcome", {"outcome": "executed", "note": "\0"}),
    "NUL in a reason": ("CancelBody", "cancel", {"reason": "\0"}),
}


@pytest.mark.parametrize("kind", REFUSED_ALIKE)
async def test_what_the_server_refuses_does_not_fit_the_document(world, kind):
    """A generated client learns it before it asks."""
    model, path, body = REFUSED_ALIKE[kind]
    assert not validator(model).is_valid(body)
    action = await world.proposed()
    answer = await world.post(path if path.startswith("/") else action["links"][path], body)
    assert answer.status == 400, await answer.text()


async def test_the_waits_that_are_refused_do_not_fit_the_document(world):
    """Of the query and of the headers."""
    [wait] = openapi_document()["paths"]["/v1/actions/{id}"]["get"]["parameters"]
    action = await world.proposed()
    for seconds, fits in ((999_999, True), (1_000_000, False)):
        assert jsonschema.Draft202012Validator(wait["schema"]).is_valid(seconds) is fits
    assert (await world.get(f"{action['links']['self']}?wait=1000000")).status == 400
