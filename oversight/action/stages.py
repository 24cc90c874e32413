"""The stages of a ladder: the rungs of one stage follow each other in the one list of rungs.

Silence and absence lead up within a stage. When a stage has said yes, the first rung of the next one is asked.
"""

from oversight.action.route import Rung

LADDER = "ladder"
"""The name of the ladder itself beside its stages; no stage may have it."""


def rungs_of_stage(ladder: tuple[Rung, ...], rung: int) -> range:
    """The rungs of the stage to which this one belongs, the lowest first; all of them on a ladder without stages."""
    stage = ladder[rung].stage
    first, beyond = rung, rung + 1
    while first > 0 and ladder[first - 1].stage == stage:
        first -= 1
    while beyond < len(ladder) and ladder[beyond].stage == stage:
        beyond += 1
    return range(first, beyond)


def next_stage(ladder: tuple[Rung, ...], rung: int) -> int | None:
    """The first rung of the stage after the one of this rung; None where that is the last."""
    beyond = rungs_of_stage(ladder, rung).stop
    return beyond if beyond < len(ladder) else None


def stage_names(ladder: tuple[Rung, ...]) -> tuple[str, ...]:
    """The stages of a ladder in their order; none on a ladder without stages."""
    return tuple(dict.fromkeys(rung.stage for rung in ladder if rung.stage is not None))
