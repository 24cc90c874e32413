"""Where in a JSON document a value stands, written so that two places never look the same."""

import re
from collections.abc import Iterable

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def json_path(steps: Iterable[str | int]) -> str:
    """``$.items[0].price``; keys that are no plain names are quoted: ``$['a.b']``."""
    return "$" + "".join(map(_step, steps))


def child(path: str, step: str | int) -> str:
    """The path one step further."""
    return path + _step(step)


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    if _PLAIN.fullmatch(step):
        return f".{step}"
    quoted = step.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{quoted}']"
