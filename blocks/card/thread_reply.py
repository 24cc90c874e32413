"""Replies in a card's thread: one fact each, as it was when it happened."""

from collections.abc import Mapping, Sequence

from blocks.card.drafting_words import provenance_words
from blocks.card.mentioning_reply import edit_that_starts_over, mentioning_reply
from blocks.card.stages import tier_name
from blocks.card.status import outcome_words, status_emoji
from blocks.kit.limits import FALLBACK_CHARACTERS
from blocks.kit.mentions import NO_GROUPS, mention_parts, mentions
from blocks.kit.message import Block, SlackMessage
from blocks.kit.rich_text import bullets, line, part, quote, rich_text
from blocks.kit.text import escape, shorten, shorten_counting, shown
from blocks.kit.timed_text import TimedText
from blocks.payload.changes import CHANGES, change_lines, marked_changes
from blocks.payload.withheld import REASON as REASON_WITHHELD
from blocks.payload.withheld import withholds
from oversight.action.action import Action
from oversight.action.decision import DeciderKind, FieldChange, Vote, VoteKind
from oversight.action.decision_words import decided_words
from oversight.action.event import (
    BeganAgain,
    DeadlineExtended,
    Decided,
    Escalated,
    Event,
    Modified,
    OutcomeReported,
    StagePassed,
    Voted,
)
from oversight.action.rule import Rule
from oversight.editing.changes import payload_changes
from oversight.editing.redaction import NO_HINTS
from oversight.policy import CardHints
from oversight.voting.quorum import approvals_on

REASON = 1_500
NAME = 120
FOR_OWNER = "For the agent's owner: "
_ON_THE_CARD = "the card shows the new payload"


def thread_reply(
    event: Event, action: Action, rung: int, groups: Mapping[str, str] = NO_GROUPS, hints: CardHints = NO_HINTS
) -> SlackMessage:
    """The reply that tells this event in the thread of this rung's card.

    It mentions only those who are called to answer, groups by the Slack ids of their handles. What an edit changed is
    told as far as everybody may see it.
    """
    if (mentioning := mentioning_reply(event, action, groups, rung, hints)) is not None:
        return mentioning
    if isinstance(event, DeadlineExtended):
        return _more_time(event)
    said = _sentence(event, action, hints)
    elements: list[Block] = [line(part(said, bold=True))]
    text = said
    if event.in_words and withholds(hints, event.actor):
        elements.append(line(part(REASON_WITHHELD)))
        text = f"{said}. {REASON_WITHHELD}"
    elif event.in_words:
        reason = shorten_counting(shown(event.in_words), REASON)
        elements.append(quote(reason))
        text = f"{said}: {reason}"
    if who := _who_wrote_what(event, action):
        elements.append(line(part(who)))
        text = f"{text}. {who}"
    if not hints.summary_only and (made := _changes(event, action)):
        elements.append(bullets(marked_changes(made, hints)))
        text = f"{text}\n{'; '.join(change_lines(made[:CHANGES], hints))}"
    owner = _owner_called(event, action)
    if owner:
        elements.append(line(part(FOR_OWNER), *mention_parts(owner)))
    called = f" {FOR_OWNER}{mentions(owner)}" if owner else ""
    return SlackMessage(
        escape(shorten(text, FALLBACK_CHARACTERS - len(called))) + called, [rich_text("note", elements)]
    )


def _owner_called(event: Event, action: Action) -> list[str]:
    """The agent's owner, where a person says that it made an error; the agent itself has told its owner."""
    by_person = isinstance(event, OutcomeReported) and event.actor.kind is DeciderKind.HUMAN
    return [action.agent.owner] if by_person and action.agent.owner is not None else []


def _changes(event: Event, action: Action) -> Sequence[FieldChange]:
    """What this event's edit changed of what the agent proposed; nothing where somebody has edited it again since."""
    if isinstance(event, Decided):
        return action.decision.changes if action.decision is not None else ()
    by = action.version.edited_by
    if isinstance(event, Modified) and by is not None and by.id == event.actor.id:
        return payload_changes(action.original_payload, action.version.payload)
    return ()


