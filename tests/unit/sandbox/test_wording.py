"""What becomes of a text: escaped once, linked once, whoever wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.validation.escaping import escaped_length
from sandbox.wording import UNREADABLE, escaped, linked, told_by

PIECES = [*"&<>@#!:;/|ab. \n", "&amp;", "&lt;", "<@U0SAM>", "https://a.example/b", "<!here>"]
TEXTS = st.lists(st.sampled_from(PIECES)).map("".join)


@given(TEXTS)
def test_escaping_and_linking_twice_changes_nothing_more(text):
    once = linked(escaped(text))
    assert linked(escaped(once)) == once


@given(TEXTS)
def test_what_is_kept_is_as_long_as_the_rules_count(text):
    assert len(escaped(text)) == escaped_length(text, plain=False)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("1 < 2 > 0 & 3", "1 &lt; 2 &gt; 0 &amp; 3"),
        ("&amp; &nbsp;", "&amp; &amp;nbsp;"),
        ("<@U0SAM> <#C0RISK> <!date^1^{date}|x> <mailto:a@b.example|a>",) * 2,
        ("<script>", "&lt;script&gt;"),
        ("<https://a.example?b=1&c=2|b &amp; c>", "<https://a.example?b=1&amp;c=2|b &amp; c>"),
    ],
)
def test_escaping_spares_slacks_own_syntax(text, kept):
    assert escaped(text) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("see https://a.example.", "see <https://a.example>."),
        ("(https://a.example/b?c=1&amp;d=2)", "(<https://a.example/b?c=1&amp;d=2>)"),
        ("<https://a.example|there>", "<https://a.example|there>"),
        ("no link: http://", "no link: http://"),
    ],
)
def test_bare_addresses_become_links(text, kept):
    assert linked(text) == kept


def test_blocks_tell_their_words_or_that_they_cannot():
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "Refund"}, "fields": [{"text": "900"}]}
    assert told_by([section]) == "Refund 900"
    assert told_by([{"type": "divider"}]) == UNREADABLE
