"""Every command that a reader is told to type exists, with every option that is written beside it."""

from __future__ import annotations

import functools
import re

import pytest
from typer.main import get_command

from bot.cli.later import LaterGroup
from tests.architecture.source import PROJECT, name_of

PAGES = sorted([PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *(PROJECT / "docs").rglob("*.md")])

FENCE = re.compile(r"^```(?:sh|bash|console|shell)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:make|sayso)(?: [^`\n]*)?)`")
PROMPT = re.compile(r"^\s*(?:[$#]\s+)?(?:[A-Z_]+=\S*\s+)*(?:sudo\s+|uv run\s+)?(?:\S*/)?(?=make\b|sayso\b)")


def commands(text):
    """Each written `make …` or `sayso …`, as its words."""
    lines = [line for block in FENCE.findall(text) for line in re.split(r"\n|&&|\|\||[;|]", block)]
    for line in [*lines, *INLINE.findall(text)]:
        words = PROMPT.sub("", line.split(" #")[0]).split()
        if words and words[0] in {"make", "sayso"}:
            yield words


def make_problem(words):
    targets = set(re.findall(r"^([a-z][a-z-]*):", (PROJECT / "Makefile").read_text(), re.MULTILINE))
    unknown = {word for word in words if re.fullmatch(r"[a-z][a-z-]*", word)} - targets
    return f"no such target: {unknown}" if unknown else None


@functools.cache
def sayso():
    """The command with all its subcommands."""
    from bot.cli import app  # noqa: PLC0415 - a program that cannot start fails these tests, not all of them

    return get_command(app)


def sayso_problem(words):
    command = sayso()
    for word in words:
        options = {name for parameter in command.params for name in parameter.opts + parameter.secondary_opts}
        if word.startswith("-"):
            if word.split("=")[0] not in options | {"--help", "--version"}:
                return f"no such option: {word}"
        elif hasattr(command, "commands") and re.fullmatch(r"[a-z][a-z-]*", word):
            if word not in command.commands:
                return f"no such command: {word}"
            if isinstance(command, LaterGroup):
                command.load(word)
            command = command.commands[word]
    return None


CHECKS = {"make": make_problem, "sayso": sayso_problem}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_on_the_page_exists(page):
    wrong = {
        " ".join(words): problem for words in commands(page.read_text()) if (problem := CHECKS[words[0]](words[1:]))
    }
    assert not wrong


def test_the_readme_shows_the_two_commands_of_a_newcomer():
    shown = list(commands((PROJECT / "README.md").read_text()))
    assert ["make", "demo"] in shown
    assert ["make", "test"] in shown


@pytest.mark.parametrize("wrong", ["```sh\n$ make coffee\n```", "`sayso brew`", "`sayso run --strong`"])
def test_a_command_that_does_not_exist_is_noticed(wrong):
    (words,) = commands(wrong)
    assert CHECKS[words[0]](words[1:])


def test_make_with_no_argument_lists_every_target():
    text = (PROJECT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z][a-z-]*):", text, re.MULTILINE))
    listed = set(re.findall(r"^([a-z][a-z-]*):.*## \S", text, re.MULTILINE))
    assert targets == listed
    assert ".DEFAULT_GOAL := help" in text
