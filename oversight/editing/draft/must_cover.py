"""The omission check: what the text must have is asked point by point, for drafts fail by what they leave out."""

from collections.abc import Iterator

from oversight.action.finished_draft import Coverage, Covered


def unsettled(points: tuple[str, ...], covered: tuple[Covered, ...]) -> Iterator[tuple[str, Coverage | None]]:
    """The points that nobody answered (None), and those that a person found missing."""
    answers = {answer.point: answer.answer for answer in covered}
    for point in points:
        answer = answers.get(point)
        if answer is None or answer is Coverage.MISSING:
            yield point, answer
