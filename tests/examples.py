"""How many examples a property is tried with: all of them in `make test`, fewer in `make test-fast`."""

from __future__ import annotations

from typing import Final

from hypothesis import settings

QUICK: Final = "quick"
"""The profile of `make test-fast`: `pytest --hypothesis-profile quick`."""

MANY: Final = "many"
"""The profile of every other run."""

FEWEST: Final = 10


def register_profiles() -> None:
    """Make both profiles known to Hypothesis and load `MANY`; `--hypothesis-profile` on the command line comes later.

    How fast an example runs depends on who else uses the machine, so no example has a deadline: a test that hangs is
    stopped by its timeout.
    """
    settings.register_profile(MANY, settings(), deadline=None)
    settings.register_profile(QUICK, settings(), deadline=None, max_examples=10)
    settings.load_profile(MANY)


def examples(many: int) -> int:
    """As many examples as this run takes where `make test` takes `many`, but never fewer than `FEWEST`.

    For a property that asks for another number than the profile's 100: Hypothesis leaves a number that stands in the
    test as it is, whatever the profile says.
    """
    return max(FEWEST, many * settings().max_examples // 100)
