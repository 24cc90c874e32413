"""Which version this is."""

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed

DISTRIBUTION = "sayso-bot"


def version() -> str:
    """The version of what is installed; “unknown” where it runs without being installed."""
    try:
        return installed(DISTRIBUTION)
    except PackageNotFoundError:
        return "unknown"
