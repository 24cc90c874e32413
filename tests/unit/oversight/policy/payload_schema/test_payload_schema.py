"""A fault in a type's JSON Schema is told, formats are checked, and no payload makes a check take long."""

import json
import time
from typing import Any

import pytest

from oversight.policy.file.reading import BadPolicy, read_policy
from oversight.policy.payload_schema.formats import FORMATS
from oversight.policy.payload_schema.payload_schema import NO_PLACE, TOO_LARGE, PayloadSchema
from tests.unit.oversight.policy.file.bad_policy import only_fault

BEFORE = """version: 1
tiers:
  team_member: {channel: "#a", reviewers: [U1]}
action_types:
  a:
    risk: low
    schema: """


def text_with(schema: str) -> str:
    return f"{BEFORE}{schema}\n"


FAULTS = {
    "{require: [a]}": ("require", "Write required"),
    "{propertes: {a: {}}}": ("propertes", "Write properties"),
    "{properties: {a: {minLenght: 3}}}": ("properties.a.minLenght", "Write minLength"),
    "{properties: {a: {emun: [b]}}}": ("properties.a.emun", "Write enum"),
    "{properties: {a: {format: unix-time}}}": ("properties.a.format", "type: integer"),
    "{items: {tpye: string}}": ("items.tpye", "Write type"),
    "{prefixItems: [{}, {maximun: 3}]}": ("prefixItems[1].maximun", "Write maximum"),
    "{allOf: [{anyOf: [{Required: [a]}]}]}": ("allOf[0].anyOf[0].Required", "Write required"),
    "{$defs: {a: {oneof: []}}}": ("['$defs'].a.oneof", "Write oneOf"),
    "{if: {cost: 3}, then: {}}": ("if.cost", "Write const"),
    "{if: {}, then: {requires: [a]}}": ("then.requires", "Write required"),
    "{dependentSchemas: {a: {propertis: {}}}}": ("dependentSchemas.a.propertis", "Write properties"),
    "{additionalProperties: {enums: [a]}}": ("additionalProperties.enums", "Write enum"),
    "{patternProperties: {'^a': {patern: b}}}": ("patternProperties['^a'].patern", "Write pattern"),
    "{unevaluatedProperties: {not: {typ: string}}}": ("unevaluatedProperties.not.typ", "Write type"),
    "{contains: {formt: date}}": ("contains.formt", "Write format"),
    "{propertyNames: {maxLen: 3}}": ("propertyNames.maxLen", "Write maxLength"),
    "{properties: {a: {nullable: true}}}": ("properties.a.nullable", "type: [string, 'null']"),
    "{example: 3}": ("example", "examples: [...]"),
    "{oneOf: [{}], discriminator: {}}": ("discriminator", "propertyName"),
    "{discriminator: {propertyName: kind}}": ("discriminator", "beside oneOf"),
    "{exclusiveMinimum: true, minimum: 5}": ("exclusiveMinimum", "exclusiveMinimum: 5"),
    "{items: [{type: string}]}": ("items", "prefixItems"),
    "{properties: {a: {required: true}}}": ("properties.a.required", "required: [key]"),
    "{additionalItems: false}": ("additionalItems", "prefixItems"),
    "{dependencies: {a: [b]}}": ("dependencies", "dependentRequired"),
    "{frobnicate: 1}": ("frobnicate", "x-frobnicate"),
    "{format: datum}": ("format", "Write date"),
    "{format: int64}": ("format", "type: integer"),
    "{format: password}": ("format", "card.redact"),
    "{format: shoe-size}": ("format", "Write a pattern, or one of date"),
    "{$schema: 'http://json-schema.org/draft-07/schema#', prefixItems: []}": ("prefixItems", "Leave out $schema"),
    "{$schema: 'http://json-schema.org/draft-07/schema', dependentRequired: {}}": (
        "dependentRequired",
        "Leave out $schema",
    ),
    "{$schema: 'http://json-schema.org/draft-07/schema', $ref: '#/definitions/a', definitions: {a: {}}, minItems: 1}": (
        "minItems",
        "Put the $ref into allOf",
    ),
    "{$schema: 'https://example.com/mine'}": ("['$schema']", "draft/2020-12"),
    "{required: a}": ("required", "what this keyword takes"),
    "{properties: {a: {minimum: '3'}}}": ("properties.a.minimum", "what this keyword takes"),
    "{type: text}": ("type", "what this keyword takes"),
    "{properties: {a: {pattern: '(?=x)y'}}}": ("properties.a.pattern", "without (?="),
    "{properties: {a: {type: objekt}}}": ("properties.a.type", "what this keyword takes: object"),
    "{type: [string, null]}": ("type", "'null', in quotes"),
    "{type: [[string]]}": ("type", "what this keyword takes: string"),
    "{properties: {a: {type: string, enum: [DE, NO]}}}": ("properties.a.enum", "YAML reads no as false"),
    "{properties: {a: {type: [string, 'null'], const: 1}}}": ("properties.a.const", "in quotes"),
    "{type: integer, enum: [1, 1.5]}": ("enum", "in quotes if it is a text"),
    "{properties: {a: {enum: [2026-01-01]}}}": ("properties.a.enum[0]", "Put it in quotes"),
    "{properties: {a: {default: 2026-01-01 09:00:00}}}": ("properties.a.default", "Put it in quotes"),
    "{properties: {no: {type: string}}}": ("properties.no", "Quote it"),
    "{x-parts: {b: {nullable: true}}, items: {$ref: '#/x-parts/b'}}": ("items['$ref'].nullable", "into the type"),
    "{$ref: '#/$defs/nothing'}": ("", "Correct what it names"),
    "{anyOf: [{$ref: '#'}]}": ("", "under properties or items"),
}


