"""When silence ends an action, or why it does not: the same words on the card, in lists, threads and Details."""

from blocks.kit.text import shorten, shown
from blocks.kit.timed_text import TimedText
from oversight.action.action import Action
from oversight.calendar.duration import duration_words

STANDS_STILL = "⏸️ halted, its deadline stands still"
HELD = "⏸️ held: no deadline any more, nothing ends it but a person"
NAME = 120


def deadline(action: Action) -> TimedText | None:
    """“expires ”, 9:34, “ (15 minutes more, given by Lea Brandt)”; None where nobody is asked any more."""
    assignment = action.assignment
    if assignment is None or action.status.is_final:
        return None
    if assignment.deadline_at is None:
        return TimedText(HELD)
    if assignment.frozen_at is not None:
        return TimedText(STANDS_STILL)
    return TimedText("expires ", assignment.deadline_at, more_time_words(action))


def more_time_words(action: Action) -> str:
    """Who moved the deadline, and by how much in all; empty where nobody did."""
    assignment = action.assignment
    if assignment is None or not assignment.extended:
        return ""
    by = f", given by {shorten(shown(assignment.extended_by.name), NAME)}" if assignment.extended_by else ""
    return f" ({duration_words(assignment.extended)} more{by})"
