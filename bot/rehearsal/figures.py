"""Figures as people read them: a count with its share and interval, a span of hours."""

from oversight.statistics.chance import Chance
from oversight.statistics.shares import Interval, Share

NONE = "–"


def percent(value: float) -> str:
    """“74 %”; a decimal only where whole percents would say all or nothing of what is neither."""
    rounded = f"{value * 100:.0f}"
    exact = value in (0, 1) or rounded not in ("0", "100")
    return f"{rounded} %" if exact else f"{value * 100:.1f} %"


def interval_words(interval: Interval) -> str:
    """“69–79 %”."""
    return f"{interval.low * 100:.0f}–{interval.high * 100:.0f} %"


def share_words(share: Share) -> str:
    """“94 of 97, 97 % (91–99 %)”. A weighed share says that it estimates: its counts alone would mislead."""
    if share.value is None:
        return NONE
    plain = abs(share.value - share.hits / share.of) < 1e-9  # noqa: PLR2004 - the noise of a sum of floats
    about = "" if plain else "estimated "
    return f"{share.hits:,} of {share.of:,}, {about}{percent(share.value)} ({interval_words(share.interval)})"


def chance_words(chance: Chance) -> str:
    """“74 % (69–79 %)”."""
    return NONE if chance.expected is None else f"{percent(chance.expected)} ({interval_words(chance.interval)})"


def hours_words(hours: float) -> str:
    """“5.3 hours”."""
    return f"{hours:,.1f} hours" if round(hours, 1) != 1 else "1 hour"
