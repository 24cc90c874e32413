"""Time as people keep it: opening hours, weekly on-call rotations, overrides and absences. All of them are values.

Policies write wall times (``09:00``, ``fri 17:30``); everything computed is an instant in UTC, and ``now`` comes in as
an argument. A duration is time that really passes: two working hours are 7,200 seconds at which it is open, however
often the clocks are set meanwhile. One rule turns a wall time into an instant.

**Daylight saving, or any other time at which the clocks of a zone are set:**

1. A wall time that the clock shows once is that instant.
2. A wall time that the clock skips (the clock is set forward over it) is the instant after the gap, for openings,
   closings, handovers and all others alike. A span that lies wholly in a gap is not open on that day.
3. A wall time that the clock shows twice (the clock is set back before it) is the first of the two where something
   begins (an opening, a handover, ``from``) and the last where something ends (a closing, ``until``). So a span of
   opening hours is always one stretch, and the repeated hour belongs to it. A handover ends one turn and begins the
   next at one instant: the first.
4. Where two spans of opening hours meet in a repeated hour, an instant that belongs to both is open and counts once.
   Of two overrides that do, the later in the list holds, as for all overrides.

**Days:** a span of opening hours belongs to the day on which it opens. A holiday is a date on which nothing opens: a
night that began the evening before goes on to its end, and a night that would begin on the holiday does not. 24:00 is
the midnight that ends a day, 00:00 of the next one. A bare date as ``from`` is the day's beginning; as ``until`` it is
the day's end, so “until 27 December” includes the 27th.

**Edges:** open, on call and away hold from their beginning up to, and not including, their end. A deadline in working
time may be the closing itself: eight hours from an opening at 09:00 are over at 17:00 of that day, not next morning.
"""

from oversight.calendar.business_hours import WEEKDAYS, BusinessHours, OpeningSpan
from oversight.calendar.on_call import OnCall, on_call, person_on_call
from oversight.calendar.out_of_office import Absence, who_stands_in
from oversight.calendar.roster import Roster, roster
from oversight.calendar.rotation import Override, Rotation
from oversight.calendar.wall_time import occurrences

__all__ = [
    "WEEKDAYS",
    "Absence",
    "BusinessHours",
    "OnCall",
    "OpeningSpan",
    "Override",
    "Roster",
    "Rotation",
    "occurrences",
    "on_call",
    "person_on_call",
    "roster",
    "who_stands_in",
]
