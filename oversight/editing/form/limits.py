"""How much a form shows, and where the text editor takes over.

How many fields and levels there may be is the policy's to know, too: ``policy check`` tells what falls back to text.
"""

from typing import Final

PAGE_ITEMS: Final = 40
MOST_OPTIONS: Final = 100
FORM_BYTES: Final = 60_000
"""A larger payload is edited as text."""
TEXT_BYTES: Final = 100_000
"""A larger one is not edited here at all."""
FEW_ENTRIES: Final = 10
"""A list with no more entries shows them right where it stands."""
INPUT: Final = 3_000
"""Characters that an input takes, as Slack counts them."""
PIECE: Final = 2_500
"""Characters of a longer text that one input begins with: there is room to type."""
INPUTS_A_PAGE: Final = 6
"""Six full inputs of the widest signs (twelve bytes as JSON escapes) are 216 kB; Slack takes 250 kB a view."""
LONG_TEXT: Final = 80
"""A longer text has several lines to itself."""


def counted(text: str) -> int:
    """How long Slack counts a text: ``&``, ``<`` and ``>`` as they are escaped."""
    return len(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))