def _who_wrote_what(event: Event, action: Action) -> str:
    """Of a draft that people finished, where somebody said yes to it; else empty."""
    match event:
        case Decided():
            is_yes = action.status.releases
        case Voted():
            is_yes = event.vote is not VoteKind.REJECT
        case _:
            is_yes = isinstance(event, Modified | StagePassed)
    return provenance_words(action.version.draft) if is_yes and action.version.draft is not None else ""


def _more_time(event: DeadlineExtended) -> SlackMessage:
    why = shorten(shown(event.reason or ""), REASON)
    said = TimedText(f"⏰ More time: {why}. It now expires ", event.until, ".")
    return SlackMessage(escape(shorten(said.words, FALLBACK_CHARACTERS)), [rich_text("note", [said.line])])


def _sentence(event: Event, action: Action, hints: CardHints) -> str:
    who = shorten(shown(event.actor.name), NAME)
    match event:
        case Voted():
            return _vote_words(event, action, who)
        case Modified():
            after = "earlier approvals no longer count"
            if edit_that_starts_over(event, action) is not None:
                after = "all stages are asked again about it"
            where = "its reviewers find the new payload under Details" if hints.summary_only else _ON_THE_CARD
            return f"✏️ Edited by {who}: {where}; {after}"
        case Decided():
            assert action.decision is not None, "a decision that was told was made"
            return f"{status_emoji(action.status)} {shorten(shown(decided_words(action.decision)), NAME)}"
        case Escalated():
            return _climb_words(event, who)
        case BeganAgain():
            return f"🔁 Asked again from {tier_name(event.to_tier)}"
        case OutcomeReported():
            return outcome_words(event.outcome, event.severity, event.actor)
        case StagePassed():
            return _stage_words(event, action)
        case _:
            raise AssertionError(f"{event.kind} is told in no thread, or has words of its own")


def _vote_words(event: Voted, action: Action, who: str) -> str:
    vote = _vote_behind(event, action)
    match event.vote:
        case VoteKind.REJECT:
            return f"⛔ Rejected by {who}"
        case VoteKind.MODIFY:
            verb = f"✏️ Approved with changes by {who}"
        case VoteKind.APPROVE:
            verb = f"✅ Approved by {who}"
    return f"{verb} · {_count_then(vote, action)}" if vote else verb


def _vote_behind(event: Event, action: Action) -> Vote | None:
    return next((vote for vote in action.votes if vote.reviewer.id == event.actor.id and vote.at == event.at), None)


def _count_then(vote: Vote, action: Action) -> str:
    """The count as it was after this vote: the reply may be sent long after the next one."""
    needed = approvals_on(action.route, vote.rung, edited=vote.version > 1)
    so_far = {counted.reviewer.id for counted in _with(vote, action)}
    return f"{len(so_far)} of {needed} approval{'s' if needed != 1 else ''}"


def _climb_words(event: Escalated, who: str) -> str:
    to = tier_name(event.to_tier)
    if event.rule == Rule.DISAGREEMENT:
        return f"⬆️ Reviewers disagree, so it is for {to} to decide"
    by = f" by {who}" if event.actor.kind is DeciderKind.HUMAN else ""
    return f"⬆️ Escalated to {to}{by}"


def _stage_words(event: StagePassed, action: Action) -> str:
    """“✅ Security said yes (Sam Okafor), legal is asked now”, with those who had said yes by then."""
    last = _vote_behind(event, action)
    names = [counted.reviewer.name for counted in _with(last, action)] if last else [event.actor.name]
    changed = " with changes" if last is not None and last.kind is VoteKind.MODIFY else ""
    stage = tier_name(event.stage)
    by = shorten(shown(", ".join(dict.fromkeys(names))), NAME)
    return f"✅ {stage[:1].upper()}{stage[1:]} said yes{changed} ({by}), {tier_name(event.to_tier)} is asked now"


def _with(vote: Vote, action: Action) -> list[Vote]:
    """This vote, and the earlier ones that count together with it."""
    place = (vote.version, vote.rung, vote.round)
    until_then = (other for other in action.votes if other.at <= vote.at)
    return [other for other in until_then if (other.version, other.rung, other.round) == place]
