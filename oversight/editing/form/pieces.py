"""A long text in pieces that each fit an input; joined they are the text again, byte for byte."""

import re

from oversight.editing.form.limits import INPUT, PIECE, counted
from oversight.editing.form.wording.spelling import spelled, unspelled
from oversight.editing.form.working import TextPieces

_TORN = re.compile(r"\\(?:u[0-9A-Fa-f]{0,3})?\Z|\s\Z")
"""The end of a piece that would part an escape, or that a reader could take for blank."""
_NEAR, _ESCAPE = 60, 6


def cut_json(text: str) -> TextPieces:
    """Indented JSON, cut between its lines; a line that is too long for an input is cut within."""
    pieces: list[str] = []
    glue: list[str] = []
    lines: list[str] = []
    length = 0

    def close(seam: str) -> None:
        nonlocal length
        pieces.append("\n".join(lines))
        glue.append(seam)
        lines.clear()
        length = 0

    for given in text.split("\n"):
        line = given
        if lines and length + 1 + counted(line) > PIECE:
            close("\n")
        while counted(line) > PIECE:
            end = _end(line)
            lines.append(line[:end])
            close("")
            line = line[end:]
        length += counted(line) + (1 if lines else 0)
        lines.append(line)
    close("")
    return TextPieces(tuple(pieces), tuple(glue[:-1]), is_json=True)


def cut_text(text: str) -> TextPieces:
    """A single text, cut at line ends where one is near; each piece is spelled as any text in an input."""
    pieces: list[str] = []
    glue: list[str] = []
    start, step = 0, PIECE
    while start < len(text) or not pieces:
        # Where much is spelled, pieces are short: the next one is hardly much longer than the last.
        end = min(start + step, len(text))
        while counted(said := spelled(text[start:end])) > PIECE:
            end = start + max(1, min((end - start) * PIECE // counted(said), end - start - 1))
        step = min(2 * (end - start) + 1, PIECE)
        line_end = text.rfind("\n", start + (end - start) // 2, end) if end < len(text) else -1
        ended = spelled(text[start:line_end]) if line_end > start else ""
        if ended and counted(ended) <= PIECE:
            pieces.append(ended)
            glue.append("\n")
            start = line_end + 1
        else:
            pieces.append(said)
            glue.append("")
            start = end
    return TextPieces(tuple(pieces), tuple(glue[:-1]), is_json=False)


def joined(text: TextPieces) -> str:
    """The whole text that somebody entered, with spelled characters read where it is no JSON."""
    parts = text.pieces if text.is_json else tuple(map(unspelled, text.pieces))
    return "".join(part + seam for part, seam in zip(parts, (*text.glue, ""), strict=True))


def refitted(text: TextPieces) -> TextPieces:
    """The same text, with each piece that no input holds any more cut into several."""
    if all(counted(piece) <= INPUT for piece in text.pieces):
        return text
    pieces: list[str] = []
    glue: list[str] = []
    for piece, seam in zip(text.pieces, (*text.glue, ""), strict=True):
        if counted(piece) <= INPUT:
            cut = TextPieces((piece,), (), text.is_json)
        else:
            cut = cut_json(piece) if text.is_json else cut_text(unspelled(piece))
        pieces += cut.pieces
        glue += (*cut.glue, seam)
    return TextPieces(tuple(pieces), tuple(glue[:-1]), text.is_json)


def _end(line: str) -> int:
    """Where a line that is too long is cut: not within an escape, and not beside a blank if that can be helped."""
    end = min(len(line), PIECE)
    while counted(line[:end]) > PIECE:
        end = max(1, end * PIECE // counted(line[:end]) - 1)
    for near in range(end, max(end - _NEAR, 1), -1):
        if not _TORN.search(line[max(near - _ESCAPE, 0) : near]) and not line[near : near + 1].isspace():
            return near
    return end
