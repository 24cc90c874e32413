"""A no, said to the person who clicked: what kind of no, why, and what to do next.

That nothing was changed is said here, once. A refusal's own sentence says why, and what to do.
"""

from blocks.kit.limits import TEXT_OBJECT
from blocks.kit.text import escape, shorten, shown
from oversight.action.refusal import Refusal, RefusalCode

_TOO_LATE = (
    RefusalCode.ALREADY_DECIDED,
    RefusalCode.ALREADY_VOTED,
    RefusalCode.STALE_CARD,
    RefusalCode.STANDING_OVER,
)
_NOT_ENTITLED = (
    RefusalCode.BOT,
    RefusalCode.DEACTIVATED,
    RefusalCode.FOREIGN_WORKSPACE,
    RefusalCode.GUEST,
    RefusalCode.NOT_A_REVIEWER,
    RefusalCode.SELF_APPROVAL,
)
MOST_DETAILS = 10
SHOWN_UNDER_A_FIELD = 5


def refusal_field(refusal: Refusal) -> str:
    """The refusal as plain words under a field of a window, which says by itself that it was not sent in."""
    details = "; ".join(refusal.details[:SHOWN_UNDER_A_FIELD])
    late = "Nothing changed: " if refusal.code in _TOO_LATE else ""
    return shown(f"{late}{refusal.sentence} {details}".strip())


def refusal_text(refusal: Refusal) -> str:
    """The refusal as mrkdwn that mentions nobody, one line and one more for each detail."""
    said = [f"{_opening(refusal.code)}: {shown(refusal.sentence)}"]
    said += [f"• {shorten(shown(detail), 250)}" for detail in refusal.details[:MOST_DETAILS]]
    if len(refusal.details) > MOST_DETAILS:
        said.append(f"• and {len(refusal.details) - MOST_DETAILS:,} more")
    return escape(shorten("\n".join(said), TEXT_OBJECT))


def _opening(code: RefusalCode) -> str:
    if code in _TOO_LATE:
        return "✋ Nothing changed"
    return "⛔ Not allowed" if code in _NOT_ENTITLED else "⚠️ Not done"
