"""The second window: it says what will run without a person, before that is saved."""

from dataclasses import dataclass
from datetime import datetime

from blocks.card.subject import subject
from blocks.kit import ids
from blocks.kit.hidden_characters import reveal
from blocks.kit.limits import MODAL_TITLE
from blocks.kit.message import Block, View
from blocks.kit.modal import modal
from blocks.kit.rich_text import bullets, date_part, line, part, rich_text
from blocks.kit.text import pieces, plain, shorten, shown
from blocks.standing.past_values import FEWEST
from blocks.standing.words import NAME, STANDING, differing, fixed, times
from oversight.action.action import Action
from oversight.editing.redaction import NO_HINTS
from oversight.policy import CardHints
from oversight.standing.choices import Choices

FIXED = 25
"""How many values that stay as approved are listed; the others are counted. What may differ is always listed."""
PIECE = 2_500
BACK = "Back"


@dataclass(frozen=True, slots=True)
class Prospect:
    """What is about to be allowed."""

    rule: str
    """The CEL that is saved, with what no card shows replaced."""
    until: datetime
    sampled: float | None
    """The share of its uses that people look at afterwards; None where nobody does."""
    looked_at: int = 0
    """How many past actions of the agent and type were compared."""
    fitting: int = 0
    """How many of them fit."""


def standing_modal(
    action: Action, choices: Choices, prospect: Prospect, private_metadata: str, hints: CardHints = NO_HINTS
) -> View:
    """The window; sending it in saves the standing approval."""
    agent = shorten(shown(action.agent.name), NAME)
    said = "From now on this runs at once, without asking anybody,"
    head = line(part(said, bold=True), part(f" whenever the agent {agent} proposes it:"))
    blocks = [
        subject(action, hints),
        rich_text("passes", [head, bullets(_shape(action, choices, hints))]),
        rich_text("bounds", _bounds(choices, prospect)),
        rich_text("rule", _rule(prospect.rule)),
    ]
    view = modal(ids.STANDING_VIEW, "Allow this?", blocks, private_metadata, submit="Allow")
    return view | {"close": plain(BACK, MODAL_TITLE)}


def _shape(action: Action, choices: Choices, hints: CardHints) -> list[Block]:
    payload = action.version.payload
    opened = [line(part(text, bold=True)) for text in differing(payload, choices, hints)]
    same = fixed(payload, choices, hints)
    said = [*opened, *(line(part(text)) for text in same[:FIXED])]
    if (left := len(same) - FIXED) > 0:
        said.append(line(part(f"{left:,} more value{'s' if left != 1 else ''}: exactly as approved")))
    if action.proposal.on_behalf_of:
        person = shorten(shown(action.proposal.on_behalf_of), NAME)
        said.append(line(part(f"asked on behalf of {person}, as the agent says")))
    return [*said, line(part("no other value beside these"))]


def _bounds(choices: Choices, prospect: Prospect) -> list[Block]:
    lines = [
        line(
            part("How long: ", bold=True),
            part(f"{times(choices.uses)} at most, until "),
            date_part(prospect.until),
            part(", whichever comes first."),
        ),
        line(
            part("Still asked: ", bold=True),
            part("where a rule objects that did not before, the risk is higher, or a halt stands."),
        ),
        line(part("Looked at: ", bold=True), part(f"every use is counted and logged; {_sampling(prospect)}.")),
        line(
            part("To stop it: ", bold=True),
            part(f"press Revoke in this card's thread, on the Home tab, or under {ids.APPROVALS_COMMAND} {STANDING}."),
        ),
    ]
    return [*lines, line(part(_past(prospect)))] if prospect.looked_at >= FEWEST else lines


def _sampling(prospect: Prospect) -> str:
    if prospect.sampled is None:
        return "none is reviewed afterwards, because the policy has no digest"
    if prospect.sampled >= 1:
        return "all are reviewed afterwards"
    others = f" and {prospect.sampled:.0%} of the others are" if prospect.sampled else " is"
    return f"the first{others} reviewed afterwards"


def _past(prospect: Prospect) -> str:
    many = f"this agent's last {prospect.looked_at:,} actions of this type"
    if prospect.fitting <= 1:
        return f"⚠️ Of {many}, none but the approved one fits. Press {BACK} to open what differs each time."
    return f"Of {many}, {prospect.fitting:,} look like this."


def _rule(rule: str) -> list[Block]:
    return [
        line(part("The rule that is saved (CEL):", bold=True)),
        *({"type": "rich_text_preformatted", "elements": [part(piece)]} for piece in pieces(reveal(rule).text, PIECE)),
    ]
