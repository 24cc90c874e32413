"""A manager says of all samples in one message at once that they look right."""

from collections.abc import Sequence

from oversight.action.refusal import Refusal, RefusalCode
from oversight.ports import Ports
from oversight.review.sample import Finding, Sample
from oversight.review.thread import is_odd
from oversight.usecases.review.findings import keep_findings, refuse_finding, the_reviewer

NONE_LEFT = Refusal(RefusalCode.ALREADY_DECIDED, "None of these waits for your answer any more.")
ODD = Refusal(
    RefusalCode.STALE_CARD, "Something about these actions was a reason to look at them, so each needs its own answer."
)


async def review_like_samples(digest_id: str, page: int, user_id: str, ports: Ports) -> Sequence[Sample] | Refusal:
    """Those that were still open and that this person may answer, each found right; or why there is none."""
    person = await the_reviewer(user_id, ports)
    if isinstance(person, Refusal):
        return person
    samples = await ports.review.samples_on(digest_id, page)
    if any(is_odd(sample.pick) for sample in samples):
        return ODD
    found = [await ports.actions.action(sample.pick.action_id) for sample in samples]
    actions = {action.id: action for action in found if action is not None}
    refusals = [refuse_finding(sample, actions.get(sample.pick.action_id), person) for sample in samples]
    open_ones = [sample for sample, refusal in zip(samples, refusals, strict=True) if refusal is None]
    kept = await keep_findings(open_ones, actions, person, Finding.RIGHT, ports) if open_ones else []
    return kept or next((refusal for refusal in refusals if refusal is not None), NONE_LEFT)
