"""Web addresses that lead elsewhere than they seem to: a host before an at sign, a number, signs like dots and slashes.

Read as browsers read them (WHATWG URL): a host may be a number in four notations, and dots of other scripts are dots.
"""

import re
from collections.abc import Iterator

LONGEST = 300
"""Characters of a host with what stands before it; no host is longer."""

# What some programs take for a dot, a slash or an at sign, and others for a letter of the name.
_SIGNS = "\u3002\uff0e\uff61\u2024\ufe52\u2044\u2215\u29f8\uff0f\ufe68\uff1f\ufe56\uff03\ufe5f\uff20\ufe6b\uff1a\ufe55"
_INSIDE = rf"[^\s/?#\"\\<>]{{0,{LONGEST}}}"
_HOST_BEFORE_AT = rf"(?:[\w-]+\.){{1,9}}[a-zA-Z]{{2,}}(?:[:%]{_INSIDE})?@"
_URL = re.compile(
    rf"(?<![\w.+-])(?i:https?|ftp|wss?)://"
    rf"(?=\d|{_INSIDE}@\d|{_HOST_BEFORE_AT}|{_INSIDE}(?:%[0-9a-fA-F]{{2}}|[{_SIGNS}]))({_INSIDE})"
)
"""Only what may mislead, so that a text full of ordinary addresses takes next to no time."""
_SIGN = re.compile(rf"[A-Za-z0-9]([{_SIGNS}])[A-Za-z0-9.]")
_CODED = re.compile(r"%[0-9a-fA-F]{2}")
_NAME_END = re.compile("[:%]")
_PORT = re.compile(r":\d*\Z")
_LOOKS_LIKE_A_HOST = re.compile(_HOST_BEFORE_AT)
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|\d+")
_PLAIN = re.compile(r"(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})")


def misleading_hosts(text: str) -> Iterator[tuple[str, str]]:
    """Each web address in a text that leads elsewhere than it seems to, and why."""
    if "://" not in text:
        return
    for found in _URL.finditer(text):
        if (why := _why(found[1])) is not None:
            yield found[0], why


def _why(authority: str) -> str | None:
    user, _, rest = authority.rpartition("@")
    host = _PORT.sub("", rest)
    name = _NAME_END.split(user, maxsplit=1)[0]
    if sign := _SIGN.search(authority):
        return f"has {sign[1]} (U+{ord(sign[1]):04X}), which is not the plain sign that it looks like"
    if _LOOKS_LIKE_A_HOST.match(authority):
        return f"leads to {host}, not to {name}"
    if _CODED.search(host):
        return "has a sign in code (%) in the name of its host"
    host = host.rstrip(".")
    parts = host.split(".")
    if all(map(_NUMBER.fullmatch, parts)) and not _PLAIN.fullmatch(host):
        return f"leads to {_address(parts)}"
    return None


def _address(parts: list[str]) -> str:
    """The four plain numbers of an address written in one to four, of base eight, ten or sixteen."""
    try:
        *first, last = (_read(part) for part in parts)
        value = sum(number << 8 * (3 - at) for at, number in enumerate(first)) + last
        if len(parts) <= 4 and all(number < 256 for number in first) and last < 256 ** (5 - len(parts)):  # noqa: PLR2004
            return ".".join(map(str, value.to_bytes(4, "big")))
    except ValueError:
        pass
    return "an address written as numbers, which programs read in different ways"


def _read(part: str) -> int:
    if part[:2] in {"0x", "0X"}:
        return int(part[2:] or "0", 16)
    return int(part, 8 if part.startswith("0") else 10)
