"""A yes to a draft: it is about the finished text, and the payload that runs carries exactly that text."""

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.decision import VoteKind
from oversight.action.draft import Draft
from oversight.action.refusal import Refusal, RefusalCode
from oversight.editing.draft.drafting import Drafting
from oversight.editing.draft.final_text import final_text, finish, refuse_unfinished, to_be_opened_for
from oversight.editing.draft.target import target_of, text_at, with_text
from oversight.editing.draft.work import Work
from oversight.exact_json.canonical import Json, sha256
from oversight.policy.draft_settings import DraftSettings
from oversight.voting.decide import Answer

NO_DRAFT = Refusal(RefusalCode.INVALID_DRAFT, "There is no draft here. Approve, modify or reject the action itself.")
NO_TARGET = Refusal(
    RefusalCode.INVALID_DRAFT,
    "Neither this draft nor its policy says which field gets the text. Approve it as it is, or reject it.",
)
NO_PLACE = Refusal(
    RefusalCode.INVALID_DRAFT, "The field that gets the text cannot hold one. Reject it, so that it is proposed anew."
)
OTHER_TEXT = Refusal(
    RefusalCode.DRAFT_UNFINISHED,
    "The text that would run is not the text of the draft. Press Edit the draft, which puts it there.",
)
UNSENT = Refusal(
    RefusalCode.DRAFT_UNFINISHED,
    "People have changed the draft, and what they wrote is not in the text that would run. Press Edit the draft, read "
    "it there, and approve it or put the agent's text back.",
)


def settled(action: Action, answer: Answer, drafting: Drafting) -> Answer | Refusal:
    """The answer with the finished draft that it is about; or what is still to be done on the draft before a yes."""
    draft = action.proposal.draft
    if draft is None:
        return answer if answer.work is None else NO_DRAFT
    if answer.kind is VoteKind.REJECT:
        return answer
    if answer.work is not None:
        return _finished(action, draft, answer, answer.work, drafting.settings)
    return _as_it_is(action, draft, answer, drafting)


def _finished(action: Action, draft: Draft, answer: Answer, work: Work, settings: DraftSettings) -> Answer | Refusal:
    finished = finish(draft, work, settings)
    if isinstance(finished, Refusal):
        return finished
    if (path := target_of(draft, settings)) is None:
        return NO_TARGET
    before = action.version.payload if answer.payload is None else answer.payload
    if text_at(before, path) is None:
        return NO_PLACE
    payload = with_text(before, path, finished.text)
    if sha256(payload) == action.version.digest:
        return replace(answer, kind=VoteKind.APPROVE, payload=None, draft=action.version.draft or finished)
    return replace(answer, kind=VoteKind.MODIFY, payload=payload, draft=finished)


def approvable(action: Action, drafting: Drafting) -> bool:
    """Whether Approve alone is an answer now: nothing of the draft is open, and the payload carries its text."""
    draft = action.proposal.draft
    return draft is None or _refuse_as_it_is(action, draft, action.version.payload, drafting) is None


def _as_it_is(action: Action, draft: Draft, answer: Answer, drafting: Drafting) -> Answer | Refusal:
    """A yes outside of the draft's window."""
    payload = answer.payload if answer.kind is VoteKind.MODIFY else action.version.payload
    return _refuse_as_it_is(action, draft, payload, drafting) or replace(answer, draft=action.version.draft)


def _refuse_as_it_is(action: Action, draft: Draft, payload: Json, drafting: Drafting) -> Refusal | None:
    finished, settings, work = action.version.draft, drafting.settings, drafting.work
    if finished is None and (still_open := to_be_opened_for(draft, settings)):
        return refuse_unfinished(still_open, "Press Edit the draft.")
    # The card shows what people wrote so far: nobody says yes to that and lets the agent's text run.
    if finished is None and work is not None and final_text(draft, work) != draft.text:
        return UNSENT
    path = target_of(draft, settings)
    if path is None or text_at(payload, path) == (finished.text if finished else draft.text):
        return None
    return OTHER_TEXT
