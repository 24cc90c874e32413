"""What the demo's tagger files: harmless and easily undone, so policy releases most of it at once."""

from collections.abc import Iterator
from itertools import count

from bot.demo.intention import Intention

TAGS = ("invoice", "contract", "complaint", "delivery note", "résumé", "newsletter")
UNSURE_EVERY = 5
"""Every so many documents are hard to read, and it says so."""


def tags() -> Iterator[Intention]:
    """Tags without end, each for a document of its own."""
    for number in count(1):
        unsure = number % UNSURE_EVERY == 0
        document, tag = f"scan-{3000 + number}.pdf", TAGS[number % len(TAGS)]
        yield Intention(
            "document.tag",
            f"Tag {document} as {tag}",
            {"document": document, "tag": tag},
            {
                "risk_level": "low",
                "reversible": True,
                "confidence": 0.41 if unsure else round(0.88 + number % 11 / 100, 2),
                "reasoning": "The scan is blurred; I am guessing." if unsure else f"The first page says “{tag}”.",
            },
        )
