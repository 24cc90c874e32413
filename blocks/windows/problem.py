"""The window in which somebody who looks at a decided action says that it went wrong."""

from blocks.card.severity import severity_question
from blocks.card.subject import subject
from blocks.kit import ids
from blocks.kit.message import Block, View
from blocks.kit.modal import modal, text_input
from blocks.kit.text import plain
from oversight.action.action import Action
from oversight.editing.redaction import NO_HINTS
from oversight.policy import CardHints


def problem_modal(action: Action, private_metadata: str, hints: CardHints = NO_HINTS) -> View:
    """The window: how bad, when, and what; when is at first the moment of the decision."""
    picker: Block = {"type": "datetimepicker", "action_id": ids.HAPPENED_INPUT}
    if action.decision is not None:
        picker["initial_date_time"] = int(action.decision.at.timestamp())
    happened: Block = {
        "type": "input",
        "block_id": ids.HAPPENED_BLOCK,
        "label": plain("When did it happen?"),
        "hint": plain("When it was noticed is now."),
        "element": picker,
    }
    note = text_input(
        ids.NOTE_BLOCK,
        ids.NOTE_INPUT,
        "What went wrong?",
        optional=True,
        hint="The agent and its owner read this, and it stands in the card's thread.",
    )
    return modal(
        ids.PROBLEM_VIEW,
        "Report a problem",
        [subject(action, hints), severity_question(), happened, note],
        private_metadata,
        submit="Report",
    )
