"""What a process loads when it starts: a person who asks for help does not wait for what only a bot needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.cli import Commands
from bot.cli.policy import Rehearsals
from tests.architecture.source import PROJECT

HEAVY = {"aiohttp", "alembic", "apscheduler", "asyncpg", "cel", "cryptography", "numpy", "oversight.policy", "pydantic"}
HEAVY |= {"scipy", "sklearn", "slack_bolt", "slack_sdk", "sqlalchemy", "storage", "yaml"}
ASK_SLACK = {"run", "demo", "sandbox", "doctor"}
"""Commands that do, and one that lies in a file with them."""
SLACK = {"aiohttp", "slack_bolt", "slack_sdk"}
CONSOLE = {"prompt_toolkit"}

COMMAND = """
import sys, sayso_bot
sys.argv[0] = "sayso"
try:
    sayso_bot.main()
except SystemExit:
    sys.stderr.write(" ".join(sys.modules))
"""

LOAD = """
import sys
from bot.cli import Commands
commands = Commands(name="sayso")
for name in sys.argv[1:]:
    commands.load(name)
sys.stderr.write(" ".join(sys.modules))
"""


def loaded_by(program, *words):
    """What the program said, and the names of the modules that it had loaded when it ended."""
    done = subprocess.run(
        [sys.executable, "-c", program, *words], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    return done.stdout, set(done.stderr.split())


@pytest.mark.slow
@pytest.mark.parametrize("words", [["--help"], ["--version"], []], ids=" ".join)
def test_help_and_version_load_nothing_that_a_bot_needs(words):
    said, loaded = loaded_by(COMMAND, *words)
    assert "sayso" in said
    assert "bot.cli" in loaded
    assert not HEAVY & loaded


@pytest.mark.slow
def test_what_asks_nothing_of_slack_loads_nothing_to_ask_it_with():
    names = Commands.later.keys() - ASK_SLACK
    _, loaded = loaded_by(LOAD, *names)
    assert {Commands.later[name].module for name in names} <= loaded
    assert not SLACK & loaded


@pytest.mark.slow
def test_what_a_bot_needs_loads_no_console_of_another_program():
    _, loaded = loaded_by("import sys, bot.program; sys.stderr.write(' '.join(sys.modules))")
    assert "cel.cel" in loaded, "the engine of conditions"
    assert not CONSOLE & loaded


GROUPS = {"sayso": Commands, "sayso policy": Rehearsals}


@pytest.mark.parametrize(("group", "name"), [(group, name) for group, kind in GROUPS.items() for name in kind.later])
def test_the_list_of_commands_says_of_each_what_the_command_says_itself(group, name):
    commands = GROUPS[group](name=group)
    listed = commands.commands[name]
    commands.load(name)
    loaded = commands.commands[name]
    assert loaded is not listed
    assert (loaded.name, loaded.help) == (listed.name, listed.help)
