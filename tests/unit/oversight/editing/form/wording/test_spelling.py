"""What nobody sees is spelled, and reading it back needs to know nothing of what stood there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.editing.form.wording.spelling import spelled, spelled_line, unspelled

TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text("\\u{}0041 \n\r\t\u200b\u202ea", max_size=30)


@given(TEXTS)
def test_every_text_can_be_read_back(text):
    assert unspelled(spelled(text)) == text
    assert unspelled(spelled_line(text)) == text
    assert "\n" not in spelled_line(text)


@given(TEXTS)
def test_no_blank_stands_at_an_end_where_it_could_be_lost(text):
    said = spelled(text)
    assert said == said.strip(" \t\n\r")
    assert "\r" not in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plain\ntext", "plain\ntext"),
        (" a ", r"\u{0020}a\u{0020}"),
        ("a\r\nb", "a\\u{000D}\nb"),
        ("a\u202eb", r"a\u{202E}b"),
        (r"C:\users\d+", r"C:\users\d+"),
        (r"\u{41}", r"\u{005C}u{41}"),
        ("क्\u200dष 👩\u200d💻", "क्\u200dष 👩\u200d💻"),
    ],
)
def test_only_what_has_to_be_is_spelled(text, said):
    assert spelled(text) == said


def test_an_edit_elsewhere_keeps_what_nobody_sees():
    assert unspelled(spelled("total\u200b: 5 ").replace("5", "6")) == "total\u200b: 6 "
