"""Words that come without blocks of their own, in a block in which nothing is markup.

A message of text alone is read as mrkdwn: the star of ``refund.*``, or what somebody typed, would open bold.
"""

from blocks.kit.limits import TEXT_OBJECT
from blocks.kit.message import Block
from blocks.kit.text import pieces, plain, unescaped


def words_alone(text: str) -> list[Block]:
    """The words of this escaped text, all of them shown at once."""
    return [{"type": "section", "text": plain(piece), "expand": True} for piece in pieces(unescaped(text), TEXT_OBJECT)]
