"""Halts, as people see them: announced in channels, listed on request, above everything else on the Home tab."""

from blocks.kit import ids
from blocks.kit.limits import FALLBACK_CHARACTERS
from blocks.kit.message import Block, SlackMessage
from blocks.kit.rich_text import bullets, date_part, date_words, line, part, quote, rich_text
from blocks.kit.text import escape, plain, shorten, shown
from oversight.halts.halt import Halt, Halts
from oversight.halts.words import scope_argument, scope_words

NAME = 120
SCOPE = 200
REASON = 1_000
IN_A_LIST = 150
MOST = 10
NOTHING_HALTED = "✅ Nothing is halted."


def halted_message(halt: Halt) -> SlackMessage:
    """The announcement of a halt, as it stands now."""
    if halt.ending is not None:
        return _ended(halt, f"⏹️ Was halted: {_what(halt)} · resumed by {_name(halt.ending.by.name)}")
    headline = f"🛑 Halted: {_what(halt)} · by {_name(halt.by.name)}"
    effect = f"Nothing in its reach is released without a person. {_time(halt)} To let it go on: {_resume(halt)}"
    elements: list[Block] = [line(part(headline, bold=True)), *_reason(halt.reason), line(part(effect))]
    text = f"{headline}{_because(halt.reason)}. {effect}"
    return SlackMessage(escape(shorten(text, FALLBACK_CHARACTERS)), [rich_text("halted", elements)])


def resumed_message(halt: Halt) -> SlackMessage:
    """The announcement that a halt is over."""
    assert halt.ending is not None, "what still stands is not announced as over"
    return _ended(halt, f"▶️ Resumed: {_what(halt)} · by {_name(halt.ending.by.name)}")


def halts_list(halts: Halts) -> SlackMessage:
    """The answer to a person who asks what is halted."""
    if not halts.active:
        return SlackMessage(
            NOTHING_HALTED, [{"type": "section", "block_id": "halts", "text": plain(NOTHING_HALTED), "expand": True}]
        )
    head = _count(len(halts.active))
    rows = [_row(halt) for halt in halts.active[:MOST]]
    lines = [
        f"• {_what(halt)} by {_name(halt.by.name)} since {date_words(halt.at)}{_because(halt.reason)}. {_resume(halt)}"
        for halt in halts.active[:MOST]
    ]
    if (left := len(halts.active) - MOST) > 0:
        rows.append(line(part(f"{left:,} more; `sayso halts` lists them all.")))
    blocks = [rich_text("halts", [line(part(head, bold=True)), bullets(rows)])]
    return SlackMessage(escape(shorten("\n".join([head, *lines]), FALLBACK_CHARACTERS)), blocks)


def home_halts(halts: Halts) -> list[Block]:
    """What stands above the list on the Home tab; nothing while nothing is halted."""
    return halts_list(halts).blocks if halts.active else []


def halt_answer(halt: Halt, *, is_new: bool) -> str:
    """What the person who halted something reads."""
    if not is_new:
        since = f"{_name(halt.by.name)} at {date_words(halt.at)}"
        return escape(f"🛑 Already halted: {_what(halt)}, by {since}{_because(halt.reason)}. Nothing was changed.")
    where = ", ".join(shown(channel) for channel in halt.channels)
    return escape(
        f"🛑 Halted: {_what(halt)}. Nothing in its reach is released without a person. {_time(halt)} "
        f"Announced in {where}. To let it go on: {_resume(halt)}"
    )


def resume_answer(halt: Halt) -> str:
    """What the person who resumed something reads."""
    return escape(f"▶️ Resumed: {_what(halt)}. {_moved(halt)}")


def _ended(halt: Halt, headline: str) -> SlackMessage:
    assert halt.ending is not None
    reason = halt.ending.reason
    elements: list[Block] = [line(part(headline, bold=True)), *_reason(reason), line(part(_moved(halt)))]
    text = f"{headline}{_because(reason)}. {_moved(halt)}"
    return SlackMessage(escape(shorten(text, FALLBACK_CHARACTERS)), [rich_text("resumed", elements)])


def _row(halt: Halt) -> Block:
    because = shorten(_because(halt.reason), IN_A_LIST)
    return line(
        part(_what(halt), bold=True),
        part(f" by {_name(halt.by.name)} since "),
        date_part(halt.at),
        part(f"{because}. {_resume(halt)}"),
    )


def _count(number: int) -> str:
    what = "1 halt stands: what it covers" if number == 1 else f"{number} halts stand: what they cover"
    return f"🛑 {what} is released by people only."


def _what(halt: Halt) -> str:
    return shorten(shown(scope_words(halt.scope)), SCOPE)


def _resume(halt: Halt) -> str:
    argument = scope_argument(halt.scope)
    quoted = f'"{argument}"' if " " in argument else argument
    return f"{ids.APPROVALS_COMMAND} resume {shorten(shown(quoted), SCOPE)}"


def _time(halt: Halt) -> str:
    if halt.freezes:
        return "The time of pending actions stands still; people can still decide them."
    return "Deadlines of pending actions run on."


def _moved(halt: Halt) -> str:
    if not halt.freezes:
        return "The policy decides again."
    return "The policy decides again; deadlines have moved by as long as it stood, unless another halt covers them."


def _reason(reason: str | None) -> list[Block]:
    return [quote(shorten(shown(reason), REASON))] if reason else []


def _because(reason: str | None) -> str:
    return f": {shorten(shown(reason), REASON)}" if reason else ""


def _name(name: str) -> str:
    return shorten(shown(name), NAME)
