"""What channels read of the audit log."""

import pytest

from blocks.audit import audit_refused_message, checkpoint_message
from blocks.kit.text import unescaped
from oversight.audit.log.checkpoint import read_checkpoint
from oversight.audit.log.keys import SigningKey
from oversight.audit.log.note import opened
from oversight.audit.signing import signed_checkpoint
from tests.unit.blocks.slack_rules import all_text, check_message

KEYS = [SigningKey(name, b"k" * 32) for name in ("acme.example/sayso", "acme.example/<!channel>&", "x" * 300)]


@pytest.mark.parametrize("key", KEYS)
def test_whoever_copies_the_note_out_of_the_message_has_what_was_signed(key):
    note = signed_checkpoint([key], 1_234, b"r" * 32)
    message = checkpoint_message(1_234, note)
    check_message(message)
    said, as_signed = message.blocks[0]["elements"]
    assert as_signed["elements"] == [{"type": "text", "text": note}]
    assert said["elements"][0]["text"].startswith("The audit log has 1,234 entries. Whoever keeps this message can")
    assert "<!channel>" not in message.text
    # Where no blocks are shown, too.
    fallback = unescaped(message.text).partition("```\n")[2].removesuffix("```")
    for copied in (note, fallback):
        assert opened(copied, [key.verifier]) == [key.verifier]
        assert read_checkpoint(copied).size == 1_234


def test_one_entry_is_one():
    assert "has 1 entry. " in checkpoint_message(1, signed_checkpoint(KEYS[:1], 1, b"r" * 32)).text


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("The database went back in time.", "The database went back in time."),
        ("<!channel> & \u202e*bold* \0 ☃ " + "x" * 3_000, "<!channel> & \\u{202E}*bold* \\u{0000} ☃ xxx"),
    ],
)
def test_a_refusal_says_why_and_what_to_do(why, words):
    message = audit_refused_message(why)
    check_message(message)
    assert "<!channel>" not in message.text
    for text in (message.text, all_text(message.blocks)):
        assert "not signed any more" in text
        assert "sayso audit resume" in text
    assert words in all_text(message.blocks)
    assert words in unescaped(message.text)
