"""How Python runs the program: no thread and no garbage collection may hold up the others for long."""

import gc
import sys

SWITCH_SECONDS = 0.0005
"""How long a thread may hold the interpreter: the default of 5 ms is most of the API's tail."""


def switch_often() -> None:
    """No thread holds the interpreter for long."""
    sys.setswitchinterval(SWITCH_SECONDS)


def spare_the_collector() -> None:
    """What exists by now is never looked at again by the cycle collector: a full round would stop us for 100 ms.

    Requests make little that is cyclic, so the rounds that remain may come rarely.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
