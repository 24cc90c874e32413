"""What is to be known of an action's draft besides the draft itself."""

from dataclasses import dataclass

from oversight.editing.draft.work import Work
from oversight.policy.draft_settings import NO_DRAFTING, DraftSettings


@dataclass(frozen=True, slots=True)
class Drafting:
    """What the policy asks of the draft, and how far people are with it."""

    settings: DraftSettings = NO_DRAFTING
    work: Work | None = None


NO_WORK = Drafting()
