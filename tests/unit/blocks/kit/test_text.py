"""Escaping is exact, shortening counts what is sent and parts nothing that belongs together."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.kit.hidden_characters import reveal
from blocks.kit.text import escape, escaped_length, pieces, shorten, shorten_counting
from tests.unit.blocks.actions import texts


@given(texts())
def test_escaping_is_exact(text):
    assert html.unescape(escape(text)) == text or "&" in text
    assert escape(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text
    assert escaped_length(text) == len(escape(text))


@given(texts(), st.integers(1, 400))
def test_shortened_text_fits_after_escaping(text, limit):
    told = shorten(text, limit)
    assert len(escape(told)) <= limit
    assert told == text or (told[:-1] == text[: len(told) - 1] and told.endswith("…"))


@given(texts(), st.integers(40, 400))
def test_counted_shortening_fits_and_tells_exactly_what_is_missing(text, limit):
    told = shorten_counting(text, limit)
    assert len(escape(told)) <= limit
    if told != text:
        kept, _, rest = told.rpartition("… (+")
        missing = int(rest.removesuffix(" characters)").replace(",", ""))
        assert text[: len(text) - missing] == kept


@given(texts(), st.integers(10, 200))
def test_pieces_fit_and_are_the_text_again(text, limit):
    parts = list(pieces(text, limit))
    assert "".join(parts) == text
    assert all(escaped_length(part) <= limit for part in parts)


@pytest.mark.parametrize("whole", ["👩‍👩‍👧", "e\u0301", "❤\ufe0f", "कि"])
@pytest.mark.parametrize("limit", range(3, 12))
def test_no_character_is_parted(whole, limit):
    kept = shorten(whole * 9, limit).removesuffix("…")
    assert kept == whole * (len(kept) // len(whole))


@pytest.mark.parametrize("limit", range(2, 30))
def test_no_spelled_out_character_is_parted(limit):
    kept = shorten(reveal("\u202e" * 9).text, limit).removesuffix("…")
    assert kept == "\\u{202E}" * (len(kept) // 8)
