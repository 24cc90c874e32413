"""A draft as one person has it before them, and whether what they do there still counts."""

from dataclasses import dataclass

from oversight.action.action import Action
from oversight.action.draft import Draft
from oversight.action.refusal import Refusal, RefusalCode
from oversight.editing.draft.seen import hides_draft, seen_draft
from oversight.editing.draft.start import draft_settings, start_work
from oversight.editing.draft.work import Work
from oversight.people.person import Person
from oversight.policy import CardHints
from oversight.policy.draft_settings import DraftSettings
from oversight.ports import Ports
from oversight.usecases.actions.entitled_to_reveal import hints_for
from oversight.usecases.apply import UNKNOWN_ACTION
from oversight.usecases.entitled import entitled_to, member, one_of
from oversight.voting.click import refuse_late
from oversight.voting.viewers import viewers

NO_DRAFT = Refusal(RefusalCode.STALE_CARD, "There is no draft to edit here. Use the other buttons of the card.")


@dataclass(frozen=True, slots=True)
class SharedDraft:
    """The draft, the work of all reviewers on it, and the person who looks at it."""

    action: Action
    draft: Draft
    settings: DraftSettings
    work: Work
    person: Person
    hints: CardHints
    """How it is shown to this person."""
    over: Refusal | None = None
    """Why this person's changes no longer count; they are set aside, and can be read for a while."""
    refused: Refusal | None = None
    """Why one of the changes was not taken, where the others were."""
    before: Work | None = None
    """The work before these changes; None where nothing was to be changed."""

    @property
    def seen(self) -> Draft:
        """The draft without what is hidden of it."""
        return seen_draft(self.draft, self.hints, self._target)

    @property
    def is_hidden(self) -> bool:
        """Whether its text is hidden from this person."""
        return hides_draft(self.hints, self._target)

    @property
    def _target(self) -> str | None:
        return self.settings.target or self.draft.target


async def shared_draft(action_id: str, user_id: str, ports: Ports) -> SharedDraft | Refusal:
    """The draft for a person who may answer, the work on it begun; for one who was asked before, what is left of it."""
    action = await ports.actions.action(action_id)
    if action is None:
        return UNKNOWN_ACTION
    if (draft := action.proposal.draft) is None:
        return NO_DRAFT
    person = await member(user_id, ports)
    if isinstance(person, Refusal):
        return person
    over = await _why_over(action, person, ports)
    work = await ports.drafts.work(action.id)
    if over is not None:
        was_asked = await one_of(viewers(action), person, over, ports)
        if work is None or isinstance(was_asked, Refusal):
            return over
    pinned = await ports.policies.pinned(action.policy_hash)
    if work is None:
        rates = await ports.drafts.rates(action.proposal.action_type)
        begun = start_work(action, pinned, rates, ports.sample_secret)
        work = await ports.drafts.begin(action.id, begun, ports.clock.now())
    settings = draft_settings(action.proposal.action_type, pinned)
    return SharedDraft(action, draft, settings, work, person, await hints_for(person, action, ports), over)


async def _why_over(action: Action, person: Person, ports: Ports) -> Refusal | None:
    if late := refuse_late(action):
        return late
    reviewer = await entitled_to(action, person, ports)
    return reviewer if isinstance(reviewer, Refusal) else None
