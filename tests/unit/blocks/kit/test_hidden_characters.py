"""What would not be seen is spelled out; ordinary writing is left alone."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.kit.hidden_characters import _spell_known, reveal

# Published examples of what str.isprintable() lets through, and the classes of the rest.
NEVER_SEEN = [
    *"\u3164\u115f\u1160\uffa0\u034f\u17b4\u17b5\u180b\u180e\ufe00\U000e0100\u2800\U0001d159\ufffc",
    *(chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)),
    *"\u200b\u2060\ufeff\u00ad\u2061\u0085\u2028\u2029\u00a0\u2003\u3000\u1680",
    *(chr(code) for code in (*range(9), 0x0B, 0x0C, 0x0D, *range(0x0E, 0x20), *range(0x7F, 0xA0))),
    *(chr(code) for code in range(0xE0000, 0xE0080)),
    "\ue000",
    "\U0010ffff",
]

ORDINARY = [
    "Grüße aus Köln, 1 000 €",
    "السلام عليكم ورحمة الله",
    "می‌خواهم کتاب‌ها را بخوانم",  # noqa: RUF001 - Persian, whose words need the joiner
    "שלום עולם",
    "नमस्ते दुनिया, क्‍ष and क्‌ष",
    "ශ්‍රී ලංකාව",
    "মর‍্যাদা",
    "ന്‍",
    "日本語と한국어",
    "\u0645\u062d\u0645\u0651\u064e\u062f \u0645\u062d\u0645\u064e\u0651\u062f \u05e9\u05c1\u05b8 \u05e9\u05b8\u05c1",
    "\u1001\u103d\u1004\u103a\u1037 \u1001\u103d\u1004\u1037\u103a",
    "東京都　渋谷区　田中　太郎様。　ＡＢＣ　１２３",  # noqa: RUF001 - the wide space of Japanese and Chinese
    "สวัสดี",
    "👩‍👩‍👧‍👦 👩🏽‍💻 🏳️‍🌈 ❤️ ❤️‍🔥 1️⃣ #️⃣ ☎︎ 🇩🇪",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "र‍्य দর‍্শন ක්‍ෂ ರ‍್ಯಾಂಕ್ ན་སྐད་ ភាសាខ្មែរ မြန်မာ ລາວ ქართული Հայերեն ሰላም ᠮᠣᠩᠭᠣᠯ",
    "הַשָּׁלוֹם, هٰذَا نَصٌّ ٢٠٢٦, ∀x∈ℝ: x² ≈ ⅓ − ∑ᵢ aᵢ · t͡ʃ x̂",  # noqa: RUF001 - mathematics
    "if x:\nreturn [1, 2] … (see below) ⟨ψ|φ⟩ C:\\users",
]


@pytest.mark.parametrize("char", NEVER_SEEN, ids=lambda char: f"U+{ord(char):04X}")
def test_a_hidden_character_is_spelled_out(char):
    for text in (f"pay{char}pal", char, f"{char}a", f"a{char}"):
        told = reveal(text)
        assert told.hidden
        assert char not in told.text
        assert f"\\u{{{ord(char):04X}}}" in told.text


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_writing_is_left_alone(text):
    assert reveal(text) == (type(reveal(""))(text, hidden=False))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\u200db", "a\\u{200D}b"),
        ("‌می", "\\u{200C}می"),
        ("👩‍", "👩\\u{200D}"),
        ("\u0628\u200d\u0628", "\u0628\\u{200D}\u0628"),
        ("A\ufe0f", "A\\u{FE0F}"),
        ("東\u3000\u3000京", "東\\u{3000}\\u{3000}京"),
        ("東京\u3000", "東京\\u{3000}"),
        ("東\u3000Tokyo", "東\\u{3000}Tokyo"),
        ("❤\ufe0f\ufe0f", "❤\ufe0f\\u{FE0F}"),
        ("\U0001f3f4\U000e0067\U000e0061\U000e007f", "\U0001f3f4\\u{E0067}\\u{E0061}\\u{E007F}"),
    ],
)
def test_joiners_selectors_and_tags_out_of_place_are_spelled_out(text, told):
    assert reveal(text).text == told


@pytest.mark.exhaustive
def test_no_control_format_or_space_character_of_unicode_slips_through():
    seen = "\n\t "
    shown_formats = {0x0600, 0x0601, 0x0602, 0x0603, 0x0604, 0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2}
    missed = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Zs", "Zl", "Zp", "Co")
        and chr(code) not in seen
        and code not in shown_formats | {0x110BD, 0x110CD}
        and not reveal(f"a{chr(code)}b").hidden
    ]
    assert missed == []


def test_a_long_gap_is_counted():
    assert reveal("ls" + " " * 5_000 + "; rm -rf /").text == "ls ⟨5,000 spaces⟩ ; rm -rf /"
    assert reveal("ls" + "\n" * 40 + "; rm -rf /").text == "ls ⟨40 line breaks⟩ ; rm -rf /"


def test_tabs_and_line_ends_of_windows_are_seen_and_no_alarm():
    assert reveal("a\tb\r\nc").text == "a⇥ b↵\nc"
    assert not reveal("a\tb\r\nc").hidden


@given(st.text(st.characters(codec="utf-8")))
def test_what_was_revealed_hides_nothing_more(text):
    assert not reveal(reveal(text).text).hidden


def provenance(data, *, length=None):
    """C2PA's wrapper around these bytes."""
    whole = b"C2PATXT\0\x01" + (len(data) if length is None else length).to_bytes(4, "big") + data
    return "\ufeff" + "".join(chr(0xFE00 + byte) if byte < 16 else chr(0xE0100 + byte - 16) for byte in whole)


def test_provenance_data_is_named_and_is_no_alarm():
    told = reveal("Dear all," + provenance(b"made by an agent"))
    assert told.text.startswith("Dear all,⟨provenance data (C2PA), 29 bytes, SHA-256 ")
    assert not told.hidden
    assert told.text != reveal("Dear all," + provenance(b"made by a human!")).text


@pytest.mark.parametrize("text", [provenance(b"x", length=2), "\ufeff" + "\ufe01" * 20, provenance(b"x")[1:]])
def test_what_only_resembles_provenance_data_is_spelled(text):
    assert reveal(text).hidden
    assert "provenance" not in reveal(text).text


def test_a_letter_with_thousands_of_marks_is_not_kept_in_memory():
    _spell_known.cache_clear()
    assert reveal("e\u0301").text == "e\\u{0301}"
    assert reveal("e" + 5_000 * "\u0301").text == "e" + 5_000 * "\\u{0301}"
    assert _spell_known.cache_info().currsize == 1