@pytest.mark.parametrize(("schema", "said"), FAULTS.items())
def test_a_fault_in_a_schema_is_named_with_what_to_write(schema, said):
    where, words = said
    fault = only_fault(text_with(schema))
    assert fault.path == "$.action_types.a.schema" + ("" if where[:1] in ("", "[") else ".") + where
    assert words in fault.fix
    assert "\n" not in str(fault)


@pytest.mark.parametrize(
    "schema",
    [
        "{properties: {requird: {type: string}, format: {const: shoe}, nullable: {}}, required: [requird]}",
        "{enum: [{propertes: 1}], default: {requird: 2}, examples: [{tpye: 3}]}",
        "{const: {requird: 1}}",
        "{type: [integer, 'null'], enum: [1, 2.0, null]}",
        "{type: boolean, const: no}",
        "{type: object, const: {a: 1}}",
        "{type: number, enum: [1, 1.5]}",
        "{type: array, enum: [[], [1]]}",
        "{enum: [auto, true, 3]}",
        "{x-internal: {requird: 1}, properties: {a: {x-order: 3}}}",
        "{$schema: 'http://json-schema.org/draft-07/schema#', items: [{}], additionalItems: false}",
        "{$schema: 'http://json-schema.org/draft-07/schema#', dependencies: {a: [b]}}",
        "{$schema: 'http://json-schema.org/draft-04/schema#', id: 'x', exclusiveMinimum: true, minimum: 1}",
        "{definitions: {a: {}}, $ref: '#/definitions/a', required: [b]}",
        "{$defs: {requird: {type: string}}, dependentRequired: {requird: [a]}, patternProperties: {propertes: {}}}",
        "{type: object, properties: {left: {$ref: '#'}, right: {$ref: '#'}}}",
    ],
)
def test_what_is_no_fault_is_let_pass(schema):
    read_policy(text_with(schema))


