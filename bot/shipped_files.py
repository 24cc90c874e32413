"""Files that the wheel carries inside this package, and that a checkout has elsewhere."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def shipped_file(in_checkout: str) -> Path:
    """Where the file is: in the wheel under its bare name, else in the checkout at this path."""
    in_wheel = PACKAGE / Path(in_checkout).name
    return in_wheel if in_wheel.exists() else PACKAGE.parent / in_checkout
