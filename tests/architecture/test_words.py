"""The list of words is true to the code: each name in it is the name of something."""

from __future__ import annotations

import ast
import re

from tests.architecture.source import PROJECT, ROOMS, modules, tree

PAGE = PROJECT / "docs" / "reference" / "words.md"
NAME = re.compile(r"`([A-Z][A-Za-z]+)`")


def names():
    """The names of the product's classes, and of what stands for several of them."""
    for file in modules(*ROOMS):
        for node in tree(file).body:
            if isinstance(node, ast.ClassDef):
                yield node.name
            elif isinstance(node, ast.Assign):
                yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def rows():
    """The words of the list, as they are told: word, name in the code, meaning."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines[1:]]


def test_each_name_in_the_list_of_words_is_in_the_code():
    known = set(names())
    assert [name for name in NAME.findall(PAGE.read_text(encoding="utf-8")) if name not in known] == []


def test_a_word_has_one_line_and_one_meaning():
    words = [word for word, _, _ in rows()]
    assert words
    assert len(words) == len(set(words))
    assert all(len(row) == 3 and all(row) for row in rows())
