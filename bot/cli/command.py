"""The command itself: whatever goes wrong below it is told without values, in the log's own way."""

import sys
from io import TextIOWrapper
from typing import Any

import structlog
import typer

from bot.logs import configure_logging

log = structlog.get_logger(__name__)


class Command(typer.Typer):
    """A Typer application that ends by a log line and exit 1 where Typer would print the exception's words."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Does what the command line says."""
        configure_logging("warning", "text")
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # a terminal or a pipe that knows fewer characters gets their numbers
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().__call__(*args, **kwargs)
        except Exception:  # nothing is above this but the interpreter, which would print the words
            log.critical("the command ended by an exception", exc_info=True)
            sys.exit(1)
