"""What is said of the audit log in channels: what was signed, and that nothing is signed any more."""

from blocks.kit.limits import FALLBACK_CHARACTERS
from blocks.kit.message import SlackMessage
from blocks.kit.rich_text import line, part, quote, rich_text
from blocks.kit.text import escape, shorten, shown

WHY = 1_000
REFUSED = "🛑 The audit log is not signed any more."
EFFECT = (
    "Actions and decisions go on and are still written down. But what is written from now on is not signed, so nobody "
    "can prove later that it was not changed."
)
COMMAND = "sayso audit resume"
WHAT_IT_DOES = "where the bot runs. It says what stands in the way, and what can be done about it."


def checkpoint_message(size: int, note: str) -> SlackMessage:
    """A signed checkpoint for whoever reads the channel: a sentence for people, and the note as it was signed."""
    entries = "1 entry" if size == 1 else f"{size:,} entries"
    said = f"The audit log has {entries}. Whoever keeps this message can prove later that none of them was changed."
    as_signed = {"type": "rich_text_preformatted", "elements": [part(note)]}
    return SlackMessage(escape(f"{said}\n```\n{note}```"), [rich_text("checkpoint", [line(part(said)), as_signed])])


def audit_refused_message(why: str) -> SlackMessage:
    """The audit log is not signed any more."""
    told = shorten(shown(why), WHY)
    elements = [
        line(part(REFUSED, bold=True)),
        quote(told),
        line(part(EFFECT)),
        line(part("What to do: run "), part(COMMAND, code=True), part(f" {WHAT_IT_DOES}")),
    ]
    text = f"{REFUSED} {told} {EFFECT} What to do: run `{COMMAND}` {WHAT_IT_DOES}"
    return SlackMessage(escape(shorten(text, FALLBACK_CHARACTERS)), [rich_text("audit_refused", elements)])
