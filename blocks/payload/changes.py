"""What reviewers changed of a payload, value by value, and who did."""

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from blocks.kit.message import Block
from blocks.kit.rich_text import bullets, line, part
from blocks.kit.text import shorten, shown
from blocks.payload.redaction import redacts_json_path, visible_path
from blocks.payload.value_words import quoted_apart, value_start
from blocks.payload.withheld import CHANGES as CHANGES_WITHHELD
from blocks.payload.word_changes import word_parts, word_text
from oversight.action.action import Action
from oversight.action.decision import ChangeKind, FieldChange
from oversight.editing.changes import payload_changes
from oversight.editing.redaction import REDACTED, hidden_values
from oversight.exact_json.canonical import canonical
from oversight.exact_json.json_path import read_json_path
from oversight.policy import CardHints

CHANGES = 6
CHANGE_VALUE = 60
NAME = 120


def changes(action: Action, hints: CardHints, *, headed: bool = True) -> list[Block]:
    """The changes as a list, under the name of who made them."""
    made = payload_changes(action.original_payload, action.version.payload)
    if hints.summary_only:
        return [line(part(f"✏️ {edited_words(action, made, hints)}", bold=True))]
    said = marked_changes(made, hints)
    head = [line(part(f"✏️ {edited_words(action, made, hints)}", bold=True))] if headed or not said else []
    return [*head, bullets(said)] if said else head


def marked_changes(made: Sequence[FieldChange], hints: CardHints) -> list[Block]:
    """The first changes, each on its line, with the words of long texts marked; then how many more there are."""
    said: list[Block] = []
    if hints.summary_only:
        return said
    for change in made[:CHANGES]:
        hidden = redacts_json_path(hints, change.path)
        marked = None if hidden else word_parts(change.before, change.after, CHANGE_VALUE)
        verb, path = _change_words(change)
        said += [line(part(f"{verb} {path}: "), *marked)] if marked else map(_line, change_lines([change], hints))
    if len(made) > CHANGES:
        said.append(line(part(f"{len(made) - CHANGES:,} more changes are under Details")))
    return list({str(told): told for told in said}.values())


def _line(text: str) -> Block:
    return line(part(text))


def edited_words(action: Action, made: Sequence[FieldChange], hints: CardHints) -> str:
    """Who made the current version, which has these changes."""
    by = action.version.edited_by
    name = shorten(shown(by.name), NAME) if by else "nobody"
    if hints.summary_only:
        return f"Edited by {name} (version {action.version.number}). {CHANGES_WITHHELD}"
    if not made:
        return f"Edited back to the agent's payload by {name} (version {action.version.number})"
    return f"Edited by {name} (version {action.version.number}); against what the agent proposed:"


def change_lines(made: Sequence[FieldChange], hints: CardHints, limit: int = CHANGE_VALUE) -> list[str]:
    """Each change as “Changed amount: 900 → 500”; of what cards hide, that it changed and never to what."""
    lines: dict[str, None] = {}
    for change in () if hints.summary_only else made:
        if redacts_json_path(hints, change.path):
            lines[_hidden_line(change, hints)] = None
            continue
        verb, path = _change_words(change)
        before, after = (
            quoted_apart(value_start(side, limit, hints, read_json_path(change.path)), "→")
            for side in (change.before, change.after)
        )
        if (told := word_text(change.before, change.after, max(limit, CHANGE_VALUE))) is not None:
            lines[f"{verb} {path}: {told}"] = None
            continue
        match change.kind:
            case ChangeKind.ADDED:
                lines[f"{verb} {path}: {after}"] = None
            case ChangeKind.REMOVED:
                lines[f"{verb} {path}: was {before}"] = None
            case ChangeKind.CHANGED:
                lines[f"{verb} {path}: {before} → {after}{_hidden_too(change, hints)}"] = None
    return list(lines)


def _change_words(change: FieldChange) -> tuple[str, str]:
    """What a reviewer's edit did to one value: the verb and the path."""
    path = change.path.removeprefix("$.").removeprefix("$") or "(whole payload)"
    return {"added": "Added", "removed": "Removed"}.get(change.kind, "Changed"), shorten(shown(path), 80)


def _hidden_line(change: FieldChange, hints: CardHints) -> str:
    """The line of a change to a hidden value, or inside one: it never says what the value is."""
    shown_path = visible_path(hints, change.path)
    whole = shown_path == change.path
    verb, path = _change_words(replace(change, path=shown_path, kind=change.kind if whole else ChangeKind.CHANGED))
    match change.kind if whole else ChangeKind.CHANGED:
        case ChangeKind.ADDED:
            return f"{verb} {path}: a value that cards hide"
        case ChangeKind.REMOVED:
            return f"{verb} {path}: was {REDACTED}"
        case ChangeKind.CHANGED:
            return f"{verb} {path}: {REDACTED} → another value that cards hide"


def _hidden_too(change: FieldChange, hints: CardHints) -> str:
    """How many hidden values in a list or an object were replaced, which its visible form does not show."""
    path = read_json_path(change.path)
    before, after = (
        Counter(map(canonical, hidden_values(side, hints, path))) for side in (change.before, change.after)
    )
    new = (after - before).total()
    return f" ({new:,} hidden value{'s' if new != 1 else ''} in it written anew)" if new else ""
