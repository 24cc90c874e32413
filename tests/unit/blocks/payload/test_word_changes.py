"""What was changed in a long text is seen at a glance, and never told as something else."""

import pytest

from blocks.payload.changes import change_lines, marked_changes
from blocks.payload.word_changes import MOST_WORDS, word_parts, word_text
from oversight.editing.changes import payload_changes
from oversight.editing.redaction import NO_HINTS
from oversight.policy import CardHints

LETTER = "Dear Ada, your parcel was late and we are sorry. We pay back the postage within fourteen days. Yours, Bob"
EDITED = LETTER.replace("late", "lost").replace("fourteen days", "a week").replace(" Yours, Bob", "")


def styles(parts):
    return [(part["text"].strip(), next(iter(part.get("style", {"plain": True})))) for part in parts]


def test_words_that_went_are_struck_through_and_those_that_came_are_bold():
    parts = word_parts(LETTER, EDITED, 60)
    assert styles(parts)[:3] == [("Dear Ada, your parcel was", "plain"), ("late", "strike"), ("lost", "bold")]
    assert ("fourteen days. Yours, Bob", "strike") in styles(parts)
    assert word_text(LETTER, EDITED, 60) == "“late” → “lost”; “fourteen days. Yours, Bob” → “a week.”"


def test_what_did_not_change_is_shortened_around_the_change():
    long = " ".join(f"w{number}" for number in range(200))
    parts = word_parts(long, long.replace("w100", "other"), 60)
    assert parts is not None
    assert "".join(part["text"] for part in parts) == " … w96 w97 w98 w99 w100 other w101 w102 w103 w104 … "


def test_what_came_and_what_went_are_told_in_words():
    assert word_text(LETTER, f"{LETTER} Best wishes", 60) == "“Bob” → “Bob Best wishes”"
    assert word_text(LETTER, LETTER.replace("late and ", ""), 60) == "without “late and”"
    assert word_text(LETTER, LETTER.replace("was ", "was very "), 60) == "with “very”"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("short", "other"),
        (LETTER, 7),
        (None, LETTER),
        (LETTER, "Something else altogether, with other words in it and none of those that were there before, I think"),
        (LETTER, LETTER.replace("late", "la\u200bte")),
        (LETTER, LETTER.replace("late", "late ")),
        ("a " * (MOST_WORDS + 1), "b " * (MOST_WORDS + 1)),
        ("x" * 100_000, "x" * 99_999),
    ],
)
def test_other_changes_are_told_whole(before, after):
    assert word_parts(before, after, 60) is None
    assert word_text(before, after, 60) is None


def test_a_hidden_text_is_not_compared():
    hidden = CardHints(redact=("letter",))
    made = payload_changes({"letter": LETTER}, {"letter": EDITED})
    for told in (str(marked_changes(made, hidden)), str(change_lines(made, hidden))):
        assert "lost" not in told
        assert "redacted" in told


def test_a_change_is_told_alike_on_the_card_and_in_words():
    made = payload_changes({"letter": LETTER, "n": 1}, {"letter": EDITED, "n": 2})
    assert change_lines(made, NO_HINTS)[0].startswith("Changed letter: “late” → “lost”")
    first, second = marked_changes(made, NO_HINTS)
    assert first["elements"][0]["text"] == "Changed letter: "
    assert second["elements"][0]["text"] == "Changed n: 1 → 2"
