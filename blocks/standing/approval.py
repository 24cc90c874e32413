"""Standing approvals as people see them: in the thread of the card they came from, on request, on the Home tab."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from blocks.kit import ids
from blocks.kit.buttons import button
from blocks.kit.length import text_length
from blocks.kit.limits import FALLBACK_CHARACTERS, MESSAGE_CHARACTERS
from blocks.kit.message import Block, SlackMessage
from blocks.kit.rich_text import date_mrkdwn, date_part, date_words, line, part, rich_text
from blocks.kit.text import escape, mrkdwn, plain, shorten
from blocks.kit.timed_text import TimedText
from blocks.standing.words import STANDING, ended, name_of, summary, times, used, what
from oversight.editing.redaction import NO_HINTS
from oversight.policy import CardHints
from oversight.standing.standing_approval import StandingApproval

MOST = 15
FOR_THE_REST = 200
"""Characters kept for saying how many more there are."""
ON_HOME = 8
ASKS_AGAIN = "What looks like this asks a person again."
NOTHING_STANDS = "✅ Nothing runs by a standing approval."
SWITCHED_OFF = "Standing approvals are switched off. The policy's standing_approvals switches them on."
OFF = TimedText("switched off by the policy")
RUNS_WITHOUT_ASKING = "Runs without asking"
Hints = Mapping[str, CardHints]


def standing_message(
    approval: StandingApproval, now: datetime, hints: CardHints = NO_HINTS, *, is_on: bool = True
) -> SlackMessage:
    """The reply in the card's thread: with a button while the approval is valid, afterwards with how it ended."""
    shape = f"{what(approval)}: {summary(approval, hints)}."
    if over := ended(approval, now) or (None if is_on else OFF):
        was = f"⏹️ Was allowed by {name_of(approval)} · "
        block = rich_text("standing.ended", [line(part(was), *over.parts), line(part(shape))])
        text = f"{was}{over.words}. {shape} {ASKS_AGAIN}"
        return SlackMessage(escape(shorten(text, FALLBACK_CHARACTERS)), [block])
    said = f"🔁 {name_of(approval)} allowed what looks like this: it runs without asking, "
    most = f"{times(approval.uses_at_most)} at most, until "
    head = line(part(f"{said}{most}", bold=True), date_part(approval.expires_at))
    text = f"{said}{most}{date_words(approval.expires_at)}. {shape} To stop it: {ids.APPROVALS_COMMAND} {STANDING}"
    row: Block = {"type": "actions", "block_id": "revoke.stands", "elements": [_revoke(approval)]}
    blocks = [rich_text("standing.stands", [head, line(part(shape))]), row]
    return SlackMessage(escape(shorten(text, FALLBACK_CHARACTERS)), blocks)


def standing_ended_message(approval: StandingApproval, now: datetime) -> SlackMessage:
    """The reply that says that it is over."""
    over = ended(approval, now)
    assert over is not None, "what still stands is not announced as over"
    said = "⏹️ No longer allowed: "
    text = f"{said}{over.words}. {ASKS_AGAIN}"
    block = rich_text("standing_ended", [line(part(said), *over.parts, part(f". {ASKS_AGAIN}"))])
    return SlackMessage(escape(shorten(text, FALLBACK_CHARACTERS)), [block])


def standing_list(approvals: Sequence[StandingApproval], hints: Hints, *, is_on: bool = True) -> SlackMessage:
    """The answer to somebody who asks what runs by standing approvals."""
    if not approvals:
        said = NOTHING_STANDS if is_on else SWITCHED_OFF
        return SlackMessage(
            escape(said), [{"type": "section", "block_id": "standing", "text": plain(said), "expand": True}]
        )
    head = standing_count(len(approvals))
    blocks: list[Block] = [{"type": "section", "block_id": "standing", "text": plain(head), "expand": True}]
    told = [head]
    for position, approval in enumerate(approvals[:MOST], 1):
        known = hints.get(approval.action_type, NO_HINTS)
        rows = _rows(approval, position, known)
        if text_length([*blocks, *rows]) > MESSAGE_CHARACTERS - FOR_THE_REST:
            break
        blocks += rows
        told.append(f"• {what(approval)}: {summary(approval, known)}; {_left(approval)}, by {name_of(approval)}")
    if (left := len(approvals) - len(told) + 1) > 0:
        more = f"{left:,} more; `sayso standing list` lists them all."
        blocks.append({"type": "section", "block_id": "standing_more", "text": plain(more), "expand": True})
        told.append(more)
    return SlackMessage(escape(shorten("\n".join(told), FALLBACK_CHARACTERS)), blocks)


def home_standing(approvals: Sequence[StandingApproval], hints: Hints) -> list[Block]:
    """The blocks below the list on the Home tab; none while nothing is allowed in advance."""
    if not approvals:
        return []
    blocks: list[Block] = [{"type": "header", "block_id": "standing", "text": plain(RUNS_WITHOUT_ASKING)}]
    for position, approval in enumerate(approvals[:ON_HOME], 1):
        blocks += _rows(approval, position, hints.get(approval.action_type, NO_HINTS))
    if (left := len(approvals) - ON_HOME) > 0:
        more = f"{left:,} more; {ids.APPROVALS_COMMAND} {STANDING} lists them."
        blocks.append({"type": "context", "block_id": "standing_more", "elements": [plain(more)]})
    return blocks


def standing_count(number: int) -> str:
    """How many there are."""
    return f"🔁 {number:,} standing approval{'s let' if number != 1 else ' lets'} actions run without asking."


def revoked_answer(approval: StandingApproval, hints: CardHints = NO_HINTS) -> str:
    """The answer to the person who revoked it."""
    return escape(f"⏹️ Revoked: {what(approval)}: {summary(approval, hints)}. {ASKS_AGAIN}")


def _rows(approval: StandingApproval, position: int, hints: CardHints) -> list[Block]:
    said = f"{what(approval)}\n{summary(approval, hints)}\nAllowed by {name_of(approval)}"
    until = f"{used(approval)} · until {date_mrkdwn(approval.expires_at)}"
    return [
        {
            "type": "section",
            "block_id": f"standing.{position}.{approval.uses}",
            "text": plain(said),
            "expand": True,
            "accessory": _revoke(approval),
        },
        {"type": "context", "block_id": f"until.{position}.{approval.uses}", "elements": [mrkdwn(until)]},
    ]


def _left(approval: StandingApproval) -> str:
    return f"{used(approval)}, until {date_words(approval.expires_at)}"


def _revoke(approval: StandingApproval) -> Block:
    return button(ids.REVOKE_STANDING, "Revoke", approval.id, f"Revoke: {what(approval)}")
