"""What Python itself would print with words and values: exceptions that nobody caught, and warnings."""

import sys
import threading
import warnings
from types import TracebackType
from typing import Any, TextIO

import structlog

log = structlog.get_logger(__name__)


def install_hooks() -> None:
    """From now on they are logged as any other event."""
    sys.excepthook = _ended
    sys.unraisablehook = _unraisable
    threading.excepthook = _thread_ended
    warnings.showwarning = _warned


def _ended(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.critical("the program ended by an exception", exc_info=(kind, error, traceback))


def _thread_ended(ended: threading.ExceptHookArgs) -> None:
    if issubclass(ended.exc_type, SystemExit):
        return
    thread = ended.thread.name if ended.thread else "?"
    log.error("a thread ended by an exception", thread=thread, exc_info=ended.exc_value or True)


def _unraisable(raised: Any) -> None:
    log.error("an exception that nobody could catch", exc_info=raised.exc_value or True)


def _warned(  # noqa: PLR0917 - Python's own signature
    message: Warning | str,  # noqa: ARG001 - its words may quote a value
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001 - Python passes it by position
    line: str | None = None,  # noqa: ARG001 - likewise
) -> None:
    log.warning("a library warns", kind=category.__name__, where=f"{filename}:{lineno}")
