"""How `card.redact` names what cards must not show. A spelling that would hide nothing is refused."""

import re
from typing import Annotated

from pydantic import AfterValidator

from oversight.exact_json.folded_key import folded_key
from oversight.exact_json.json_path import read_json_path

_INDEX = re.compile(r"\[\s*[\"']?(.*?)[\"']?\s*\]")


def _hidden_key(value: str) -> str:
    meant = _meant(value)
    if not meant or meant != value:
        write = f"write {meant}" if meant else "write a key, or keys with dots between them, such as card.number"
        raise ValueError(f"{value!r} hides nothing; {write}")
    return value


def _meant(value: str) -> str:
    """The keys alone: lists need no position, and a path begins in the payload."""
    path = _INDEX.sub(lambda found: f".{found[1]}", value.strip()).removeprefix("$.")
    if path.startswith("/"):
        path = path[1:].replace("/", ".")
    steps = [step for step in map(str.strip, path.split(".")) if step not in ("", "*")]
    if len(steps) > 1 and steps[0] == "payload":
        del steps[0]
    return ".".join(step for position, step in enumerate(steps) if not position or not step.isdecimal())


HiddenKey = Annotated[str, AfterValidator(_hidden_key)]


def hides(redact: tuple[str, ...], path: str) -> bool:
    """Whether `card.redact` keeps the value at this JSON path off cards, itself or a key above it."""
    names = {".".join(map(folded_key, name.split("."))) for name in redact}
    keys = [folded_key(step) for step in read_json_path(path) if isinstance(step, str)]
    return any(key in names or ".".join(keys[: at + 1]) in names for at, key in enumerate(keys))
