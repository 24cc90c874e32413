"""Somebody's words, short enough to be quoted in a sentence."""


def on_one_line(text: str, longest: int) -> str:
    """The text on one line, cut off with an ellipsis where it has more than so many characters."""
    words = " ".join(text.split())
    return words if len(words) <= longest else words[: longest - 1] + "…"
