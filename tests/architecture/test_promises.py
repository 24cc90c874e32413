"""Each promise of the safety page names a test that exists: a promise that nothing holds is only a wish."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.source import PROJECT, tree

PAGE = PROJECT / "docs" / "explanation" / "safety.md"
SECTIONS = ("Fail closed", "Who may decide", "What you see is what runs", "Secrets")
ROW = re.compile(r"^\|(?! *(?:when|promise) \|)(?!-)(.+)\|$", re.MULTILINE)
NAMED = re.compile(r"`([\w./]*)::(test_\w+)`")


def promises():
    """Each row of the page's first half, as its words and the tests that stand beside them."""
    for section in SECTIONS:
        text = PAGE.read_text().split(f"\n## {section}\n")[1].split("\n## ")[0]
        rows = ROW.findall(text)
        assert rows, section
        for row in rows:
            said, _, tests = row.rpartition(" | ")
            yield said.strip(), tests


def names_in(path):
    body = tree((PROJECT / "tests" / path).resolve()).body
    return {node.name for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize(("said", "tests"), list(promises()), ids=lambda value: value[:40])
def test_a_promise_is_held_by_a_test_that_exists(said, tests):
    named = NAMED.findall(tests)
    assert named, said
    assert tests.count("`") == 2 * len(named), "nothing stands there but names of tests"
    file = ""
    for path, test in named:
        file = path or file
        assert test in names_in(file), f"{file}::{test}"
