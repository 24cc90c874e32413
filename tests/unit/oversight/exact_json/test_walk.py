"""A walk meets every value once, each under the path that leads back to it, and stops where it is told to."""

from itertools import islice
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from oversight.exact_json.json_path import json_path, read_json_path
from oversight.exact_json.walk import holds_values, levels, value_at, walk

DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)
PATHS = st.lists(st.text() | st.integers(min_value=0)).map(tuple)
ABSENT = object()


def in_document_order(value, path=()):
    """The same by recursion, to compare with."""
    yield path, value
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in entries:
        yield from in_document_order(inner, (*path, step))


@given(DOCUMENTS)
def test_every_value_is_met_once_in_document_order(document):
    assert list(walk(document)) == list(in_document_order(document))


@given(DOCUMENTS)
def test_a_path_leads_back_to_its_value(document):
    for path, value in walk(document):
        assert value_at(document, path, ABSENT) is value
        assert value_at(document, (*path, "no such key \ud800", 99), ABSENT) is ABSENT


@given(DOCUMENTS, st.data())
def test_nothing_is_met_inside_what_is_not_entered(document, data):
    shut = data.draw(st.sampled_from([path for path, _ in walk(document)]))
    met = [path for path, _ in walk(document, enter=lambda path: path != shut)]
    assert met == [path for path, _ in walk(document) if path == shut or path[: len(shut)] != shut]


@given(DOCUMENTS)
def test_levels_hold_the_same_values(document):
    by_length: dict[int, list[Any]] = {}
    for path, value in walk(document):
        by_length.setdefault(len(path), []).append(value)
    assert list(levels(document)) == list(by_length.values())


def test_depth_is_the_documents_choice():
    document: list[Any] = []
    for _ in range(2_000):
        document = [document]
    assert sum(1 for _ in walk(document)) == sum(1 for _ in levels(document)) == 2_001


def test_whoever_has_enough_pays_for_no_more():
    document = {"few": 1, "many": [0] * 1_000_000}
    assert list(islice(walk(document), 4)) == [
        ((), document),
        (("few",), 1),
        (("many",), document["many"]),
        (("many", 0), 0),
    ]


def test_only_what_holds_others_holds_values():
    assert [holds_values(value) for value in ([0], {"a": None}, [], {}, "text", 1, None)] == [True, True, *[False] * 5]


@given(PATHS)
def test_a_path_is_read_back_as_it_was_spelled(path):
    assert read_json_path(json_path(path)) == path


def test_a_path_is_spelled_so_that_people_can_read_it():
    assert json_path(("items", 0, "a.b", "it's", "back\\slash")) == "$.items[0]['a.b']['it\\'s']['back\\\\slash']"
