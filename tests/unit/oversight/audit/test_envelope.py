"""The one table of leaf formats: each entry is read back as it was written, and no number is used twice."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from oversight.audit.envelope import FORMATS, BadLeaf, read_leaf, table
from oversight.audit.halt_leaf import HaltLeaf, began_leaf
from oversight.audit.key_leaf import MADE, key_leaf
from oversight.audit.leaf import ActionLeaf, leaf
from oversight.audit.log.checkpoint import Checkpoint
from oversight.audit.log_leaf import began_leaf as log_began
from oversight.audit.policy_leaf import loaded_leaf
from oversight.audit.standing_leaf import granted_leaf, revoked_leaf
from oversight.halts.halt import EVERYTHING, Halt
from tests.builders import an_agent, an_event
from tests.unit.blocks.standing.approvals import an_approval
from tests.unit.oversight.builders import NOW, an_action, human

HALT = Halt("hlt_1", EVERYTHING, human(), NOW, "prices are wrong", freezes=True)
APPROVAL = an_approval()
OLD = Checkpoint("acme.example/sayso", 5, bytes(32))
LEAVES = [
    leaf(an_event(an_action()), an_action()),
    leaf(an_event(an_action()), an_action(assignment=None)),
    began_leaf(HALT),
    granted_leaf(APPROVAL),
    revoked_leaf(replace(APPROVAL, revoked_at=NOW, revoked_by=human())),
    loaded_leaf("sha256:1", "version: 1\n", NOW),
    key_leaf(MADE, an_agent(), human(), NOW, key="abcdefgh", ends_at=None),
    log_began("acme.example/two", "the database went back in time", (OLD, "note"), human(), NOW),
]


@pytest.mark.parametrize("written", LEAVES, ids=lambda written: json.loads(written)["kind"])
def test_an_entry_is_read_back_as_it_was_written(written):
    record = read_leaf(written)
    assert record.written() == written
    assert record.format == json.loads(written)["format"]


def test_a_number_that_is_used_again_fails_at_import():
    with pytest.raises(ValueError, match="used twice"):
        table((1, ActionLeaf, ("a",)), (1, ActionLeaf, ("b",)))
    with pytest.raises(ValueError, match="used twice"):
        table((1, ActionLeaf, ("a",)), (2, HaltLeaf, ("a",)))
    with pytest.raises(ValueError, match="says that it is another"):
        table((2, ActionLeaf, ("a",)))


def test_the_numbers_are_never_given_to_anything_else():
    assert {number: known.record.__name__ for number, known in FORMATS.items()} == {
        1: "ActionLeaf",
        2: "HaltLeaf",
        3: "StandingLeaf",
        4: "PolicyLeaf",
        5: "KeyLeaf",
        6: "LogLeaf",
    }


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b'{"format":99}', b'{"format":1}', b'{"format":2,"kind":"action.voted"}', b"\xff"]
)
def test_what_is_no_entry_is_refused_with_a_reason(data):
    with pytest.raises(BadLeaf):
        read_leaf(data)


def test_what_a_later_version_added_is_read_over():
    later = LEAVES[0].replace(b'"format":1', b'"format":1,"new":[1]')
    assert read_leaf(later) == read_leaf(LEAVES[0])
