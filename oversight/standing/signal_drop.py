"""Whether signals say clearly less for an action than they said for the one that a reviewer approved.

A reviewer who lets a medium action run though its signals were mixed has not said that any signals will do. They move a
little from one action to the next, so a little is borne. One that was there and is gone says the least: else an agent
would leave out what speaks against it.
"""

from collections.abc import Mapping

BORNE = 0.1
"""So far may a signal lie under what it was."""
ENOUGH = 0.5
"""What a signal has to say that was not there then."""


def speaks_less(now: Mapping[str, float], then: Mapping[str, float]) -> bool:
    """Whether any signal is gone, or lies clearly under what was seen of it; what is no number does."""
    if not now.keys() >= then.keys():
        return True
    return not all(value >= (then[name] - BORNE if name in then else ENOUGH) for name, value in now.items())
