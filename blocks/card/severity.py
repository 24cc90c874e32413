"""The question how bad an error is."""

from blocks.kit import ids
from blocks.kit.message import Block
from blocks.kit.text import plain
from oversight.action.status import Severity

MEANINGS = {
    Severity.LOW: "Low: no harm done",
    Severity.MEDIUM: "Medium: some work to put it right",
    Severity.HIGH: "High: harm to a customer or to us",
    Severity.CRITICAL: "Critical: serious harm, or still going on",
}


def severity_question() -> Block:
    """Radio buttons, none of them chosen."""
    options = [{"text": plain(words), "value": severity.value} for severity, words in MEANINGS.items()]
    return {
        "type": "input",
        "block_id": ids.SEVERITY_BLOCK,
        "label": plain("How bad is it?"),
        "element": {"type": "radio_buttons", "action_id": ids.SEVERITY_INPUT, "options": options},
    }
