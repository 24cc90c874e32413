"""Any schema with a payload that fits it, drawn together."""

from typing import Any

from hypothesis import strategies as st

from oversight.exact_json.canonical import Json

Drawn = tuple[dict[str, Any], Json]
"""A schema, and a value of it."""

NUMBERS = (
    st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False).filter(
        lambda value: abs(value) < 2**53 or not value.is_integer()
    )
    | st.sampled_from([-0.0, 1e3, 0.1, 2**53 - 1, 1e-7, 100.0])
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12) | st.sampled_from(
    [
        "007",
        "1e3",
        "-0",
        "true",
        "null",
        "2026-12-01",
        " a ",
        "a\n\nb\n",
        "\r\n",
        "\u200b",
        "\\u{41}",
        "\\u{}",
        "a\\u{\u202e}",
        "",
        "<&>",
    ]
)
KEYS = st.sampled_from(["id", "to", "note", "amount", "a.b", "c'd", "0", "käse"]) | st.text(
    "abc", min_size=1, max_size=2
)
DAYS = st.dates().map(lambda day: day.isoformat())
MOMENTS = st.sampled_from(
    ["2026-12-01T10:00:30.123+01:00", "2026-12-01T10:00:00Z", "2026-12-01t09:59:59z", "1999-01-01T00:00:00-11:30"]
)


def of(schema: dict[str, Any], values: st.SearchStrategy[Json]) -> st.SearchStrategy[Drawn]:
    return values.map(lambda value: (schema, value))


SCALARS: st.SearchStrategy[Drawn] = st.one_of(
    of({"type": "string"}, TEXTS),
    of({"type": "number"}, NUMBERS),
    of({"type": "integer"}, st.integers(-(2**53) + 1, 2**53 - 1) | st.sampled_from([3.0, -0.0])),
    of({"type": "boolean"}, st.booleans()),
    of({"type": "string", "format": "date"}, DAYS),
    of({"type": "string", "format": "date-time"}, MOMENTS),
    of({"type": "string", "format": "email"}, st.just("a@example.com")),
    of({"type": "string", "format": "uri"}, st.sampled_from(["https://example.com/?a=1&b=2", "urn:x:y"])),
    of({"enum": ["a", "b", 1, 1.5, True]}, st.sampled_from(["a", "b", 1, 1.0, 1.5, True])),
    of({"const": "x"}, st.just("x")),
    of({}, st.recursive(st.none() | TEXTS | NUMBERS, lambda inner: st.lists(inner, max_size=2), max_leaves=3)),
    of({"type": ["string", "null"]}, st.none() | TEXTS),
    of({"anyOf": [{"type": "number"}, {"type": "null"}]}, st.none() | NUMBERS),
    of({"type": ["string", "integer"]}, TEXTS | st.integers(-9, 9)),
    of({"type": "array", "items": {"type": "string"}}, st.lists(TEXTS, max_size=4)),
    of({"type": "array", "items": {"type": "number"}}, st.lists(NUMBERS, max_size=4)),
    of({"type": "array", "items": {"enum": ["a", "b", "c"]}}, st.lists(st.sampled_from("abc"), max_size=4)),
)


@st.composite
def objects(draw: st.DrawFn, inner: st.SearchStrategy[Drawn], *, tag: str | None = None) -> Drawn:
    """An object with named keys, some of them required and some absent, and perhaps keys that nobody named."""
    drawn = draw(st.dictionaries(KEYS, inner, max_size=4))
    there = {key: draw(st.booleans()) for key in drawn}
    schema: dict[str, Any] = {"type": "object", "properties": {key: schema for key, (schema, _) in drawn.items()}}
    schema["required"] = [key for key in drawn if there[key] and draw(st.booleans())]
    value = {key: value for key, (_, value) in drawn.items() if there[key]}
    if tag is not None:
        schema["properties"]["kind"], value["kind"] = {"const": tag}, tag
        schema["required"].append("kind")
    elif draw(st.booleans()):
        value |= draw(
            st.dictionaries(st.sampled_from(["x", "y"]), st.none() | TEXTS | NUMBERS | st.just({"z": [1]}), max_size=2)
        )
    items = list(value.items())
    return schema, dict(draw(st.permutations(items)))


@st.composite
def lists(draw: st.DrawFn, inner: st.SearchStrategy[Drawn]) -> Drawn:
    """A list of values of one schema: copies of one that was drawn, and one changed a little where it is an object."""
    schema, value = draw(inner)
    entries = [value] * draw(st.integers(0, 3))
    return {"type": "array", "items": schema}, entries


@st.composite
def unions(draw: st.DrawFn, inner: st.SearchStrategy[Drawn]) -> Drawn:
    """One of two objects that a constant tells apart, or an object or a text."""
    one, value = draw(objects(inner, tag="one"))
    other, another = draw(objects(inner, tag="two"))
    if draw(st.booleans()):
        return {"oneOf": [one, {"type": "string"}]}, draw(st.sampled_from([value, "a text"]))
    return {"oneOf": [one, other]}, draw(st.sampled_from([value, another]))


PAIRS: st.SearchStrategy[Drawn] = st.recursive(
    SCALARS, lambda inner: objects(inner) | lists(inner) | unions(inner), max_leaves=12
)
PAYLOADS: st.SearchStrategy[Drawn] = objects(PAIRS) | PAIRS
"""A schema and a payload of it: nearly always an object."""
