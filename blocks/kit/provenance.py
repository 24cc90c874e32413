"""Provenance data that C2PA hides inside texts: not an attack, so it is named and sized instead of spelled.

After U+FEFF come variation selectors, one a byte: ``C2PATXT`` and a zero, a version, the length, and as many bytes.
"""

import hashlib
import re

_WRAPPER = re.compile("\ufeff([\ufe00-\ufe0f\U000e0100-\U000e01ef]{13,})")
_MAGIC = b"C2PATXT\0"
_HEAD = len(_MAGIC) + 1 + 4
"""The magic, the version, the length."""
_LATER_SELECTORS = 0xE0100
_FIRST_SELECTOR = 0xFE00


def named_provenance(text: str) -> str:
    """The text with each wrapper named in its place; two that differ have two names."""
    return _WRAPPER.sub(_name, text) if "\ufeff" in text else text


def _name(wrapper: re.Match[str]) -> str:
    data = bytes(
        ord(char) - _LATER_SELECTORS + 16 if ord(char) >= _LATER_SELECTORS else ord(char) - _FIRST_SELECTOR
        for char in wrapper[1]
    )
    length = int.from_bytes(data[_HEAD - 4 : _HEAD], "big")
    if not data.startswith(_MAGIC) or length != len(data) - _HEAD:
        return wrapper[0]
    return f"⟨provenance data (C2PA), {len(data):,} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}⟩"
