from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib

import pytest

from tests.architecture.source import PROJECT, ROOMS

RULES = "The rooms of the rules"


def lint(where):
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache"], cwd=where, capture_output=True, text=True, check=False
    )


def layers():
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return next(contract["layers"] for contract in contracts if contract["name"].startswith(RULES))


def test_imports_go_only_in_the_house_s_direction():
    done = lint(PROJECT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " kept" in done.stdout, done.stdout


@pytest.mark.slow
def test_an_import_from_the_room_above_is_refused_in_each_room_of_the_rules(tmp_path):
    for room in ROOMS:
        shutil.copytree(PROJECT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    pairs = list(zip(layers()[1:], layers(), strict=False))
    for room, above in pairs:
        (tmp_path / "oversight" / room / "planted.py").write_text(f"import oversight.{above}\n")
    said = "".join(lint(tmp_path).stdout.split())
    missed = [room for room, above in pairs if f"oversight.{room}.planted->oversight.{above}" not in said]
    assert not missed, said


def test_the_contract_leaves_no_room_of_the_rules_out():
    rooms = {folder.name for folder in (PROJECT / "oversight").iterdir() if (folder / "__init__.py").exists()}
    assert rooms == set(layers())
    files = {file.name for file in (PROJECT / "oversight").glob("*.py")}
    assert files == {"__init__.py"}, "each rule lies in a room"
