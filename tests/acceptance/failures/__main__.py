"""A program in which one thing after another goes wrong, each with a secret and a payload at hand.

``python -m tests.acceptance.failures text`` writes the log that the bot would write, with a line “== kind” before each.
"""

import sys
from typing import Any

from bot.logs import configure_logging
from bot.logs.redaction import redacted
from bot.logs.secrets import secrets_of
from bot.settings import Settings
from tests.acceptance.failures.at_hand import APP_TOKEN, BOT_TOKEN, DSN, SIGNING
from tests.acceptance.failures.logged import LOGGING, ours, plain, stranger
from tests.acceptance.failures.raised import RAISING


def main(style: Any) -> None:
    """Everything goes wrong once."""
    configure_logging("debug", style)
    settings = {
        "database_url": DSN,
        "slack_bot_token": BOT_TOKEN,
        "slack_app_token": APP_TOKEN,
        "slack_signing_secret": SIGNING,
    }
    redacted.hide(secrets_of(Settings.model_validate(settings)))
    for kind, do in LOGGING.items():
        sys.stderr.write(f"== {kind}\n")
        do()
    for kind, do in RAISING.items():
        sys.stderr.write(f"== {kind}\n")
        for fail in (ours.exception, plain.exception, stranger.exception):
            try:
                do()
            except Exception:  # noqa: BLE001 - that is the point
                fail("it went wrong")


if __name__ == "__main__":
    main(sys.argv[1])
