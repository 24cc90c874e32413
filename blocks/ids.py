"""Every id that Slack hands back to us. A button shown is a handler owed: one test compares both sides.

Ids are never reused for something else. One that is no longer shown moves to ``RETIRED`` and still gets a polite
answer, because old cards keep their buttons.
"""

# Buttons on an approval card; their value is :func:`button_value`.
APPROVE = "approve"
REJECT = "reject"
MODIFY = "modify"
ESCALATE = "escalate"
DETAILS = "details"

# Buttons under a sample in a digest; their value is :func:`button_value`, too.
SAMPLE_RIGHT = "sample_right"
SAMPLE_WRONG = "sample_wrong"
SAMPLE_UNSURE = "sample_unsure"

# Buttons that turn the pages of the Details view; their value is the page to show, from 1.
DETAILS_PREVIOUS = "details_previous"
DETAILS_NEXT = "details_next"

# The Details button where no card is at hand: Home tab, /approvals, samples. Its value is the action's id.
OPEN_FROM_HOME = "open_from_home"

# Views.
REJECT_VIEW = "reject_view"
MODIFY_VIEW = "modify_view"
DETAILS_VIEW = "details_view"

# Inputs of the views: the block and the element inside it.
REASON_BLOCK = "reason_block"
REASON_INPUT = "reason_input"
PAYLOAD_BLOCK = "payload_block"
PAYLOAD_INPUT = "payload_input"

# Commands and shortcuts, as the manifest names them.
APPROVALS_COMMAND = "/approvals"
MY_APPROVALS_SHORTCUT = "my_approvals"
EXPLAIN_SHORTCUT = "explain_decision"

RETIRED: tuple[str, ...] = ()
"""Action ids of the past: on old cards they may still be pressed."""


def button_value(token: str, version: int) -> str:
    """What a button carries: the posting's opaque token and the payload version that its card showed."""
    return f"{token}:{version}"


def read_button_value(value: str) -> tuple[str, int] | None:
    """The token and version of a button's value, or None where it is not one of ours."""
    token, colon, version = value.rpartition(":")
    if not (token and colon and version.isascii() and version.isdigit() and len(version) <= 9):  # noqa: PLR2004 - nobody edits a billion times
        return None
    return token, int(version)
