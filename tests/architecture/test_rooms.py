"""A newcomer finds each thing in the room where it belongs, in a file that can be read at a sitting."""

from __future__ import annotations

import ast
import re
import tomllib

import pytest

import sayso_bot
from tests.architecture.source import PROJECT, ROOMS, modules, name_of, tree

LONGEST = 300
LONGER_FOR_A_REASON: dict[str, str] = {}

NAMES_THAT_SAY_NOTHING = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "manager",
    "managers",
    "misc",
    "base",
}


NAMES_EACH = re.compile(r"\bfor\s[^\n]*\beach\b[^\n]*\sin\s|\beach\b\s*:?=")
"""Where something may be called so; parsing every file whose prose has the word takes seconds."""


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_and_each_folder_in_it_has_an_inhabitant(room):
    folders = {PROJECT / room} | {file.parent for file in modules(room)}
    empty = [name_of(folder) for folder in sorted(folders) if not any(inhabitants(folder))]
    assert not empty, "a folder appears with its first inhabitant"


def inhabitants(folder):
    """Files with something in them; a page or a stylesheet is as good as a module."""
    files = (file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return (file for file in files if file.name != "__init__.py" or tree(file).body)


def test_no_source_file_is_longer_than_a_sitting():
    lengths = {
        name_of(file): len(file.read_text().splitlines()) for file in modules(*ROOMS, "client", "tests", "bench")
    }
    too_long = {name: length for name, length in lengths.items() if length > LONGEST}
    assert too_long.keys() - LONGER_FOR_A_REASON.keys() == set(), too_long
    assert LONGER_FOR_A_REASON.keys() - too_long.keys() == set(), "these exceptions are no longer needed"


def test_files_are_named_for_the_one_thing_in_them():
    vague = [name_of(file) for file in modules(*ROOMS, "client") if file.stem in NAMES_THAT_SAY_NOTHING]
    assert not vague


def test_every_room_is_installed_and_held_by_the_import_contract():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]
    installed = project["hatch"]["build"]["targets"]["wheel"]["only-include"]
    assert sorted(installed) == sorted([*ROOMS, "sayso_bot.py"])
    assert sorted(sayso_bot.ROOMS) == sorted(ROOMS)
    assert sorted(project["importlinter"]["root_packages"]) == sorted(ROOMS)


def test_a_loop_names_what_it_goes_through():
    nameless = [
        f"{name_of(file)}:{node.lineno}"
        for file in modules(*ROOMS, "client", "tests", "bench")
        if NAMES_EACH.search(file.read_text())
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Name) and node.id == "each"
    ]
    assert not nameless, "say what it is: rung, vote, action"
