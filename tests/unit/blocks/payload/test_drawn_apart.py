# ruff: noqa: E501 - pairs stand side by side, and are about letters that look alike
"""No two payloads are drawn alike: what is drawn can be read back to the very characters."""

import itertools
import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from blocks.card.sections import UNVERIFIED
from blocks.kit.text import shown, shown_pieces, shown_start
from blocks.payload.changes import change_lines
from blocks.payload.headline import headline
from blocks.payload.payload import payload_view
from blocks.payload.value_words import is_cut
from blocks.windows.details_lines import detail_lines
from oversight.action.decision import ChangeKind, FieldChange
from oversight.exact_json.canonical import sha256
from oversight.policy import CardHints
from tests.unit.blocks.actions import an_action

HINTS = CardHints(redact=("secret",))

MARK = re.compile(r"\\u\{([0-9A-F]{4,6})\}| ⟨([\d,]+) (spaces|tabs|line breaks|CR LF line breaks)⟩ | ⏎ |⇥ |␣|↵")
MARKS = {" ⏎ ": "\n", "⇥ ": "\t", "␣": " ", "↵": "\r"}
GAPS = {"spaces": " ", "tabs": "\t", "line breaks": "\n", "CR LF line breaks": "\r\n"}

TRICKY = [
    "a", "b", " ", "  ", " " * 25, " " * 30, "\n", "\n" * 4, "\r\n", "\r\n" * 4, "\r", "\t", "\t" * 25, "\u2028", "\u2029",
    "\u0085", "\x0b", "\x0c", "\u202e", "\u200b", "⏎", " ⏎ ", "⇥", "⇥ ", "␣", "↵", "⟨30 spaces⟩", " ⟨5 line breaks⟩ ", "\\",
    "u{202E}", "\\u{202E}", "[redacted]", "… (+3 characters)", "… (cut)", "…", "null", "true", "5", "5.0", '"', "é",
    "e\u0301", "\u212b", "Å", "한", "\u1112\u1161\u11ab", ".", "[0]", ": ", "; ", "→", " → ", "·", "(whole payload)", "{}", "[]",
    "x\u0323\u0301", "x\u0301\u0323", "東", "\u3000",
    "ㅤ", "⟨provenance data (C2PA), 13 bytes, SHA-256 00⟩", "\ufeff", "\ufe0f",
]  # fmt: skip


def tricky_texts():
    return st.lists(st.sampled_from(TRICKY), max_size=4).map("".join)


def values():
    leaf = tricky_texts() | st.sampled_from([None, True, False, 0, 5, 5.5, -1, 1e21, 1e-7, 0.1, 50])
    keys = tricky_texts()
    return st.recursive(leaf, lambda value: st.lists(value, max_size=3) | st.dictionaries(keys, value, max_size=3))


def read_back(drawn):
    """The text that is drawn so."""

    def mark(found):
        if found[1]:
            return chr(int(found[1], 16))
        return GAPS[found[3]] * int(found[2].replace(",", "")) if found[2] else MARKS[found[0]]

    return MARK.sub(mark, drawn)


@given(tricky_texts() | st.text(st.characters(codec="utf-8")))
def test_what_is_drawn_reads_back_to_the_same_text(text):
    assert read_back(shown(text)) == text
    assert read_back("".join(shown_pieces(text, 20))) == text


@given(tricky_texts())
def test_texts_that_differ_only_in_how_letters_are_put_together_are_drawn_apart(text):
    assert unicodedata.is_normalized("NFC", shown(text))


@pytest.mark.parametrize("marks", ["\u0323\u0301", "\u0324\u0308", "\u093c\u094d", "\u0323\u20dd", "\u3099\u0301"])
def test_marks_in_another_order_are_drawn_apart(marks):
    assert shown(f"x{marks}") != shown(f"x{marks[::-1]}")
    assert unicodedata.normalize("NFC", shown(f"x{marks}")) != unicodedata.normalize("NFC", shown(f"x{marks[::-1]}"))


@given(tricky_texts().map(lambda text: text * 20), st.integers(40, 200))
def test_a_cut_text_says_exactly_how_much_is_missing(text, limit):
    drawn = shown_start(text, limit)
    assert len(drawn) <= limit
    if is_cut(drawn):
        kept, _, missing = drawn.rpartition("… (+")
        left = int(missing.partition(" ")[0].replace(",", ""))
        # A gap that is parted is counted up to there.
        assert text.startswith(read_back(kept))
        assert len(read_back(kept)) == len(text) - left
    else:
        assert drawn == shown(text)


def on_card(payload):
    view = payload_view(payload, HINTS)
    return [(entry.name, entry.value) for entry in view.entries], view.words, view.missing


def in_details(payload):
    lines = [
        detail_line
        for detail_line in detail_lines(an_action(payload), HINTS, [])
        if detail_line.heading == "The whole payload"
    ]
    return [(line.label, "".join(line.more or [line.text])) for line in lines]


def differ(one, other):
    return sha256(one) != sha256(other)


@given(values(), values())
def test_no_two_payloads_are_drawn_alike(one, other):
    assume(differ(one, other))
    assert in_details(one) != in_details(other)
    (lines, words, cut), (other_lines, other_words, other_cut) = on_card(one), on_card(other)
    assume(not cut and not other_cut)
    assert lines != other_lines
    assert words != other_words


