"""What the demo's writer drafts: release notes, of which a person writes, chooses or corrects only some parts."""

from collections.abc import Iterator
from itertools import count

from bot.demo.intention import Intention
from sayso import Block, confident, placeholder, uncertain

FIRST_MINOR = 4
THEMES = (
    ("Search finds names with accents", "The index is built anew on the first start.", "Searching is faster."),
    ("Refunds can be split", "Old exports lack the new column.", "Refunds are more flexible."),
    ("Labels can be printed in bulk", "The old print page is gone.", "Printing takes less time."),
)
"""What is new, what may break, and another way to say what it is good for."""


def release_notes() -> Iterator[Intention]:
    """Drafts without end, each for a version of its own."""
    for number in count():
        version = f"2.{FIRST_MINOR + number}.0"
        yield Intention(
            "release.notes",
            f"Publish the release notes of {version}",
            {"version": version},
            {
                "confidence": 0.74,
                "reasoning": "Drafted from the merged changes. I cannot know what customers should try first.",
                "draft": {"blocks": _blocks(version, *THEMES[number % len(THEMES)])},
            },
        )


def _blocks(version: str, news: str, breaks: str, benefit: str) -> list[Block]:
    return [
        confident(f"Version {version} is out.", key="opening"),
        confident(f"{news}.", key="news", evidence=[f"Merged: “{news}”"]),
        uncertain(
            f"{news}, which saves our customers hours.",
            key="benefit",
            notes="“Hours” is a guess; nobody has measured it.",
            alternatives=[benefit, "Tell us what you think of it."],
        ),
        uncertain(breaks, key="breaks", notes="I found this in one comment of the change."),
        placeholder("What should customers try first?", key="highlight", notes="Nothing that I read says it."),
        confident("Thank you for every report.", key="closing"),
    ]
