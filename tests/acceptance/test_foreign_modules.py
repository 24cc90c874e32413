"""Files that only bear the name of ours or of Python's own are never run, wherever the operator stands."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.acceptance.installation import Installation
from tests.acceptance.processes import COMMAND, process

CRY = "a stranger's code ran"


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A folder with files of somebody else, called as ours are; each says so when it is run, and cannot be missed."""
    strange = f"raise SystemExit({CRY!r})\n"
    for name in ("sandbox", "bot"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(strange)
        (tmp_path / name / "__main__.py").write_text(strange)
    for name in ("queue.py", "storage.py", "oversight.py", "sayso.py"):
        (tmp_path / name).write_text(strange)
    return tmp_path


@pytest.mark.parametrize("command", [(COMMAND, "demo"), (COMMAND, "sandbox")], ids=["demo", "sandbox"])
def test_what_lies_in_the_working_directory_is_not_run(foreign: Path, command: tuple[str, ...]) -> None:
    """The demo's Slack is ours, also where a folder called ``sandbox`` lies."""
    with process(*command, "--port", "0", folder=foreign) as started:
        started.says(r"(?:Open|Sandbox workspace:) http://127")
        assert started.interrupt() in {0, 130}
        assert CRY not in started.output


def test_the_sandbox_as_a_module_takes_pythons_own_library(tmp_path: Path) -> None:
    """``python -m sandbox`` puts the working directory first, and the sandbox takes it away again."""
    (tmp_path / "queue.py").write_text(f"raise SystemExit({CRY!r})\n")
    with process(sys.executable, "-m", "sandbox", "--port", "0", folder=tmp_path) as started:
        started.says("Sandbox workspace:")
        assert CRY not in started.output


@pytest.mark.parametrize("name", ["storage.py", "queue.py", "sayso.py", "sandbox/__init__.py", "bot/__init__.py"])
@pytest.mark.parametrize("command", ["run", "demo"])
def test_what_lies_on_the_python_path_is_refused_in_one_sentence(foreign: Path, name: str, command: str) -> None:
    """It says which file it is and what to do, and starts nothing."""
    for other in foreign.iterdir():
        if other.name != name.partition("/")[0]:
            other.rename(other.with_suffix(".elsewhere"))
    done = Installation(foreign).command(command, PYTHONPATH=str(foreign))
    assert done.returncode == 2, done
    assert done.stdout == ""
    module = name.partition("/")[0].removesuffix(".py")
    assert done.stderr == (
        f"Sayso did not start, because {foreign / name} would run in place of its module `{module}`: "
        f"take {foreign} out of PYTHONPATH, as in: env -u PYTHONPATH sayso …\n"
    )


def test_an_empty_place_on_the_python_path_is_the_working_directory(foreign: Path) -> None:
    """``PYTHONPATH=:$PYTHONPATH`` is a usual slip."""
    done = Installation(foreign).command("run", PYTHONPATH=os.pathsep)
    assert done.returncode == 2
    assert f"{foreign}/bot/__init__.py would run in place of" in done.stderr


def test_what_takes_no_modules_place_is_let_be(tmp_path: Path) -> None:
    """Folders of data and other people's packages may lie on the path."""
    (tmp_path / "storage").mkdir()
    (tmp_path / "storage" / "notes.txt").write_text("data")
    (tmp_path / "unheard_of.py").write_text("")
    done = Installation(tmp_path).command("--version", PYTHONPATH=str(tmp_path))
    assert done.returncode == 0, done
    assert done.stdout.startswith("sayso ")
