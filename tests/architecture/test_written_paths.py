"""Every file and folder that a page names is there, and every link between pages leads somewhere."""

from __future__ import annotations

import re

import pytest

from tests.architecture.source import PROJECT, ROOMS, name_of

PAGES = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md"), *(PROJECT / "client").glob("*.md")])

ROOM = "|".join((*ROOMS, "bench", "client", "deploy", "docs", "examples", "scripts", "tests"))
PATH = re.compile(rf"(?<![\w/.:-])(?:{ROOM})/[\w./-]*\w")
LINK = re.compile(r"\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


OPERATORS_OWN = {"deploy/policy.yml", "deploy/sayso.env"}
"""What the page tells the operator to make."""


def missing(text):
    """The paths in a text that lead to no file, folder or module."""
    found = {match.group() for match in PATH.finditer(text)} - OPERATORS_OWN
    return {path for path in found if not (PROJECT / path).exists() and not (PROJECT / f"{path}.py").exists()}


def anchors(page):
    """How each heading of a page is written in a link."""
    headings = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_path_on_the_page_exists(page):
    assert missing(page.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_on_the_page_leads_somewhere(page):
    for path, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{path} is not there"
        assert not anchor or anchor in anchors(target), f"{path} has no heading #{anchor}"


def test_a_path_that_does_not_exist_is_noticed():
    assert missing("see `storage/nowhere/at_all.py` and `oversight/`") == {"storage/nowhere/at_all.py"}
