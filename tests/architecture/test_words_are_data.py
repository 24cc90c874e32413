"""A message of text alone is read as markup by Slack, so whatever a listener says comes with blocks."""

import ast

import pytest

from tests.architecture.source import PROJECT, modules, name_of, tree

SAYING = frozenset({"ack", "chat_postEphemeral", "chat_postMessage", "chat_update", "respond", "say", "send"})


def spoken(module):
    """The calls that say something to people."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in SAYING and any(word.arg == "text" for word in node.keywords):
                yield node


HANDLERS = [file for file in modules("handlers") if [*spoken(tree(file))]]


def test_the_scan_sees_how_people_are_told():
    assert {"commands.py", "mentions.py", "present.py"} <= {file.name for file in HANDLERS}


@pytest.mark.parametrize("file", HANDLERS, ids=name_of)
def test_whatever_a_listener_says_comes_with_blocks(file):
    bare = [call.lineno for call in spoken(tree(file)) if not any(word.arg == "blocks" for word in call.keywords)]
    assert bare == [], f"{file.relative_to(PROJECT)} says text alone: give words_alone(text) as its blocks"
