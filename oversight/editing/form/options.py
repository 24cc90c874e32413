"""The options of a field that has too many to list: those that match what was typed."""

from oversight.editing.form.field import Field, Option
from oversight.editing.form.limits import MOST_OPTIONS


def found(field: Field, typed: str) -> tuple[Option, ...]:
    """At most 100 options with the typed words in their label; those that begin with them come first."""
    wanted = typed.casefold().strip()
    matching = [option for option in field.options if wanted in option.label.casefold()]
    matching.sort(key=lambda option: not option.label.casefold().startswith(wanted))
    return tuple(matching[:MOST_OPTIONS])
