"""Another shape for a value that may have several."""

from msgspec.structs import replace

from oversight.editing.form.field import ABSENT
from oversight.editing.form.form import Form
from oversight.editing.form.place import Place, place_at
from oversight.editing.form.rows import start_value
from oversight.editing.form.working import Working, forgotten, renamed, with_value
from oversight.exact_json.canonical import Json
from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import Path
from oversight.policy.payload_schema.description.description import Branch


def with_branch(form: Form, working: Working, path: Path, key: str) -> Working:
    """With the value in the shape of this key: as it was when it last had it, else with only what says the shape.

    What it has now is kept until the edit ends, and comes back when its shape is chosen again.
    """
    place = place_at(form, working, path)
    branch = next((one for one in place.union.branches if one.key == key), None) if place.union else None
    if branch is None or (place.branch is not None and place.branch.key == key):
        return working
    name = json_path(place.path)
    kept, aside = dict(working.kept.get(name, {})), dict(working.aside.get(name, {}))
    before = place.branch.key if place.branch else ""
    if place.value is not ABSENT:
        kept[before] = place.value
    aside[before] = _typed_below(working, place.path)
    value = kept.pop(key) if key in kept else _start(form, place, branch)
    changed = forgotten(with_value(working, place.path, value), place.path)
    changed = _with_typed(changed, aside.pop(key, Working(None)))
    return replace(
        changed,
        chosen={**changed.chosen, name: key},
        kept={**changed.kept, name: kept},
        aside={**changed.aside, name: aside},
    )


def _start(form: Form, place: Place, branch: Branch) -> Json:
    """An object begins with what tells its shape and with what all shapes have in common, as that stands now."""
    of = form.described(branch.schema)
    value = start_value(of)
    if isinstance(value, dict):
        shared = place.union.properties if place.union is not None else {}
        there = place.value if isinstance(place.value, dict) else {}
        tags = {key: values[0] for key, values in branch.tags.items() if len(values) == 1 and key in of.required}
        return {**{key: there[key] for key in there if key in shared}, **tags}
    return ABSENT if value is None and place.is_named else value


def _typed_below(working: Working, path: Path) -> Working:
    """What was typed and chosen below the path, without any value."""
    alone = replace(working, value=None, shifts=())
    return renamed(alone, lambda known: known if len(known) > len(path) and known[: len(path)] == path else None)


def _with_typed(working: Working, typed: Working) -> Working:
    """The working value with what was typed and chosen in another one, too."""
    return replace(
        working,
        unread={**working.unread, **typed.unread},
        chosen={**working.chosen, **typed.chosen},
        kept={**working.kept, **typed.kept},
        aside={**working.aside, **typed.aside},
        texts={**working.texts, **typed.texts},
    )
