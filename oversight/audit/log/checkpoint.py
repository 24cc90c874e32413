"""The head of a log as a text to be signed; C2SP ``tlog-checkpoint``."""

from msgspec import Struct

from oversight.audit.log.note import BadNote, read_note
from oversight.audit.log.spelling import Misspelled, base64_text, hash_bytes, number


class Checkpoint(Struct, frozen=True):
    """What a log says of itself: so many leaves, with this root."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text that is signed."""
        lines = (self.origin, str(self.size), base64_text(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def read_checkpoint(written: str) -> Checkpoint:
    """The checkpoint in a signed note, of which nothing is verified here; raises BadNote."""
    return checkpoint_of(read_note(written).text)


def checkpoint_of(text: str) -> Checkpoint:
    """The checkpoint in the text of a note; raises BadNote."""
    *lines, rest = text.split("\n")
    if rest or len(lines) < 3 or not all(lines):  # noqa: PLR2004 - origin, size, root
        raise BadNote("a checkpoint has lines with an origin, a size and a root, and no empty one")
    origin, size, encoded, *extensions = lines
    try:
        leaves = number(size)
    except Misspelled as error:
        raise BadNote(f"line 2, the size of the log, {error}") from error
    try:
        root = hash_bytes(encoded)
    except Misspelled as error:
        raise BadNote(f"line 3, the root, {error}") from error
    return Checkpoint(origin, leaves, root, tuple(extensions))
