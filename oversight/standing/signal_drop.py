"""Whether signals say clearly less for an action than they said for the one that a reviewer approved.

A reviewer who lets a medium action run although its signals were mixed has not said that any signals will do. Signals
move a little from one action to the next, so a small drop is accepted. A signal that was there and is gone counts as a
drop: else an agent would leave out what speaks against it.
"""

from collections.abc import Mapping

BORNE = 0.1
"""How far a signal may be below what it was."""
ENOUGH = 0.5
"""The least value of a signal that was not there then."""


def has_dropped(now: Mapping[str, float], then: Mapping[str, float]) -> bool:
    """Whether any signal is gone or clearly below what it was; NaN counts as below."""
    if not now.keys() >= then.keys():
        return True
    return not all(value >= (then[name] - BORNE if name in then else ENOUGH) for name, value in now.items())
