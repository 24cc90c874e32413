"""What a sentence says is a value somewhere: no file looks for words in what another file wrote for people.

The scan sees literals and constants with a space in them, in whatever cuts, splits, matches or searches a text. It
cannot see patterns that are put together at run time.
"""

import ast
import re

import pytest

from tests.architecture.source import modules, name_of, tree

CUTTING = frozenset(
    {
        *("startswith", "endswith", "removeprefix", "removesuffix", "partition", "rpartition", "split", "rsplit"),
        *("find", "rfind", "index", "replace", "contains", "like", "ilike"),
    }
)
SENTENCE = re.compile(r"[A-Za-z'’.:;,]+ (?:\S|$)| [A-Za-z]")
"""Two words, or the mark behind the first one of them, with the space."""

OF_OTHERS = {
    "blocks/payload/headline.py": "the words that it has just made of a field's name",
    "blocks/refusal.py": "a sentence of its own",
    "bot/demo/sandbox_process.py": "what the sandbox prints when it is up; it is a program of its own",
    "bot/settings/faults.py": "pydantic's errors",
    "handlers/http/doors/body.py": "pydantic's errors",
    "oversight/calendar/cron.py": "cronsim's errors",
    "oversight/policy/conditions/objection.py": "the errors of the CEL engine",
    "oversight/policy/file/fault_words.py": "pydantic's errors",
    "storage/documents/events.py": "what older versions wrote",
}
"""Files that read a sentence all the same, and whose it is."""


def constants(module):
    """The texts that the module's names stand for."""
    for node in module.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield from ((target.id, node.value.value) for target in node.targets if isinstance(target, ast.Name))


def cut(module):
    """The lines on which a sentence is looked for in a text."""
    known = dict(constants(module))

    def says(node):
        text = known.get(node.id) if isinstance(node, ast.Name) else getattr(node, "value", None)
        return isinstance(text, str) and SENTENCE.search(text) is not None

    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Attribute(attr=name), args=[wanted, *_]) if name in CUTTING and says(wanted):
                yield node.lineno
            case ast.Compare(left=wanted, ops=[ast.In() | ast.NotIn()]) if says(wanted):
                yield node.lineno


@pytest.fixture(scope="module")
def parsed():
    """The files that look for a sentence, and the lines on which they do."""
    files = modules("blocks", "bot", "handlers", "oversight", "scheduler", "storage")
    return {name_of(file): lines for file in files if (lines := [*cut(tree(file))])}


def test_the_scan_sees_how_sentences_are_parsed():
    lines = ["x.removesuffix(END)", "'held by' in x", "x.partition(': ')", "x.startswith('$.')", "'held' in x"]
    assert [*cut(ast.parse("\n".join(["END = ' It is held.'", *lines])))] == [2, 3, 4]


@pytest.mark.exhaustive
def test_nobody_parses_a_sentence_that_another_file_wrote(parsed):
    ours = {name: lines for name, lines in parsed.items() if name not in OF_OTHERS}
    assert ours == {}, "give what it says as a value"


@pytest.mark.exhaustive
def test_whoever_may_read_the_sentences_of_others_still_does(parsed):
    assert sorted(OF_OTHERS) == sorted(OF_OTHERS.keys() & parsed)
