"""Where on its ladder a person is asked about an action, and who is above."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from oversight.action.assignment import Assignment
from oversight.action.route import Rung
from oversight.action.stages import rungs_of_stage


class Position(Struct, frozen=True):
    """The rung of a ladder that is asked now, or that was asked last."""

    ladder: tuple[Rung, ...]
    assignment: Assignment

    @property
    def here(self) -> Rung:
        """The rung, as the policy wrote it."""
        return self.ladder[self.assignment.rung]

    @property
    def stage(self) -> range:
        """The rungs of its stage, the lowest first."""
        return rungs_of_stage(self.ladder, self.assignment.rung)

    @property
    def from_here(self) -> tuple[Rung, ...]:
        """The rung and the higher ones of its stage."""
        return self.ladder[self.assignment.rung : self.stage.stop]

    @property
    def above(self) -> tuple[Rung, ...]:
        """The higher rungs of its stage."""
        return self.from_here[1:]

    @property
    def next_up(self) -> int | None:
        """The rung that is asked if somebody hands it up; None on the last of its stage."""
        return self.assignment.rung + 1 if self.above else None

    def is_anybody_above(self, at: datetime) -> bool:
        """Whether a higher rung of the stage could decide if it opened at this instant."""
        return any(rung.can_decide(at) for rung in self.above)

    @property
    def asked(self) -> Rung:
        """The rung with everybody who may answer there.

        Those are the people who were there when it opened, those it fell back on, and those it was handed to.
        """
        assignment, opened = self.assignment, self.here.opened(self.assignment.opened_at)
        if not assignment.fallback_asked and not assignment.handed_to:
            return opened
        fallen_back = self.here.fallen_back_on(assignment.opened_at) if assignment.fallback_asked else ()
        everybody = dict.fromkeys((*opened.reviewers, *fallen_back, *assignment.handed_to))
        return replace(opened, reviewers=tuple(everybody))

    @property
    def newly_asked(self) -> tuple[str, ...]:
        """Whom silence brings in on this rung beside those who may answer already."""
        asked = self.asked.reviewers
        fallen_back = self.here.fallen_back_on(self.assignment.opened_at)
        return tuple(person for person in fallen_back if person not in asked)

    @property
    def is_manned(self) -> bool:
        """Whether those who may answer here are enough. The policy leaves out tiers that name nobody."""
        here, since = self.here, self.assignment.opened_at
        return here.roster is None or here.can_decide(since) or here.are_enough(self.asked.reviewers)
