"""The window of an edit that somebody else overtook: what each of them changed, and three ways on."""

from collections.abc import Sequence

from blocks.card.subject import subject
from blocks.editing.frame import EditFrame
from blocks.kit import ids
from blocks.kit.buttons import button
from blocks.kit.message import Block, View
from blocks.kit.modal import modal
from blocks.kit.rich_text import bullets, line, part, rich_text
from blocks.kit.text import shorten, shown
from blocks.payload.changes import NAME, change_lines
from oversight.action.decision import FieldChange
from oversight.editing.changes import payload_changes
from oversight.editing.merge import merged
from oversight.exact_json.canonical import Json
from oversight.policy import CardHints

LISTED = 10
LONGEST = 200


def meanwhile_modal(frame: EditFrame, mine: Json, private_metadata: str, *, is_read: bool) -> View:
    """What changed meanwhile; without ``is_read``, some of the person's text cannot be read yet and is only theirs."""
    edit, action = frame.edit, frame.action
    theirs = action.version.payload
    by = action.version.edited_by
    name = shorten(shown(by.name), NAME) if by else "Somebody"
    conflicts = merged(edit.base, mine, theirs).conflicts
    said = [
        line(
            part(f"✋ Nothing is sent yet. {name} made version {action.version.number:,} while you edited.", bold=True)
        ),
        line(part("What you typed is kept. Choose how to go on; you see the form again before anything is sent.")),
    ]
    blocks = [
        subject(action, frame.hints),
        rich_text("meanwhile", said),
        rich_text("theirs", _listed(f"{name} changed:", payload_changes(edit.base, theirs), frame.hints)),
        rich_text("mine", _listed("You changed:", payload_changes(edit.base, mine), frame.hints)),
    ]
    ways = [
        button(ids.EDIT_MINE, "Keep mine", "mine", "Go on with my version; the other changes are undone"),
        button(
            ids.EDIT_THEIRS, f"Take {shorten(name, 30)}'s", "theirs", "Go on with the other version; mine is dropped"
        ),
    ]
    if is_read and not conflicts:
        both = button(
            ids.EDIT_BOTH, "Keep both", "both", "Go on with both, they touch different fields", style="primary"
        )
        ways.insert(0, both)
    elif conflicts:
        where = ", ".join(shown(conflict.path.removeprefix("$.")) for conflict in conflicts[:LISTED])
        blocks.append(rich_text("conflicts", [line(part(f"Both of you changed {shorten(where, LONGEST)}."))]))
    return modal(
        ids.EDIT_VIEW,
        "Changed meanwhile",
        [*blocks, {"type": "actions", "block_id": "ways", "elements": ways}],
        private_metadata,
    )


def _listed(head: str, made: Sequence[FieldChange], hints: CardHints) -> list[Block]:
    told = [line(part(text)) for text in change_lines(made[:LISTED], hints)]
    if len(made) > LISTED:
        told.append(line(part(f"and {len(made) - LISTED:,} more")))
    return [line(part(head, bold=True)), bullets(told or [line(part("nothing"))])]
