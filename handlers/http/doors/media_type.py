"""What kind of body a request says it has.

The server's own reading is that of mail, which fails on some values and stops everybody for a quarter second at others.
"""

from typing import Final

_UTF_8: Final = frozenset({"", "utf-8", "utf8", "us-ascii"})


def media_type(header: str) -> tuple[str, bool]:
    """The type that a Content-Type names, in small letters, and whether the body is UTF-8 by all that it says."""
    kind, *parameters = header.lower().split(";")
    named = (parameter.partition("=") for parameter in parameters)
    charsets = [value.strip().strip('"') for name, _, value in named if name.strip() == "charset"]
    return kind.strip(), _UTF_8.issuperset(charsets)
