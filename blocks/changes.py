"""What reviewers changed of a payload, value by value, and who did."""

from blocks.letter import Block
from blocks.payload import value_words
from blocks.redaction import REDACTED, redacted, redacts_json_path
from blocks.rich_text import bullets, line, part
from blocks.status import change_words
from blocks.text import shorten, shorten_counting, shown
from oversight.action import Action
from oversight.decision import FieldChange
from oversight.payload_changes import payload_changes
from oversight.policy import CardHints

CHANGES = 6
CHANGE_VALUE = 60
NAME = 120


def changes(action: Action, hints: CardHints, *, headed: bool = True) -> list[Block]:
    """The changes as a list, under the name of who made them."""
    made = payload_changes(action.original_payload, action.version.payload)
    said = [line(part(text)) for text in change_lines(made[:CHANGES], hints)]
    if len(made) > CHANGES:
        said.append(line(part(f"{len(made) - CHANGES:,} more changes are under Details")))
    head = [line(part(f"✏️ {edited_words(action)}", bold=True))] if headed or not said else []
    return [*head, bullets(said)] if said else head


def edited_words(action: Action) -> str:
    """Who made the version that stands."""
    by = action.version.edited_by
    name = shorten(shown(by.name), NAME) if by else "nobody"
    if not payload_changes(action.original_payload, action.version.payload):
        return f"Edited back to the agent's payload by {name} (version {action.version.number})"
    return f"Edited by {name} (version {action.version.number}); against what the agent proposed:"


def change_lines(made: tuple[FieldChange, ...], hints: CardHints, limit: int = CHANGE_VALUE) -> list[str]:
    """Each change as “Changed amount: 900 → 500”."""
    lines = []
    for change in made:
        verb, path = change_words(change)
        hide = redacts_json_path(hints, change.path)
        before, after = (
            REDACTED if hide else shorten_counting(value_words(redacted(side, hints)), limit)
            for side in (change.before, change.after)
        )
        match change.kind:
            case "added":
                lines.append(f"{verb} {path}: {after}")
            case "removed":
                lines.append(f"{verb} {path}: was {before}")
            case _:
                lines.append(f"{verb} {path}: {before} → {after}")
    return lines
