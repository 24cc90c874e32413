"""A refusal as the person who clicked reads it: what kind of no, why, and what to do next.

Only this file says that nothing was changed. The refusal's own sentence says why, and what to do.
"""

from collections.abc import Iterable

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
    RefusalCode.CANNOT_REVEAL,
    RefusalCode.DEACTIVATED,
    RefusalCode.FOREIGN_WORKSPACE,
    RefusalCode.GUEST,
    RefusalCode.NOT_A_REVIEWER,
    RefusalCode.SELF_APPROVAL,
)
_GONE = (RefusalCode.ACTION_NOT_FOUND, RefusalCode.OTHER_STAGE)
_NOTHING_CHANGED = "Nothing changed"
MOST_DETAILS = 10
SHOWN_UNDER_A_FIELD = 5


def ends_an_edit(code: RefusalCode) -> bool:
    """Whether an edit that was refused so can never be sent in, whatever is changed in it."""
    return code in (*_TOO_LATE, *_NOT_ENTITLED, *_GONE)


def refusal_field(refusal: Refusal) -> str:
    """The refusal as plain words under a field of a window. The open window shows that it was not sent in."""
    details = "; ".join(map(str, refusal.details[:SHOWN_UNDER_A_FIELD]))
    late = f"{_NOTHING_CHANGED}: " if refusal.code in _TOO_LATE else ""
    return shown(f"{late}{refusal.sentence} {details}".strip())


def refused_afterwards(fields: Iterable[str]) -> str:
    """What :func:`refusal_field` said under fields of a window that is closed by now, as mrkdwn."""
    said = " ".join(fields)
    return escape(f"✋ {said}" if said.startswith(_NOTHING_CHANGED) else f"⚠️ Not done: {said}")


def refusal_text(refusal: Refusal) -> str:
    """The refusal as mrkdwn that mentions nobody, one line and one more for each detail."""
    said = [f"{_opening(refusal.code)}: {shown(refusal.sentence)}"]
    said += [f"• {shorten(shown(str(detail)), 250)}" for detail in refusal.details[:MOST_DETAILS]]
    if len(refusal.details) > MOST_DETAILS:
        said.append(f"• and {len(refusal.details) - MOST_DETAILS:,} more")
    return escape(shorten("\n".join(said), TEXT_OBJECT))


def _opening(code: RefusalCode) -> str:
    if code in _TOO_LATE:
        return f"✋ {_NOTHING_CHANGED}"
    return "⛔ Not allowed" if code in _NOT_ENTITLED else "⚠️ Not done"
