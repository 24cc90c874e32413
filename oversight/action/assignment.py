"""Who is asked about a pending action now, since when, and until when."""

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from oversight.action.decision import Actor


class Assignment(Struct, frozen=True, omit_defaults=True):
    """Which rung of its ladder a pending action waits for, since when, and until when."""

    rung: int
    """Index into the route's ladder."""
    opened_at: datetime
    deadline_at: datetime | None
    """None once it is held: then only a person or the agent ends it."""
    reminded: bool = False
    """Whether any reminder went out on this rung; see ``reminders``."""
    frozen_at: datetime | None = None
    """When a halt stopped its time; None while time runs."""
    reminders: int = 0
    """How many reminders have fallen due on this rung."""
    fallback_asked: bool = False
    """Whether silence brought in those whom the rung falls back on."""
    handed_to: tuple[str, ...] = ()
    """Slack user ids of those to whom somebody handed it on this rung; they may answer as its reviewers may."""
    handed_by: Actor | None = None
    """Who handed it over last."""
    extended: timedelta = timedelta(0)
    """By how much reviewers have moved the deadline, all together."""
    extended_by: Actor | None = None
    """Who moved it last."""
    round: int = 0
    """How often the ladder has begun again; votes of an earlier round do not count."""
    asked: tuple[int, ...] = ()
    """The rungs that were asked before this one, each once. Empty in old documents: all those below."""
    removed: tuple[str, ...] = ()
    """Slack user ids of those who voted here but were no reviewers any more at the last vote: they do not count."""

    @property
    def reminded_times(self) -> int:
        """How many reminders there were; older documents only say whether there was one."""
        return max(self.reminders, int(self.reminded))

    @property
    def asked_before(self) -> tuple[int, ...]:
        """The rungs that were asked before this one, each once; old documents do not list them."""
        return self.asked or tuple(range(self.rung))

    def opening(self, rung: int, at: datetime) -> "Assignment":
        """The assignment to another rung, or to this one again, with nothing of what happened on the rung before."""
        before = (*self.asked_before, self.rung)
        return replace(
            self,
            rung=rung,
            opened_at=at,
            reminded=False,
            reminders=0,
            fallback_asked=False,
            handed_to=(),
            handed_by=None,
            removed=(),
            asked=tuple(dict.fromkeys(before)),
        )
