"""The story of an action, told from the log alone."""

from __future__ import annotations

import pytest

from oversight.action.event_kind import EventKind
from oversight.audit.envelope import read_leaf
from oversight.audit.leaf import leaf
from oversight.audit.story import WORDS, story_line
from tests.builders import an_event
from tests.unit.oversight.builders import an_action


def test_every_kind_of_entry_has_words():
    assert set(WORDS) == set(EventKind)


@pytest.mark.parametrize("kind", EventKind)
def test_every_entry_is_a_line(kind):
    line = story_line(read_leaf(leaf(an_event(an_action(), kind), an_action())))
    assert line.startswith("2026-03-02T")
    assert line.endswith(".")
    assert "\n" not in line
