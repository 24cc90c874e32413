"""The page that explains every field of a policy, printed where there is no checkout to read it in."""

from bot.shipped_files import shipped_file


def policy_reference() -> str:
    """The page, in Markdown."""
    return shipped_file("policy.md", in_checkout="docs/reference/policy.md").read_text(encoding="utf-8")
