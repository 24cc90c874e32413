"""The page lets words in as text only, and loads nothing from elsewhere."""

import re
from pathlib import Path

import pytest

import sandbox

PAGE = Path(sandbox.__file__).parent / "page"
SCRIPTS = sorted(PAGE.rglob("*.js"))
MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")
ELSEWHERE = re.compile(r"""(?:src|href|url|from|import|@import)\s*[=(]?\s*["']?(?:https?:)?//""")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_never_turn_words_into_markup(script):
    assert not MARKUP.search(script.read_text(encoding="utf-8"))


@pytest.mark.parametrize("asset", [*SCRIPTS, *PAGE.rglob("*.css"), PAGE / "index.html"], ids=lambda path: path.name)
def test_nothing_is_loaded_from_elsewhere(asset):
    assert not ELSEWHERE.search(asset.read_text(encoding="utf-8"))


def test_the_page_has_no_inline_script_or_style():
    html = (PAGE / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<style|\son\w+=|\sstyle=|<script(?![^>]*\bsrc=)", html)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_import_is_there(script):
    names = re.findall(r'from "(\.{1,2}/[\w./]+)"', script.read_text(encoding="utf-8"))
    assert all((script.parent / name).resolve().is_file() for name in names)
