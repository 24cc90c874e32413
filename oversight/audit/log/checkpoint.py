"""The head of a log as a text to be signed; C2SP ``tlog-checkpoint``."""

import base64
import binascii
import re

from msgspec import Struct

from oversight.audit.log.note import BadNote, read_note

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
HASH = 32


class Checkpoint(Struct, frozen=True):
    """What a log says of itself: so many leaves, with this root."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text that is signed."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def read_checkpoint(written: str) -> Checkpoint:
    """The checkpoint in a signed note, of which nothing is verified here; raises BadNote."""
    return checkpoint_of(read_note(written).text)


def checkpoint_of(text: str) -> Checkpoint:
    """The checkpoint in the text of a note; raises BadNote."""
    lines = text[:-1].split("\n")
    if len(lines) < 3 or not all(lines):  # noqa: PLR2004 - origin, size, root
        raise BadNote("a checkpoint has an origin, a size and a root, and no empty line")
    origin, size, encoded, *extensions = lines
    if not _SIZE.fullmatch(size):
        raise BadNote(f"the size of the log is no number: {size[:40]}")
    try:
        root = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadNote("the root is no base64") from error
    if len(root) != HASH or base64.b64encode(root).decode() != encoded:
        raise BadNote("the root is not 32 bytes in the one way to write them")
    return Checkpoint(origin, int(size), root, tuple(extensions))
