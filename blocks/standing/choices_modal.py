"""The first of two windows that allow what looks like an approved action: what may differ, for how long, how often.

Nothing is open but what the reviewer opens, except downwards where less is plainly milder: the bound of an amount
stands at the approved value, so that without typing nothing larger passes than what a person has seen.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from blocks.card.subject import subject
from blocks.kit import ids
from blocks.kit.limits import OPTION_TEXT
from blocks.kit.message import Block, View
from blocks.kit.modal import modal
from blocks.kit.rich_text import line, part, rich_text
from blocks.kit.text import plain, shorten, shown
from blocks.payload.redaction import redacts_json_path
from blocks.payload.value_words import value_start, value_words
from blocks.standing.past_values import NO_PAST, PastValues
from blocks.standing.words import HIDDEN, NAME, is_nameable, path_words, times, visible_values
from oversight.action.action import Action
from oversight.calendar.duration import duration_words
from oversight.editing.redaction import NO_HINTS
from oversight.policy import CardHints
from oversight.standing.choices import JsonValue, json_values

NUMBERS = 20
TEXTS = 40
BOXES = 10
"""Slack's most in one group of check boxes."""
DESCRIPTION = 75
LONGEST = 200

LASTING = tuple(timedelta(hours=hours) for hours in (1, 8, 24, 3 * 24, 7 * 24, 14 * 24, 30 * 24, 90 * 24))
USUAL_TIME = timedelta(days=7)
COUNTS = (1, 5, 10, 20, 50, 100, 200, 500, 1_000)
USUAL_COUNT = 50