GOOD_AND_BAD: dict[str, tuple[list[str], list[str]]] = {
    "date": (["2026-12-31", "2024-02-29"], ["31/12/2026", "2026-02-30", "2026-13-01", "2026-12-31T00:00:00Z"]),
    "date-time": (["2026-12-31T10:00:00Z", "2026-12-31T10:00:00.5+02:00"], ["2026-12-31", "2026-12-31T25:00:00Z"]),
    "time": (["10:00:00Z", "10:00:00+01:00"], ["10:00", "25:00:00Z"]),
    "duration": (["P1D", "PT1H", "P1Y2M3DT4H5M6S"], ["1h", "P", "PT"]),
    "email": (["a@b.de", "a.b+c@example.co.uk"], ["nobody", "a@", "@b.de", "a b@c.de", "Sam <sam@example.com>"]),
    "idn-email": (["ä@bücher.de"], ["nobody", "Sam <sam@example.com>"]),
    "hostname": (["example.com", "xn--bcher-kva.de"], ["-a.com", "a..b", "a_b.com", "x" * 64 + ".de", "a b"]),
    "idn-hostname": (["bücher.de"], ["-a", "a b"]),
    "ipv4": (["1.2.3.4"], ["1.2.3", "256.1.1.1", "01.2.3.4", "::1"]),
    "ipv6": (["::1", "2001:db8::1"], ["1.2.3.4", ":::", "12345::", "fe80::1%eth0"]),
    "uri": (["https://a.de/b?c#d", "mailto:a@b.de"], ["/a", "a.de", "http://a b", "//x"]),
    "uri-reference": (["/a", "a.de"], ["http://a b", "\\x"]),
    "iri": (["https://bücher.de"], ["/a", "x y"]),
    "iri-reference": (["/ä"], ["a b"]),
    "uri-template": (["/a/{b}"], ["{", "a{b"]),
    "uuid": (["123e4567-e89b-12d3-a456-426614174000"], ["123", "123e4567e89b12d3a456426614174000"]),
    "json-pointer": (["", "/a/b", "/a~0"], ["a", "/a~2"]),
    "relative-json-pointer": (["0", "1/a", "0#"], ["/a", "-1", "01"]),
    "regex": (["a+", "^[a-z]$"], ["(", "[a", "*"]),
}


@pytest.mark.parametrize("draft", [None, *(f"http://json-schema.org/draft-0{number}/schema#" for number in (4, 6, 7))])
def test_every_format_is_checked_in_every_draft(draft):
    assert GOOD_AND_BAD.keys() == FORMATS
    for name, (good, bad) in GOOD_AND_BAD.items():
        schema = PayloadSchema({"format": name, **({"$schema": draft} if draft else {})})
        assert [value for value in good if schema.problems(value)] == [], name
        assert [value for value in bad if not schema.problems(value)] == [], name


def test_all_that_is_wrong_with_a_small_payload_is_told_with_its_path():
    schema = PayloadSchema({"properties": {"due": {"format": "date"}, "mail": {"format": "email"}}})
    told = schema.problems({"due": "31/12/2026", "mail": "nobody"})
    assert [problem.path for problem in told] == ["$.due", "$.mail"]
    assert not any("nobody" in problem.problem for problem in told), "some values reviewers must not see"


AGAIN = {"properties": {"l": {"$ref": "#"}}}
DYNAMIC = {"properties": {"l": {"$dynamicRef": "#n"}}}
NODE = {"type": "object", "required": ["l", "op", "r"]}
RECURSIVE: dict[str, dict[str, Any]] = {
    "expression": {
        "anyOf": [
            {"type": "number"},
            {**NODE, "properties": {"l": {"$ref": "#"}, "op": {"enum": ["+", "-"]}, "r": {"$ref": "#"}}},
            {**NODE, "properties": {"l": {"$ref": "#"}, "op": {"enum": ["*", "/"]}, "r": {"$ref": "#"}}},
        ]
    },
    "two ways": {"anyOf": [{"required": ["z"]}, {**AGAIN, "minProperties": 9}, {**AGAIN, "maxProperties": 0}]},
    "one of": {"oneOf": [{"type": "number"}, AGAIN, {**AGAIN, "title": "the same"}]},
    "if": {"if": AGAIN, "then": {**AGAIN, "required": ["z"]}},
    "not": {"not": {"not": {**AGAIN, "required": ["z"]}}},
    "dynamic": {
        "$id": "https://x.example/t",
        "$dynamicAnchor": "n",
        "anyOf": [{"type": "number"}, {**DYNAMIC, "required": ["z"]}, {**DYNAMIC, "required": ["y"]}],
    },
    "unevaluated": {"anyOf": [AGAIN, {"properties": {"r": {"$ref": "#"}}}], "unevaluatedProperties": False},
}


