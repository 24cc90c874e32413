"""What all windows of an edit have in common: what they are about, where they stand, how they are sent in."""

from collections.abc import Sequence
from dataclasses import dataclass

from blocks.card.subject import subject
from blocks.kit import ids
from blocks.kit.buttons import button, reveal_button
from blocks.kit.limits import INPUT_VALUE
from blocks.kit.lookalikes import lookalike_notices
from blocks.kit.message import Block, View
from blocks.kit.modal import modal, text_input
from blocks.kit.rich_text import line, part, rich_text
from blocks.kit.text import plain, shorten, shown
from oversight.action.action import Action
from oversight.editing.edit import Edit
from oversight.editing.redaction import hidden_values
from oversight.exact_json.canonical import canonical
from oversight.policy import CardHints

TITLE, DONE, APPROVE = "Modify and approve", "Done", "Approve changes"
CRUMB, ALERT = 40, 600
FEW = 5
"""So many of what is wrong elsewhere are said above a page."""
LAST_LEVEL = 2
"""Slack stacks three windows."""


@dataclass(frozen=True, slots=True)
class EditFrame:
    """One window of an edit."""

    action: Action
    hints: CardHints
    edit: Edit
    level: int = 0
    """How many of our windows stand below it."""
    as_text: bool = False
    """Whether it is shown as text because somebody asked for that."""
    notice: str = ""
    """What has to be read before anything else."""

    @property
    def may_ask_for_hidden(self) -> bool:
        """Whether somebody is entitled to see the values in it that cards hide, and no text is half read."""
        hidden = hidden_values(self.edit.base, self.hints) if self.hints.reveal else iter(())
        return not self.edit.working.texts and next(hidden, None) is not None

    @property
    def is_begun(self) -> bool:
        """Whether anything was typed or done so far."""
        working, base = self.edit.working, self.edit.base
        is_typed = bool(working.unread or working.texts)
        return is_typed or (working.value is not base and canonical(working.value) != canonical(base))


def edit_window(frame: EditFrame, blocks: Sequence[Block], private_metadata: str) -> View:
    """The window; the lowest approves, those above it lead back."""
    submit = DONE if frame.level else APPROVE
    return modal(ids.EDIT_VIEW, TITLE, list(blocks), private_metadata, submit=submit)


def opening(frame: EditFrame, crumbs: Sequence[str], title: str, number: int, pages: int) -> list[Block]:
    """What stands above a page: what it is about in the lowest window, where it stands in the others."""
    where = f"page {number + 1:,} of {pages:,}" if pages > 1 else ""
    noticed = [alert("notice", frame.notice)] if frame.notice else []
    if frame.level or crumbs:
        trail = " / ".join(shorten(shown(crumb), CRUMB) for crumb in (*crumbs, title))
        return [*noticed, _context("where", f"{trail} · {where}" if where else trail)]
    told = [line(part(_what_it_does(frame.action)))]
    told += [line(part(notice)) for notice in lookalike_notices(frame.edit.working.value, frame.hints)]
    if frame.is_begun:
        told.append(line(part("✏️ Your changes so far are in it. Nothing is sent yet.", italic=True)))
    above = [*noticed, subject(frame.action, frame.hints), rich_text("explanation", told)]
    return [*above, _context("where", where.capitalize())] if where else above


def closing(frame: EditFrame, buttons: Sequence[Block]) -> list[Block]:
    """What stands below a page: the ways on, and the reason in the lowest window."""
    more = list(buttons)
    if not frame.level and frame.is_begun:
        more.append(undo_button())
    if not frame.level and frame.may_ask_for_hidden:
        more.append(reveal_button(ids.EDIT_REVEAL, "edit"))
    below: list[Block] = [{"type": "actions", "block_id": "ways", "elements": more}] if more else []
    if frame.level:
        return below
    reason = text_input(ids.REASON_BLOCK, ids.REASON_INPUT, "Why?", optional=True, value=reason_start(frame.edit))
    return [*below, reason]


def undo_button() -> Block:
    """The button that begins the edit again."""
    return button(ids.EDIT_ANEW, "Undo all my changes", "anew", "Undo all my changes and begin again")


def reason_start(edit: Edit) -> str:
    """As much of the reason as an input can be drawn with; one that nobody touches stays whole."""
    return shorten(edit.reason, INPUT_VALUE)


def alert(block_id: str, words: str) -> Block:
    """What is wrong, where it stands."""
    return {"type": "section", "block_id": block_id, "text": plain(f"⚠️ {shorten(shown(words), ALERT)}"), "expand": True}


def turning(number: int, pages: int) -> list[Block]:
    """The buttons that turn the pages."""
    made = []
    if number > 0:
        made.append(button(ids.EDIT_PREVIOUS, "◀ Previous", str(number - 1), "Previous page"))
    if number + 1 < pages:
        made.append(button(ids.EDIT_NEXT, "Next ▶", str(number + 1), "Next page"))
    return made


def back(frame: EditFrame, depth: int) -> list[Block]:
    """The button that leads to the page above where Slack stacks no further window."""
    return [button(ids.EDIT_BACK, "◀ Back", "back", "Back to what this belongs to")] if depth > frame.level else []


def _what_it_does(action: Action) -> str:
    what = "Submitting approves the action with your changes."
    if action.rung is not None and (action.rung.modified_needs_second or action.rung.approvals_required > 1):
        what += " Others have to approve the new version, too."
    return what


def _context(block_id: str, words: str) -> Block:
    return {"type": "context", "block_id": block_id, "elements": [plain(words)]}
