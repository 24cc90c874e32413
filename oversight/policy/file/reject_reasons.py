"""The reasons that a policy offers for a no, as many and as long as Slack's radio buttons can show."""

from html import escape
from typing import Annotated

from pydantic import AfterValidator

from oversight.policy.file.unfit import Unfit

MOST = 9
"""Slack shows ten radio buttons, and the last one says that it is another reason."""
LONGEST = 75
"""Characters of a radio button's text, as Slack counts them: ``&`` is five, ``<`` and ``>`` are four each."""


def _reject_reason(text: str) -> str:
    if not text.strip():
        raise Unfit("a reason without words says nothing", "Write a few words, such as Wrong customer")
    if text != text.strip() or not text.isprintable():
        raise Unfit(f"{text!r} is not one line of visible text", "Write it on one line, without spaces around it")
    if (length := len(escape(text, quote=False))) > LONGEST:
        raise Unfit(
            f"it has {length} characters, and Slack's radio buttons show {LONGEST} (& counts as 5, < and > as 4)",
            "Write fewer; reviewers can say more in the field below",
        )
    return text


def _reject_reasons(reasons: tuple[str, ...]) -> tuple[str, ...]:
    if len(reasons) > MOST:
        raise Unfit(
            f"{len(reasons)} reasons are too many: Slack shows ten, and the last one is that it is another reason",
            f"Keep the {MOST} that are needed most",
        )
    folded = [reason.casefold() for reason in reasons]
    if twins := sorted({reason for reason in reasons if folded.count(reason.casefold()) > 1}):
        raise Unfit(f"the same reason stands here twice: {', '.join(twins)}", "Remove one, so that they can be counted")
    return reasons


RejectReasons = Annotated[tuple[Annotated[str, AfterValidator(_reject_reason)], ...], AfterValidator(_reject_reasons)]
