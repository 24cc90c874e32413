"""A button that nobody listens for, or a listener for a button that nobody shows, is a click into the void."""

from __future__ import annotations

import ast
from collections import Counter

import pytest

from tests.architecture.slack_use import ids, registered
from tests.architecture.source import PROJECT, modules, tree

IDS = PROJECT / "blocks" / "kit" / "ids.py"
LONGEST_ID = 255

# The name of an id says what it is the id of; what is neither of these is a button.
REGISTERED_AS = {"_VIEW": ("view", "view_submission"), "_COMMAND": ("command",), "_SHORTCUT": ("shortcut",)}
READ_ON_SUBMIT = ("_BLOCK", "_INPUT", "_CHOICE")
ONLY_SHOWN = dict.fromkeys(("DETAILS_VIEW", "REVEAL_VIEW"), "it has no submit button")
RETIRED = "RETIRED"


def of_kind(suffix):
    return {value for name in ids() if name.endswith(suffix) for value in ids()[name]}


def names_used_in(files):
    """Each identifier that is read in `files`."""
    nodes = (node for file in files for node in ast.walk(tree(file)))
    return {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in nodes
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load)
    }


def test_ids_are_distinct_and_short_enough_for_slack():
    values = Counter(value for several in ids().values() for value in several)
    assert values
    assert [value for value, times in values.items() if times > 1] == []
    assert [value for value in values if not 1 <= len(value) <= LONGEST_ID] == []


@pytest.mark.parametrize(("suffix", "kinds"), REGISTERED_AS.items(), ids=REGISTERED_AS)
def test_views_commands_and_shortcuts_are_those_that_are_listened_for(suffix, kinds):
    listened_for, unread = registered(*kinds)
    excused = {value for name in ONLY_SHOWN for value in ids().get(name, ())}
    assert not unread, "register with a constant of blocks/kit/ids.py"
    assert listened_for - of_kind(suffix) == set(), "blocks/kit/ids.py does not know these"
    assert of_kind(suffix) - listened_for - excused == set(), "nobody listens for these"


def test_buttons_are_those_that_are_listened_for():
    listened_for, unread = registered("action")
    others = {value for suffix in (*REGISTERED_AS, *READ_ON_SUBMIT, RETIRED) for value in of_kind(suffix)}
    buttons = {value for several in ids().values() for value in several} - others
    assert not unread, "register with a constant of blocks/kit/ids.py"
    assert listened_for - of_kind("") == set(), "blocks/kit/ids.py does not know these"
    assert buttons - listened_for == set(), "nobody listens for these"
    assert listened_for - buttons - of_kind(RETIRED) == set(), "these are no buttons"


def test_each_view_button_and_input_is_shown_and_each_input_is_read():
    shown = names_used_in(file for file in modules("blocks") if file != IDS)
    read = names_used_in(modules("handlers"))
    not_drawn_by_us = ("_COMMAND", "_SHORTCUT", RETIRED)
    assert [name for name in ids() if not name.endswith(not_drawn_by_us) and name not in shown] == []
    assert [name for name in ids() if name.endswith(READ_ON_SUBMIT) and name not in read] == []