def deep(levels: int) -> Any:
    payload: Any = "wrong"
    for level in range(levels):
        payload = {"l": payload, "op": "+*"[level % 2], "r": 1}
    return payload


@pytest.mark.parametrize("name", RECURSIVE)
@pytest.mark.parametrize("levels", [3, 9, 12, 20, 29])
def test_a_deep_payload_in_a_schema_that_goes_several_ways_is_answered_at_once(name, levels):
    schema = PayloadSchema(RECURSIVE[name])
    began = time.thread_time()
    told = schema.problems(deep(levels))
    assert time.thread_time() - began < 0.25
    assert sum(len(str(problem)) for problem in told) < 10_000
    assert told or name == "if"


WIDE: dict[str, tuple[dict[str, Any], Any]] = {
    "enum of numbers": ({"items": {"enum": [number + 0.5 for number in range(100)]}}, [99.5] * 40_000),
    "enum of maps": ({"items": {"enum": [{"a": number} for number in range(300)]}}, [{"a": 299}] * 20_000),
    "multiples": ({"items": {"multipleOf": 0.01}}, [1e300] * 40_000),
}
QUICK: dict[str, tuple[dict[str, Any], Any]] = {
    "each wrong": ({"items": {"type": "string"}}, [1] * 100_000),
    "each wrong two ways": ({"items": {"anyOf": [{"type": "string"}, {"type": "null"}]}}, [1] * 100_000),
    "unique": ({"uniqueItems": True}, [[number] for number in range(40_000)] + [[0]]),
    "pattern": ({"pattern": "^(a+)+$"}, "a" * 200_000 + "b"),
    "patterns": (
        {"patternProperties": {f"^k.*{number}$": False for number in range(20)}},
        {f"k{number}": 1 for number in range(20_000)},
    ),
    "contains": ({"contains": {"const": "z"}}, ["a"] * 60_000),
}


@pytest.mark.parametrize("name", [*WIDE, *QUICK])
def test_a_wide_payload_is_answered_at_once(name):
    description, payload = (WIDE | QUICK)[name]
    schema = PayloadSchema(description)
    began = time.thread_time()
    told = schema.problems(payload)
    assert time.thread_time() - began < 0.25
    assert (told == (TOO_LARGE,)) is (name in WIDE)
    assert 0 < len(told) <= 20


def test_a_schema_that_multiplies_without_end_is_named():
    steps = {f"d{number}": {"allOf": [{"$ref": f"#/$defs/d{number + 1}"}] * 2} for number in range(24)}
    schema = {"$ref": "#/$defs/d0", "$defs": {**steps, "d24": {"type": "string"}}}
    with pytest.raises(BadPolicy, match="looks at each part of a payload up to"):
        read_policy(text_with(repr(schema)))
    assert PayloadSchema(schema).problems("a") == (TOO_LARGE,), "fails closed"


def test_what_is_wrong_too_deep_to_be_told_is_refused_all_the_same():
    schema = PayloadSchema(RECURSIVE["expression"])
    assert schema.problems(deep(29)) == (NO_PLACE,)
    assert schema.problems(3) == ()


def test_a_long_order_with_prices_is_no_large_payload():
    row = {"price": {"type": "number", "minimum": 0.01, "multipleOf": 0.01}, "count": {"type": "integer", "minimum": 1}}
    schema = PayloadSchema({"properties": {"rows": {"items": {"properties": row, "required": ["price"]}}}})
    assert schema.problems({"rows": [{"price": 19.5, "count": 3}] * 5_000}) == ()


def test_the_longest_order_is_checked_against_bounds_with_a_fraction():
    """Only numbers are compared with them, and an order is names and texts for the most part."""
    price = {"type": "number", "minimum": 0.01, "maximum": 9999.99, "multipleOf": 0.01}
    row = {"type": "object", "properties": {"sku": {"type": "string"}, "price": price}, "required": ["price"]}
    order = {"rows": [{"sku": "A1", "price": 9.99, "qty": 1, "gift": False, "to": "b"}] * 4_500}
    assert 230_000 < len(json.dumps(order, separators=(",", ":"))) < 256 * 1024
    assert PayloadSchema({"properties": {"rows": {"items": row}}}).problems(order) == ()
