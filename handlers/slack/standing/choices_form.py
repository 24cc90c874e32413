"""What a reviewer chose of what may differ, read from the first window and carried to the second."""

import math
from datetime import timedelta

from blocks.kit import ids
from blocks.payload.value_words import value_words
from blocks.standing.choices_modal import BOXES, offered
from handlers.slack.kit.clicks import Body
from handlers.slack.kit.form_state import chosen_number, entered_text, ticked_values
from handlers.slack.kit.window_state import PackedChoices
from oversight.action.action import Action
from oversight.action.refusal import Refusal, RefusalCode
from oversight.exact_json.strict_json import read_json
from oversight.policy import CardHints
from oversight.standing.choices import Choices, json_values

MISREAD = Refusal(RefusalCode.STALE_CARD, "This window is no longer readable. Close it and press Allow similar… again.")
CHOOSE = "Choose one of these."
Faults = dict[str, str]
"""What is wrong, by the block under which it is shown."""


def read_choices(view: Body, action: Action, hints: CardHints) -> Choices | Faults:
    """What was chosen in the first window; or what is wrong with it."""
    numbers, texts = offered(action, hints)
    bounds: dict[str, int | float] = {}
    faults: Faults = {}
    for position, field in numbers:
        typed = entered_text(view, ids.bound_block(position), ids.BOUND_INPUT).strip()
        if not typed:
            continue
        bound = _number(typed)
        if bound is None or bound < field.value:
            least = value_words(field.value)
            faults[ids.bound_block(position)] = (
                f"Write a number of at least {least}, which you approved; or leave it empty."
            )
        else:
            bounds[field.path] = bound
    lasts = chosen_number(view, ids.LASTING_BLOCK, ids.LASTING_INPUT)
    uses = chosen_number(view, ids.USES_BLOCK, ids.USES_INPUT)
    faults |= {ids.LASTING_BLOCK: CHOOSE} if lasts is None else {}
    faults |= {ids.USES_BLOCK: CHOOSE} if uses is None else {}
    if faults or lasts is None or uses is None:
        return faults
    groups = range(math.ceil(len(texts) / BOXES))
    ticked = {value for group in groups for value in ticked_values(view, ids.texts_block(group), ids.TEXTS_INPUT)}
    free = frozenset(field.path for position, field in texts if str(position) in ticked)
    return Choices(timedelta(seconds=lasts), uses, bounds, free)


def pack(choices: Choices, action: Action) -> PackedChoices:
    """The choices, short enough to travel: values by their position in the payload, which never changes."""
    positions = {field.path: position for position, field in enumerate(json_values(action.version.payload))}
    return PackedChoices(
        seconds=int(choices.lasts.total_seconds()),
        uses=choices.uses,
        bounds=tuple((positions[path], bound) for path, bound in choices.bounds.items()),
        free=tuple(sorted(positions[path] for path in choices.free)),
    )


def unpack(packed: PackedChoices | None, action: Action) -> Choices | Refusal:
    """The choices that were packed for this action; or a refusal where they cannot be read."""
    paths = [field.path for field in json_values(action.version.payload)]
    if packed is None or any(position >= len(paths) for position in (*dict(packed.bounds), *packed.free)):
        return MISREAD
    bounds = {paths[position]: bound for position, bound in packed.bounds}
    free = frozenset(paths[position] for position in packed.free)
    return Choices(timedelta(seconds=packed.seconds), packed.uses, bounds, free)


def _number(typed: str) -> int | float | None:
    """A number as JSON has them, whole where it is written whole."""
    read = read_json(typed.encode())
    return read if isinstance(read, int | float) and not isinstance(read, bool) else None
