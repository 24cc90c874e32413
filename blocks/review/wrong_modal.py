"""The window behind *Wrong*: how bad it is, what would have been right, and which of the type's questions it fails."""

from collections.abc import Sequence

from blocks.card.severity import severity_question
from blocks.card.subject import subject
from blocks.kit import ids
from blocks.kit.limits import OPTION_TEXT
from blocks.kit.message import Block, View
from blocks.kit.modal import modal, text_input
from blocks.kit.text import plain
from oversight.action.action import Action
from oversight.policy import CardHints


def wrong_modal(action: Action, private_metadata: str, hints: CardHints, rubric: Sequence[str]) -> View:
    """The window; without a rubric it asks two things."""
    blocks = [
        subject(action, hints),
        severity_question(),
        text_input(
            *(ids.INSTEAD_BLOCK, ids.INSTEAD_INPUT, "What would have been right?"),
            optional=False,
            hint="Whoever improves the agent reads this, and so does whoever reads the digest.",
        ),
        *([_questions(rubric)] if rubric else []),
    ]
    return modal(ids.WRONG_VIEW, "What was wrong?", blocks, private_metadata, submit="It was wrong")


def _questions(rubric: Sequence[str]) -> Block:
    options = [{"text": plain(question, OPTION_TEXT), "value": str(n)} for n, question in enumerate(rubric)]
    return {
        "type": "input",
        "block_id": ids.RUBRIC_BLOCK,
        "label": plain("Which of these does it fail?"),
        "element": {"type": "checkboxes", "action_id": ids.RUBRIC_INPUT, "options": options},
        "optional": True,
    }
