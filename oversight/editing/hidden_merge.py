"""What a colleague made of hidden values stays, whatever somebody makes of the rest who does not see them."""

from oversight.editing.form.working import placed
from oversight.editing.redaction import redacted, walk_visible
from oversight.exact_json.canonical import Json, canonical
from oversight.exact_json.walk import Path, value_at
from oversight.policy import CardHints

_NOWHERE = object()


def with_hidden_of_theirs(base: Json, mine: Json, theirs: Json, hints: CardHints) -> Json:
    """My version with each hidden value of theirs that I left as it was in the one that both began from.

    In a list that I changed, it cannot be told whose hidden value is whose, so mine stay.
    """
    value = mine
    for path, hidden, is_hidden in walk_visible(theirs, hints):
        was = value_at(base, path, _NOWHERE)
        if is_hidden and _is(value_at(mine, path, _NOWHERE), was) and _is_told_apart(mine, theirs, path, hints):
            value = placed(value, path, hidden)
    return value


def _is(one: Json, other: Json) -> bool:
    if one is _NOWHERE or other is _NOWHERE:
        return False
    return canonical(one) == canonical(other)


def _is_told_apart(mine: Json, theirs: Json, path: Path, hints: CardHints) -> bool:
    """Whether the path is that of the same value in both: no list is on it, or the outermost one looks alike."""
    above = next((path[:length] for length, step in enumerate(path) if isinstance(step, int)), None)
    if above is None:
        return True
    lists = (redacted(value_at(version, above), hints, above) for version in (mine, theirs))
    return len({canonical(entries) for entries in lists}) == 1
