"""The options of a field, each in words that no other one has."""

from collections import Counter

from blocks.kit.limits import OPTION_TEXT
from blocks.kit.message import Block
from blocks.kit.text import plain, shorten, shown, shown_start
from oversight.editing.form.field import Field

ENDING = 50
"""Signs of the end of an option that is too long."""


def options_of(field: Field) -> dict[str, Block]:
    """Every option of the field by its key; of those that begin alike, the number and the end are shown."""
    words = {one.key: shown_start(one.label, OPTION_TEXT) if one.label else "(empty text)" for one in field.options}
    often = Counter(words.values())
    for number, one in enumerate(field.options, 1):
        if often[words[one.key]] > 1:
            words[one.key] = shorten(f"{number}: …{shown(one.label[-ENDING:])}", OPTION_TEXT)
    return {key: {"text": plain(said, OPTION_TEXT), "value": key} for key, said in words.items()}
