"""Baseline: the same program, but pressed cards wait for their turn like all others."""

import sys

from bot.cli import app
from bot.delivery import pacing
from bot.delivery.courier import Courier

if __name__ == "__main__":
    Courier.pressed = lambda *_: None  # type: ignore[method-assign]
    pacing.KEPT_FOR_PRESSES, pacing.MOST_UPDATES = 0, pacing.UPDATE_BURST
    sys.exit(app())
