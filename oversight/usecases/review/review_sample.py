"""A manager says of a sampled action whether it was right."""

from oversight.action.refusal import Refusal
from oversight.ports import Ports
from oversight.review.sample import Finding, Mistake, Sample
from oversight.usecases.actions.report_outcome import report_mistake
from oversight.usecases.review.findings import UNKNOWN_SAMPLE, keep_findings, refuse_finding, the_reviewer


async def reviewable_sample(sample_id: str, user_id: str, ports: Ports) -> Sample | Refusal:
    """The sample, if this person may answer it and nobody has; or why not."""
    person = await the_reviewer(user_id, ports)
    if isinstance(person, Refusal):
        return person
    sample = await ports.review.sample(sample_id)
    action = await ports.actions.action(sample.pick.action_id) if sample else None
    return refuse_finding(sample, action, person) or sample or UNKNOWN_SAMPLE


async def review_sample(
    sample_id: str, user_id: str, finding: Finding, ports: Ports, *, mistake: Mistake | None = None
) -> Sample | Refusal:
    """The sample with the finding, durable; or why it does not count, with the finding that was there first."""
    person = await the_reviewer(user_id, ports)
    if isinstance(person, Refusal):
        return person
    sample = await ports.review.sample(sample_id)
    action = await ports.actions.action(sample.pick.action_id) if sample else None
    refusal = refuse_finding(sample, action, person)
    if refusal is not None or sample is None:
        return refusal or UNKNOWN_SAMPLE
    actions = {action.id: action} if action else {}
    kept = await keep_findings([sample], actions, person, finding, ports, mistake=mistake)
    if kept:
        if mistake is not None:
            await report_mistake(kept[0], mistake, person, ports)
        return kept[0]
    first = await ports.review.sample(sample_id)
    return refuse_finding(first, action, person) or UNKNOWN_SAMPLE
