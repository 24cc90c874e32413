"""Logging: one line an event, for people or for collectors, and never a payload or a secret.

:mod:`~bot.logs.redaction` cuts secrets out of texts, :mod:`~bot.logs.exceptions` tells exceptions without their words,
:mod:`~bot.logs.lines` puts every event through both, :mod:`~bot.logs.hooks` catches what nobody else does.
"""

import logging
import sys
from contextlib import suppress
from typing import Literal

import structlog

from bot.logs.hooks import install_hooks
from bot.logs.lines import without_secrets
from bot.logs.redaction import redacted


def configure_logging(level: str, style: Literal["text", "json"]) -> None:
    """Everything that this process logs, ours and the libraries', goes to standard error in one style."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if style == "json"
        # The exception arrives as text. The default would draw it with every local variable.
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = _Handler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[without_secrets, structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            foreign_pre_chain=shared,
            pass_foreign_args=True,
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # These tell each heartbeat and each request; and Bolt's signature check logs whole request bodies.
    for noisy in ("aiohttp.access", "slack_bolt", "alembic", "stamina"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # A beat that begins while the last one runs is left out; readiness says when one has not run for long.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    # The SDK logs a traceback for each attempt while Slack is away; our watchdog says once that there is no connection.
    logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)
    install_hooks()


class _Handler(logging.StreamHandler):  # type: ignore[type-arg]  # typeshed's parameter is not there at run time
    """Writes to standard error. A line that cannot be written is told as such; the default would quote its values.

    Whoever logs never hears of it: on a full disk, or with nobody at the other end, the work goes on without a log.
    """

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """One line without anything of the event."""
        kind = sys.exc_info()[0]
        with suppress(OSError, ValueError):
            print(f"a line of {redacted(record.name)} could not be logged: {kind and kind.__name__}", file=sys.stderr)  # noqa: T201 - the log itself is what fails
