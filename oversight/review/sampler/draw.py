"""The draw: HMAC-SHA256 of an action's id under the key of its day, read as a fraction of its range.

Agents cannot predict it, we always repeat it, and an auditor to whom a day's key is disclosed afterwards can repeat
that day and no other.
"""

import hmac
from datetime import date

NO_DAY = date.min
"""The day of what has no time."""
_LABEL = b"sayso sample day 1 "
_RANGE = 2**64


def day_key(secret: bytes, day: date) -> bytes:
    """The key of a day (in UTC): HMAC-SHA256 of its name under the secret, as in HKDF. It opens no other day."""
    if not secret:
        raise ValueError("without a secret, agents could tell which actions are looked at")
    return hmac.digest(secret, _LABEL + day.isoformat().encode(), "sha256")


def redraw(key: bytes, action_id: str, probability: float) -> bool:
    """Whether an action is drawn at this probability under its day's key."""
    drawn = hmac.digest(key, action_id.encode("utf-8", "surrogatepass"), "sha256")
    return int.from_bytes(drawn[:8], "big") < probability * _RANGE
