r"""Texts as they stand in an input: what nobody sees is spelled ``\u{202E}``, as on cards, and can be read back.

Spelled are hidden characters, white space at both ends, every return, and a backslash before what would be read as such
a spelling. Reading needs to know nothing of the text that stood there before: each spelling is the character it names.
"""

import re

from oversight.exact_json.unseen import BRACED, spell, spell_unseen

NOTHING = r"\u{}"
"""An empty text, where nothing at all would be no text."""
_SPELLED = re.compile(r"\\u\{([0-9A-Fa-f]{0,6})\}")
_ALIKE = re.compile(r"\\(?=u\{[0-9A-Fa-f]{0,6}\})")
_ENDS = re.compile(r"\A[ \t\n]+|[ \t\n]+\Z")
_LAST = 0x10FFFF


def spelled(text: str) -> str:
    """The text as it stands in an input; :func:`unspelled` gives it back, character by character."""
    said = spell_unseen(_ALIKE.sub(lambda sign: spell(sign[0]), text), BRACED).replace("\r", spell("\r"))
    return _ENDS.sub(lambda blank: "".join(map(spell, blank[0])), said)


def unspelled(entered: str) -> str:
    """The text that somebody entered, with the characters that are spelled in it."""
    return _SPELLED.sub(_character, entered) if "\\u{" in entered else entered


def is_spelled(text: str) -> bool:
    """Whether it stands in an input otherwise than it is."""
    return spelled(text) != text


def spelled_line(text: str) -> str:
    """The text on one line, of a list that has a line for each."""
    return spelled(text).replace("\n", spell("\n")) if text else NOTHING


def _character(said: re.Match[str]) -> str:
    code = int(said[1] or "0", 16)
    if not said[1]:
        return ""
    return chr(code) if code <= _LAST else said[0]
