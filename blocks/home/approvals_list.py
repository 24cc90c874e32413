"""The answer to /approvals; only the person who asked sees it."""

from collections.abc import Mapping, Sequence

from blocks.card.deadline import deadline
from blocks.card.title import title
from blocks.home.waiting import NO_LINKS, waiting_rows, waiting_words
from blocks.kit import ids
from blocks.kit.limits import FALLBACK_CHARACTERS
from blocks.kit.message import Block, SlackMessage
from blocks.kit.rich_text import line, part, rich_text
from blocks.kit.text import escape, plain, shorten
from oversight.action.action import Action
from oversight.editing.redaction import NO_HINTS
from oversight.policy import CardHints

MOST = 15


def approvals_list(
    actions: Sequence[Action], links: Mapping[str, str] = NO_LINKS, hints: Mapping[str, CardHints] | None = None
) -> SlackMessage:
    """What waits for the person, the next deadline first; ``links`` and ``hints`` by action id."""
    known = hints or {}
    head = waiting_words(len(actions))
    blocks: list[Block] = [{"type": "section", "block_id": "count", "text": plain(head), "expand": True}]
    lines = [head]
    for position, action in enumerate(actions[:MOST], 1):
        hint = known.get(action.id, NO_HINTS)
        blocks += waiting_rows(action, position, links, hint)
        until = deadline(action)
        lines.append(f"• {title(action, hint)}" + (f", {until.words}" if until else ""))
    if len(actions) > MOST:
        more = f"{len(actions) - MOST:,} more wait; the Home tab shows up to 45."
        blocks.append({"type": "section", "block_id": "more", "text": plain(more), "expand": True})
        lines.append(more)
    return SlackMessage(escape(shorten("\n".join(lines), FALLBACK_CHARACTERS)), blocks)


def approvals_misunderstood() -> SlackMessage:
    """The answer to words that the command does not know."""
    return _told([[part("⚠️ Not understood, and nothing was done.", bold=True)], *_HELP])


def approvals_help() -> SlackMessage:
    """What the command is for."""
    return _told(_HELP)


def _command(words: str = "") -> Block:
    return part(f"{ids.APPROVALS_COMMAND} {words}".strip(), code=True)


_HELP: list[list[Block]] = [
    [
        _command(),
        part(
            " shows what waits for your decision, the next deadline first. Decide on the card itself: press Approve, "
            "Modify or Reject. The menu “⋯” beside them hands it on, up to the next tier or to a colleague, or gives "
            "it more time."
        ),
    ],
    [
        _command("halt"),
        part(" [all, an agent, an action type or "),
        part("refund.*", code=True),
        part("] [why] stops everything there that would run without a person; "),
        _command("resume"),
        part(" [the same] lets it go on, "),
        _command("halts"),
        part(" shows what is halted."),
    ],
    [_command("digest"), part(" posts now what agents did since the last digest, with what is to be looked at.")],
    [_command("standing"), part(" shows what runs without asking because a reviewer allowed it.")],
]


def _told(paragraphs: list[list[Block]]) -> SlackMessage:
    """The paragraphs as data, not as markup: in markup the star of ``refund.*`` would start bold text."""
    text = "\n".join("".join(str(piece["text"]) for piece in pieces) for pieces in paragraphs)
    return SlackMessage(escape(text), [rich_text("help", [line(*pieces) for pieces in paragraphs])])
