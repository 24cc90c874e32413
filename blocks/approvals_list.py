"""The answer to /approvals, seen by the one who asked."""

from collections.abc import Mapping, Sequence

from blocks import ids
from blocks.deadline import deadline
from blocks.letter import Block, Letter
from blocks.limits import FALLBACK_CHARACTERS
from blocks.redaction import NO_HINTS
from blocks.text import escape, plain, shorten
from blocks.title import title
from blocks.waiting import NO_LINKS, waiting_rows, waiting_words
from oversight.action import Action
from oversight.policy import CardHints

MOST = 15


def approvals_list(
    actions: Sequence[Action], links: Mapping[str, str] = NO_LINKS, hints: Mapping[str, CardHints] | None = None
) -> Letter:
    """What waits for the person, the next deadline first; ``links`` and ``hints`` by action id and action type."""
    known = hints or {}
    head = waiting_words(len(actions))
    blocks: list[Block] = [{"type": "section", "block_id": "count", "text": plain(head)}]
    said = [head]
    for place, action in enumerate(actions[:MOST], 1):
        hint = known.get(action.proposal.action_type, NO_HINTS)
        blocks += waiting_rows(action, place, links, hint)
        until = deadline(action)
        said.append(f"• {title(action, hint)}" + (f", {until.words}" if until else ""))
    if len(actions) > MOST:
        more = f"{len(actions) - MOST:,} more wait; the Home tab shows up to 45."
        blocks.append({"type": "section", "block_id": "more", "text": plain(more)})
        said.append(more)
    return Letter(escape(shorten("\n".join(said), FALLBACK_CHARACTERS)), blocks)


def approvals_misunderstood() -> str:
    """The answer to words that mean nothing here."""
    return f"⚠️ Not understood, and nothing was done.\n{approvals_help()}"


def approvals_help() -> str:
    """What the command is for."""
    return (
        f"*{ids.APPROVALS_COMMAND}* shows what waits for your decision, the next deadline first. "
        "Decide on the card itself: press Approve, Modify or Reject. The menu “⋯” beside them hands it on, up to the "
        "next tier or to a colleague, or gives it more time.\n"
        f"*{ids.APPROVALS_COMMAND} halt* [all, an agent, an action type or refund.*] [why] stops everything there "
        f"that would run without a person; *{ids.APPROVALS_COMMAND} resume* [the same] lets it go on, "
        f"*{ids.APPROVALS_COMMAND} halts* shows what is halted.\n"
        f"*{ids.APPROVALS_COMMAND} standing* shows what runs without asking because a reviewer allowed it."
    )