PAIRS = [
    *itertools.combinations(["a\r\nb", "a\nb", "a\rb", "a\u2028b", "a\u2029b", "a\u0085b", "a\x0bb", "a\x0cb", "a⏎b", "a ⏎ b"], 2),
    *itertools.combinations(["a\tb", "a⇥ b", "a⇥b", "a b", "a  b", "a␣b", "a␣␣b", "a\u00a0b", "ab", " ab", "ab "], 2),
    *itertools.combinations(["x" + " " * 30 + "y", "x⟨30 spaces⟩y", "x ⟨30 spaces⟩ y", "x" + " " * 31 + "y"], 2),
    *itertools.combinations(["\n\n\n\n\n", "\n \n\n\n\n", "⟨5 line breaks⟩", " ⟨5 line breaks⟩ ", "\r\n" * 5, "\r\n\n\n\n\n"], 2),
    *itertools.combinations(["5", 5, 5.5, "5.5", "null", None, "true", True, "", [], {}, "[]", "{}", '""', '"5"', -5, "-5", 1e21], 2),
    *itertools.combinations(["\u202e", "\\u{202E}", "\\\\u{202E}", "\\u202e", "u{202E}"], 2),
    *itertools.combinations([{"a.b": 1}, {"a": {"b": 1}}, {'["a.b"]': 1}, {"a": 1, "b": 1}, {"a[0]": 1}, {"a": [1]}], 2),
    *itertools.combinations([{"a": 1}, {"aㅤ": 1}, {"a": None}, {"a": ""}, {}, {"a": {}}, {"a": []}, {"(whole payload)": {}}], 2),
    *itertools.combinations([{"a": "x; b: y"}, {"a": "x", "b": "y"}, {"a: x; b": "y"}], 2),
    *itertools.combinations(["é", "e\u0301", "Å", "\u212b", "A\u030a", "한", "\u1112\u1161\u11ab"], 2),
    *itertools.combinations(["abc… (+120 characters)", "abc… (cut)", "abc…"], 2),
    ({"n": "[redacted]"}, {"n": '"[redacted]"'}),
]  # fmt: skip


@pytest.mark.exhaustive
@pytest.mark.parametrize(("one", "other"), PAIRS, ids=[f"{one!r:.20} {other!r:.20}" for one, other in PAIRS])
def test_pairs_that_were_drawn_alike_or_could_be(one, other):
    for first, second in (
        (one, other),
        ({"to": one}, {"to": other}),
        ([one], [other]),
        ({"to": [one, 1]}, {"to": [other, 1]}),
    ):
        assert in_details(first) != in_details(second)
        assert on_card(first) != on_card(second)
        assert unicodedata.normalize("NFC", str(in_details(first))) != unicodedata.normalize(
            "NFC", str(in_details(second))
        )


@pytest.mark.exhaustive
def test_many_values_drawn_as_json_are_drawn_apart_too():
    many = {f"k{n}": [n, "x"] for n in range(30)}
    for one, other in PAIRS:
        assert on_card(many | {"to": one}) != on_card(many | {"to": other})


def test_a_hidden_value_and_the_text_that_says_so_are_drawn_apart():
    view = payload_view({"secret": 1, "note": "[redacted]", "in": {"secret": "x"}}, HINTS)
    assert view.words == 'secret: [redacted]; note: "[redacted]"; in.secret: [redacted]'
    many = payload_view({f"k{n}": [n] * 2 for n in range(30)} | {"in": {"secret": 1, "note": "[redacted]"}}, HINTS)
    assert '{"secret": [redacted], "note": "[redacted]"}' in many.words


def told(old, new):
    return change_lines([FieldChange("$.a", old, new, ChangeKind.CHANGED)], HINTS, limit=100_000)


@given(tricky_texts(), tricky_texts(), tricky_texts(), tricky_texts())
def test_changes_are_told_apart(before, after, other_before, other_after):
    assume((before, after) != (other_before, other_after))
    assert told(before, after) != told(other_before, other_after)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("", " → "), (" → ", "")),
        ((' " → " ', "x"), (" ", '" → x')),
        (('" → "', ""), ("", '" → "')),
        (("a\\", 'b" → "c'), ('a" → "b', "c")),
        (([" → "], 1), ([], '"] → 1')),
    ],
)
def test_the_arrow_within_a_value_is_not_the_one_between_two(one, other):
    assert told(*one) != told(*other)


def test_a_change_of_ordinary_texts_has_no_more_quotes_than_it_needs():
    assert told("900", "a → b") == ['Changed a: "900" → "a → b"']
    assert told('5" pipe', 'x "y"') == ['Changed a: 5" pipe → x "y"']
    assert told("", ' "y"') == ['Changed a: "" → " \\"y\\""']


def test_ordinary_text_looks_ordinary():
    for text in (
        "Grüße, 1 € (50 %)",
        "C:\\users\\a",
        "a… and (more)",
        "x → y · z",
        "2024-05-25 9:30",
        "¿Qué? “Sí”",
        "⟨ψ|φ⟩",
    ):
        assert shown(text) == text
        assert in_details({"a": text}) == [("a", text)]


def test_a_title_does_not_merge_values():
    hints = CardHints(headline=("a", "b"))
    assert headline({"a": "x · b y"}, hints) != headline({"a": "x", "b": "y"}, hints)


def test_what_the_agent_says_is_drawn_so_too():
    lines = detail_lines(an_action(description="a\r\nb⏎", context={"a": "x\ty"}), HINTS, [])
    said = {line.label: "".join(line.more or [line.text]) for line in lines if line.heading == UNVERIFIED}
    assert said["Description"] == "a↵ ⏎ b\\u{23CE}"
    assert said["Context a"] == "x⇥ y"
