"""The reasons that a policy offers for a no, as many and as long as Slack's radio buttons can show."""

from typing import Annotated

from pydantic import AfterValidator

from oversight.policy.file.choices.choice_text import choice_text, refuse_twins
from oversight.policy.file.unfit import Unfit

MOST = 9
"""Slack shows ten radio buttons, and the last one says that it is another reason."""


def _reject_reasons(reasons: tuple[str, ...]) -> tuple[str, ...]:
    if len(reasons) > MOST:
        raise Unfit(
            f"{len(reasons)} reasons are too many: Slack shows ten, and the last one is that it is another reason",
            f"Keep the {MOST} that are needed most",
        )
    refuse_twins("reason", reasons)
    return reasons


RejectReasons = Annotated[
    tuple[Annotated[str, AfterValidator(choice_text("reason"))], ...], AfterValidator(_reject_reasons)
]
