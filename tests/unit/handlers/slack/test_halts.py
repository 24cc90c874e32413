"""What is read from the words behind /approvals."""

import pytest

from handlers.slack.halts import read_words


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("halt", ("halt", "", None)),
        ("HALT", ("halt", "", None)),
        ("Halt All the Prices", ("halt", "All", "the Prices")),
        ("halt refund-bot", ("halt", "refund-bot", None)),
        ('halt "Refund bot" it spams', ("halt", "Refund bot", "it spams")),
        ("halt “Refund bot”", ("halt", "Refund bot", None)),
        ("halt refund.* a &lt; b &amp;amp; c", ("halt", "refund.*", "a < b &amp; c")),
        ("resume", ("resume", "", None)),
        ("halts", ("halts", "", None)),
        ("halt   all\nwhy", ("halt", "all", "why")),
        ("halting", None),
        ("please halt", None),
        ("", None),
        ("haltall", None),
    ],
)
def test_the_words_of_the_kill_switch(said, read):
    assert read_words(said) == read