_LESS_IS_MILDER = re.compile(
    r"(?!min_)(?:.*_)?(?:amount|total|sum|cost|fee|refund|quantity|qty|count)(?:_(?:cents|minor|eur|usd|gbp))?",
    re.IGNORECASE,
)
"""Names of numbers where less is milder; a lower account number, port or selling price is not."""


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that the policy lets a reviewer allow."""

    lasts: timedelta
    uses: int


def allow_similar_modal(
    action: Action, private_metadata: str, caps: Caps, hints: CardHints = NO_HINTS, past: PastValues = NO_PAST
) -> View:
    """The window, filled in so that it can be sent at once."""
    numbers, texts = offered(action, hints)
    blocks = [subject(action, hints), _explanation(action)]
    blocks += [_bound(position, field, past) for position, field in numbers]
    blocks += _texts(texts, hints, past)
    if left := _left_out(action, hints, numbers, texts):
        blocks.append({"type": "context", "block_id": "left_out", "elements": [plain(left)]})
    blocks.append(_choice(ids.LASTING_BLOCK, ids.LASTING_INPUT, "For how long?", _spans(caps), _seconds(USUAL_TIME)))
    blocks.append(_choice(ids.USES_BLOCK, ids.USES_INPUT, "How often at most?", _counts(caps), USUAL_COUNT))
    return modal(ids.ALLOW_SIMILAR_VIEW, "Allow similar actions", blocks, private_metadata, submit="Show what passes")


def offered(action: Action, hints: CardHints) -> tuple[list[tuple[int, JsonValue]], list[tuple[int, JsonValue]]]:
    """The numbers and the texts that can be opened, each with its position among the payload's values.

    Not those below what cards hide, and no number that they hide: nobody knows what the bound would be of. Nor those
    whose names are too long to be told from another.
    """
    on_cards = {field.path for field in visible_values(action.version.payload, hints) if is_nameable(field.path)}
    every = [
        (position, field)
        for position, field in enumerate(json_values(action.version.payload))
        if field.path in on_cards
    ]
    numbers = [
        (position, field) for position, field in every if field.is_number and not redacts_json_path(hints, field.path)
    ]
    texts = [(position, field) for position, field in every if field.is_text]
    return numbers[:NUMBERS], texts[:TEXTS]


def _explanation(action: Action) -> Block:
    agent = shorten(shown(action.agent.name), NAME)
    said = f"What looks like this will run at once, without asking anybody, whenever the agent {agent} proposes it. "
    rest = "What you do not open here stays exactly as you approved it."
    return rich_text("explanation", [line(part(said), part(rest, bold=True))])


def _bound(position: int, field: JsonValue, past: PastValues) -> Block:
    approved = value_words(field.value)
    seen = past.words(field)
    hint = f"You approved {approved}. {f'{seen}. ' if seen else ''}Leave it empty for exactly {approved}."
    element: Block = {"type": "number_input", "action_id": ids.BOUND_INPUT, "is_decimal_allowed": True}
    if (usual := _usual_bound(field)) is not None:
        element["initial_value"] = usual
    return {
        "type": "input",
        "block_id": ids.bound_block(position),
        "label": plain(f"{path_words(field.path)}: at most"),
        "hint": plain(hint),
        "element": element,
        "optional": True,
    }


def _usual_bound(field: JsonValue) -> str | None:
    """The approved value where less is milder, else None, which means exactly the approved value."""
    assert isinstance(field.value, int | float)
    if field.value < 0 or not _LESS_IS_MILDER.fullmatch(str(field.keys[-1]) if field.keys else ""):
        return None
    return format(Decimal(repr(field.value)), "f")


def _texts(texts: Sequence[tuple[int, JsonValue]], hints: CardHints, past: PastValues) -> Iterator[Block]:
    for group in range(0, len(texts), BOXES):
        options = [_box(position, field, hints, past) for position, field in texts[group : group + BOXES]]
        yield {
            "type": "input",
            "block_id": ids.texts_block(group // BOXES),
            "label": plain("What may be any text?" if group == 0 else "And of these?"),
            "element": {"type": "checkboxes", "action_id": ids.TEXTS_INPUT, "options": options},
            "optional": True,
        }


def _box(position: int, field: JsonValue, hints: CardHints, past: PastValues) -> Block:
    hidden = redacts_json_path(hints, field.path)
    seen = "" if hidden else past.words(field)
    room = DESCRIPTION - len(f" · {seen}") if seen else DESCRIPTION
    now = HIDDEN if hidden else f"now {shorten(value_start(field.value, LONGEST), room - 4)}"
    return {
        "text": plain(path_words(field.path), OPTION_TEXT),
        "description": plain(f"{now} · {seen}" if seen else now, DESCRIPTION),
        "value": str(position),
    }


def _left_out(action: Action, hints: CardHints, numbers: Sequence[object], texts: Sequence[object]) -> str:
    """The sentence that says how many values the window leaves out; empty where it holds all."""
    every = visible_values(action.version.payload, hints)
    left = sum(field.is_number or field.is_text for field in every) - len(numbers) - len(texts)
    if left <= 0:
        return ""
    return f"{left:,} more value{'s stay' if left != 1 else ' stays'} exactly as approved: hidden, or too much to list."


def _choice(block_id: str, action_id: str, label: str, options: Sequence[Block], usual: int) -> Block:
    initial = next((option for option in options if option["value"] == str(usual)), options[-1])
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {
            "type": "static_select",
            "action_id": action_id,
            "options": list(options),
            "initial_option": initial,
        },
    }


def _spans(caps: Caps) -> list[Block]:
    spans = sorted({*(span for span in LASTING if span < caps.lasts), caps.lasts})
    return [_option(duration_words(span), _seconds(span), is_most=span == caps.lasts) for span in spans]


def _counts(caps: Caps) -> list[Block]:
    counts = sorted({*(count for count in COUNTS if count < caps.uses), caps.uses})
    return [_option(times(count), count, is_most=count == caps.uses) for count in counts]


def _option(words: str, value: int, *, is_most: bool) -> Block:
    return {"text": plain(f"{words} (the policy's most)" if is_most else words, OPTION_TEXT), "value": str(value)}


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())
