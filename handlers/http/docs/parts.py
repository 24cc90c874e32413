"""Pieces that the OpenAPI document is made of."""

from typing import Any

from pydantic import BaseModel

Part = dict[str, Any]


def parameters(query: type[BaseModel]) -> list[Part]:
    """The parameters that this model reads from the query."""
    schema = query.model_json_schema()
    return [
        {"name": name, "in": "query", "description": value.pop("description"), "schema": _inlined(value, schema)}
        for name, value in schema["properties"].items()
    ]


def _inlined(schema: Part, whole: Part) -> Part:
    text: Part = whole.get("$defs", {})
    return {
        key: [text[item["$ref"].rpartition("/")[2]] if "$ref" in item else item for item in value]
        if key == "anyOf"
        else value
        for key, value in schema.items()
        if key != "title"
    }


def header(name: str, description: str, schema: Part | None = None) -> Part:
    """A header of a request."""
    return {"name": name, "in": "header", "description": description, "schema": schema or {"type": "string"}}


def body(name: str, *, required: bool = True) -> Part:
    """The JSON body of a request."""
    return {"required": required, "content": {"application/json": {"schema": ref(name)}}}


def answer(description: str, name: str, headers: Part | None = None) -> Part:
    """An answer in JSON."""
    return {
        "description": description,
        "content": {"application/json": {"schema": ref(name)}},
        **({"headers": headers} if headers else {}),
    }


def problems(*statuses: str) -> Part:
    """The problems that a call may answer with."""
    return {status: {"$ref": f"#/components/responses/{status}"} for status in statuses}


def ref(name: str) -> Part:
    """Where a model is described."""
    return {"$ref": f"#/components/schemas/{name}"}
