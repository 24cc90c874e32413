"""What came of a released action: the feedback that oversight learns from, by its agent and by people who look."""

from datetime import datetime

from msgspec.structs import replace

from oversight.action.action import Action, Agent
from oversight.action.decision import Outcome
from oversight.action.refusal import Refusal
from oversight.action.status import OutcomeKind, Severity
from oversight.action.transition import Transition
from oversight.people.person import Person
from oversight.ports import Ports
from oversight.review.outcome_report import refuse_problem as cannot_be_reported
from oversight.review.outcome_report import report
from oversight.review.sample import Mistake, Sample
from oversight.usecases.actions.entitled_to_view import entitled_viewer
from oversight.usecases.apply import apply, refuse_stranger


async def report_outcome(action_id: str, agent: Agent, outcome: Outcome, ports: Ports) -> Transition | Refusal:
    """The outcome, recorded, or why it cannot be; reporting the same twice changes nothing."""

    async def rule(action: Action, _now: datetime) -> Transition | Refusal:
        return refuse_stranger(action, agent) or report(action, outcome, agent.actor)

    return await apply(action_id, rule, ports)


async def report_problem(
    action_id: str,
    user_id: str,
    severity: Severity,
    ports: Ports,
    *,
    happened_at: datetime | None = None,
    note: str | None = None,
) -> Transition | Refusal:
    """That a person found an error, recorded; or why it cannot be. Only those who may look at the action report one."""
    found = Outcome(OutcomeKind.ERROR_FOUND, ports.clock.now(), note, None, severity, happened_at)

    async def rule(action: Action, now: datetime) -> Transition | Refusal:
        person = await entitled_viewer(user_id, action, ports)
        return report(action, replace(found, at=now), person.actor) if isinstance(person, Person) else person

    return await apply(action_id, rule, ports)


async def report_mistake(sample: Sample, mistake: Mistake, person: Person, ports: Ports) -> Transition | Refusal:
    """That a sampled action was wrong is what came of it; refused where it never ran, or an error is known already."""
    found = Outcome(OutcomeKind.ERROR_FOUND, ports.clock.now(), mistake.instead, None, mistake.severity)

    async def rule(action: Action, now: datetime) -> Transition | Refusal:
        return report(action, replace(found, at=now), person.actor)

    return await apply(sample.pick.action_id, rule, ports)


async def refuse_problem(action: Action, user_id: str, ports: Ports) -> Refusal | None:
    """Why this person cannot report an error of the action now, or nothing to object. Asked before a window opens."""
    person = await entitled_viewer(user_id, action, ports)
    if isinstance(person, Refusal):
        return person
    return cannot_be_reported(action)
