"""How people work on drafts of one type, as the policy says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DraftSettings:
    """What the policy asks of the drafts of a type."""

    target: str | None = None
    """JSON path of the payload's field that gets the final text; a draft may name no other."""
    evidence_required: bool = False
    """Whether a block without evidence is opened for the person, however sure the agent is."""
    must_cover: tuple[str, ...] = ()
    """Points about which the person is asked one by one whether the text has them."""
    spot_check: bool = True
    """Whether one confident block, drawn unpredictably, is opened and has to be answered."""
    second_person: bool = False
    """Whether every draft needs a second person, not only one that is risky or cannot be undone."""


NO_DRAFTING = DraftSettings(spot_check=False)
"""What holds for a type whose policy says nothing of drafts: no placeholders, and nothing is asked."""
