"""Keys that look alike are one key where the policy hides values by their key."""

import unicodedata


def folded_key(key: str) -> str:
    """The key in small letters, each in one piece, without characters that are not seen."""
    return key.casefold() if key.isascii() else plain_letters(plain_letters(key).casefold())


def plain_letters(text: str) -> str:
    """The text with ordinary letters for wide and decomposed ones, without format characters (NFKC)."""
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
