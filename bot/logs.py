"""Logging: one line an event, for people or for collectors, and never a payload or a secret."""

import logging
import sys
from typing import Literal

import structlog


def configure_logging(level: str, style: Literal["text", "json"]) -> None:
    """Everything that this process logs, ours and the libraries', goes to standard error in one style."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer = (
        structlog.processors.JSONRenderer()
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer], foreign_pre_chain=shared
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # These tell each heartbeat and each request; and Bolt's signature check logs whole request bodies.
    for noisy in ("apscheduler", "aiohttp.access", "slack_bolt", "alembic", "stamina"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # The SDK logs a traceback for each attempt while Slack is away; our watchdog says once that there is no connection.
    logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)
