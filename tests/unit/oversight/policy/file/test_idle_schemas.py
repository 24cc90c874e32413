"""A keyword of a schema that would check nothing where it stands, or let nothing through, is told."""

import pytest

from oversight.policy.file.reading import read_policy
from tests.unit.oversight.policy.file.bad_policy import only_fault
from tests.unit.oversight.policy.payload_schema.test_payload_schema import text_with

OLDER = "$schema: 'http://json-schema.org/draft-07/schema#'"
IDLE = {
    "{properties: {a: {type: string, minimum: 3}}}": ("properties.a.minimum", "checks nothing of the type string"),
    "{properties: {a: {type: number, maxLength: 3}}}": ("properties.a.maxLength", "write type: string"),
    "{properties: {a: {type: integer, format: date}}}": ("properties.a.format", "checks nothing of the type integer"),
    "{properties: {a: {type: [array, 'null'], required: [b]}}}": ("properties.a.required", "write type: object"),
    "{type: array, properties: {a: {}}}": ("properties", "write type: object"),
    "{type: object, items: {}}": ("items", "write type: array"),
    "{then: {required: [a]}}": ("then", "nothing without if"),
    "{else: {required: [a]}}": ("else", "Write if beside it"),
    "{if: {required: [a]}}": ("if", "Write then or else beside it"),
    "{minContains: 2}": ("minContains", "Write contains beside it"),
    "{properties: {a: {contentEncoding: base64}}}": ("properties.a.contentEncoding", "Write a pattern"),
    f"{{{OLDER}, contentMediaType: image/png}}": ("contentMediaType", "checks nothing"),
    "{minimum: 5, maximum: 3}": ("minimum", "nothing is at least 5 and at most 3"),
    "{minLength: 5, maxLength: 3}": ("minLength", "Correct it, or maxLength"),
    "{enum: []}": ("enum", "values that there may be"),
    "{properties: {amount: {}}, required: [amuont], additionalProperties: false}": ("required[0]", "Write amount"),
    "{required: [a], additionalProperties: false}": ("required[0]", "Put it there"),
}
READ = (
    "{properties: {a: {type: [string, 'null'], maxLength: 3}}}",
    "{properties: {a: {type: integer, minimum: 3, maximum: 3}}}",
    "{properties: {a: {maxLength: 3, minimum: 3}}}",
    "{if: {required: [a]}, else: {required: [b]}}",
    "{contains: {type: string}, minContains: 2}",
    f"{{{OLDER}, contentEncoding: base64, contentMediaType: application/json}}",
    "{required: [a]}",
    "{required: [a], additionalProperties: false, patternProperties: {'^a': {}}}",
    "{properties: {then: {type: string}, required: {type: number}}, required: [then], additionalProperties: false}",
)


@pytest.mark.parametrize(("schema", "said"), IDLE.items())
def test_a_keyword_that_would_do_nothing_is_told_and_what_to_write(schema, said):
    where, words = said
    fault = only_fault(text_with(schema))
    assert str(fault.path).endswith(f"schema.{where}")
    assert words in str(fault)


@pytest.mark.parametrize("schema", READ)
def test_a_keyword_that_checks_something_is_left_alone(schema):
    read_policy(text_with(schema))
