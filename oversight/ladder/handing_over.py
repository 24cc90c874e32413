"""A reviewer hands an action to a person by name: that person may answer it, too, and is told.

Those whom the tier asks may still answer. Nobody gains a right that the policy did not give them: only people whom it
names on this rung, or on a higher one of the stage, can be named.
"""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.event import HandedOver
from oversight.action.position import Position
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.route import Rung
from oversight.action.rule import Rule
from oversight.action.transition import Transition
from oversight.calendar.out_of_office import who_stands_in
from oversight.people.person import Person
from oversight.voting.click import asked_on
from oversight.voting.eligibility import answers_for, refuse_second_answer


def nameable(action: Action) -> tuple[str, ...]:
    """User ids and groups of those to whom it can be handed: this rung's and those above it in the stage."""
    position = action.position
    if position is None:
        return ()
    named = (person for rung in position.from_here for person in _people(rung, position.assignment.opened_at))
    return tuple(dict.fromkeys((*position.asked.reviewers, *named)))


def may_be_handed_over(action: Action) -> bool:
    """Whether there is anybody else to name, as far as can be told without asking Slack who is in a group."""
    people = nameable(action)
    return not action.status.is_final and (len(people) > 1 or any(person.startswith("@") for person in people))


class Handing(Struct, frozen=True):
    """Who hands the action to whom, on the card of which rung, with what note."""

    rung: int
    giver: Person
    to: Person
    note: str | None = None


def hand_over(action: Action, handing: Handing, may: frozenset[str], now: datetime) -> Transition | Refusal:
    """The action, which the named person may answer, too, on an entitled person's word; or why not.

    ``may`` are the user ids behind :func:`nameable`.
    """
    position = asked_on(action, rung=handing.rung)
    if isinstance(position, Refusal):
        return position
    if refusal := _refuse(action, position, handing, may, now):
        return refusal
    assignment, to, by = position.assignment, handing.to, handing.giver.actor
    handed = replace(assignment, handed_to=(*assignment.handed_to, to.id), handed_by=by)
    note = (handing.note or "").strip() or None
    event = HandedOver(action.id, now, by, Rule.REVIEWER, note, to=to.id, to_name=to.name, tier=action.tier)
    return Transition(action.waiting(handed), (event,))


def _refuse(action: Action, position: Position, handing: Handing, may: frozenset[str], now: datetime) -> Refusal | None:
    to = handing.to
    if to.id == handing.giver.id:
        return _no("You may answer it yourself. Name somebody else, or decide it.")
    if answers_for(to, action):
        return _no(f"{to.name} answers for this request, so somebody else has to decide it. Name another person.")
    if to.id not in may:
        return _no(f"The policy names {to.name} neither here nor on a higher tier. Name one of those reviewers.")
    if to.id in position.assignment.handed_to:
        return _no(f"It was handed to {to.name} already. Name another person, or wait.")
    if refuse_second_answer(action, to.id) is not None:
        return _no(f"{to.name} has answered this already. Name another person.")
    if _is_away(position, to.id, now):
        return _no(f"{to.name} is out of office, says the policy. Name another person.")
    return None


def _is_away(position: Position, person: str, now: datetime) -> bool:
    rosters = [rung.roster for rung in position.from_here if rung.roster is not None]
    return any(who_stands_in(person, roster.absences, now) != person for roster in rosters)


def _people(rung: Rung, at: datetime) -> Iterator[str]:
    """Everybody whom the rung names at this instant, with those who take over a turn just then."""
    yield from rung.reviewers
    yield from rung.fallback
    if rung.roster is not None and rung.roster.rotation is not None:
        yield from rung.roster.rotation.people
        yield from (
            override.person for override in rung.roster.rotation.overrides if override.since <= at < override.until
        )


def _no(sentence: str) -> Refusal:
    return Refusal(RefusalCode.CANNOT_HAND_OVER, sentence)
