"""How many of the actions that ran without a person were wrong, by the answers to a digest's samples so far."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from oversight.review.sample import Finding, Sample
from oversight.review.sampler.reason import Why

if TYPE_CHECKING:
    from oversight.statistics.draws import Draw
    from oversight.statistics.estimate import Estimate


def share_wrong(samples: Iterable[Sample], ran: int) -> "Estimate | None":
    """The estimate over so many actions that could be drawn; None where none ran, or none of them was drawn."""
    # Their libraries take long to load, and a program without a digest needs none of them.
    from oversight.statistics.draws import columns  # noqa: PLC0415
    from oversight.statistics.estimate import estimate  # noqa: PLC0415

    # What somebody had decided is looked at anew for this reason; it did not run without a person.
    draws = [_draw(sample) for sample in samples if Why.SECOND_LOOK not in (sample.pick.rule, *sample.pick.also)]
    return estimate(columns(draws), max(ran, len(draws))) if ran and draws else None


def _draw(sample: Sample) -> "Draw":
    from oversight.statistics.draws import Draw  # noqa: PLC0415 - as above

    answered = sample.finding in (Finding.RIGHT, Finding.WRONG)
    wrong = sample.finding is Finding.WRONG if answered else None
    return Draw(sample.pick.probability, wrong, sample.pick.rule, sample.position)
