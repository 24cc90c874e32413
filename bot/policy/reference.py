"""The page that explains every field of a policy, printed where there is no checkout to read it in."""

from pathlib import Path

_PLACES = (Path(__file__).parents[1] / "policy.md", Path(__file__).parents[2] / "docs" / "reference" / "policy.md")
"""Inside an installed wheel, and in a checkout."""


def policy_reference() -> str:
    """The page, in Markdown."""
    return next(path for path in _PLACES if path.exists()).read_text(encoding="utf-8")
