"""The replies in a card's thread that mention people: those who are still waited for, and those who are asked anew.

Slack notifies nobody of a message that is updated, so a reply mentions those whom the redrawn card asks again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from blocks.card.deadline import deadline
from blocks.card.stages import name_of, tier_name
from blocks.kit.limits import FALLBACK_CHARACTERS
from blocks.kit.mentions import mention_parts, mentions
from blocks.kit.message import Block, SlackMessage
from blocks.kit.rich_text import line, part, quote, rich_text
from blocks.kit.text import escape, shorten, shorten_counting, shown
from blocks.kit.timed_text import TimedText
from blocks.payload.withheld import REASON as REASON_WITHHELD
from blocks.payload.withheld import withholds
from oversight.action.action import Action
from oversight.action.decision import Vote, VoteKind
from oversight.action.event import BeganAgain, Event, FallbackAsked, HandedOver, Held, Modified, Reminded, Reopened
from oversight.action.event_kind import EventKind
from oversight.editing.redaction import NO_HINTS
from oversight.policy import CardHints
from oversight.voting.quorum import starts_over

REASON = 1_500
NAME = 120
MENTIONING = frozenset(
    {
        EventKind.REMINDED,
        EventKind.REOPENED,
        EventKind.HELD,
        EventKind.FALLBACK_ASKED,
        EventKind.HANDED_OVER,
        EventKind.BEGAN_AGAIN,
        EventKind.MODIFIED,
    }
)
"""The kinds of events whose reply may mention somebody, so that the ids of user groups are needed."""


def mentioning_reply(
    event: Event, action: Action, groups: Mapping[str, str], rung: int, hints: CardHints = NO_HINTS
) -> SlackMessage | None:
    """The reply in the thread of this rung's card that mentions whom the event concerns; None if it has none.

    It is still true where it is sent late: it names the deadline as it is now, and none once the action is decided.
    """
    asked = _asked_on(action, rung)
    match event:
        case Reminded():
            return _calling("🔔", f"Still waiting for {tier_name(event.tier)}.", action, asked, groups)
        case Reopened():
            said = f"Somebody of {tier_name(event.tier)} is there again, and can answer now."
            return _calling("🔔", said, action, asked, groups)
        case Held():
            return _calling("⏸️", f"Held: nothing ends it but a person. {_reason(event)}.", None, asked, groups)
        case FallbackAsked():
            return _calling("🔔", f"{_reason(event)}: these are asked, too.", action, event.people, groups)
        case HandedOver():
            return _handed(event, action, hints)
        case BeganAgain() if action.assignment is not None and action.assignment.rung == rung:
            said = f"Asked again, round {event.round + 1} of {action.route.repeat_ladder + 1}: {_reason(event)}."
            return _calling("🔁", said, action, asked, groups)
        case Modified() if rung == 0 and (edit := edit_that_starts_over(event, action)) is not None:
            by = shorten(shown(event.actor.name), NAME)
            stage = name_of(action.route.ladder[edit.rung])
            said = f"Edited by {by} in the stage {stage}: look at the new version, and answer again."
            return _calling("✏️", said, action, asked, groups)
        case _:
            return None


def edit_that_starts_over(event: Event, action: Action) -> Vote | None:
    """The vote behind an edit because of which all stages are asked again; None for any other edit."""
    edits = (vote for vote in action.votes if vote.kind is VoteKind.MODIFY and vote.at == event.at)
    own = next((vote for vote in edits if vote.reviewer.id == event.actor.id), None)
    return own if own is not None and starts_over(action, own) else None


def _handed(event: HandedOver, action: Action, hints: CardHints) -> SlackMessage:
    to, by = event.to, shorten(shown(event.actor.name), NAME)
    until = _until(action)
    said = f"👉 Handed to {mentions([to])} by {escape(by)}.{until.mrkdwn} Decide it on this card."
    pieces = [part("👉 Handed to "), *mention_parts([to]), part(f" by {by}."), *until.parts]
    elements: list[Block] = [line(*pieces, part(" Decide it on this card."))]
    if event.reason and withholds(hints, event.actor):
        elements.append(line(part(REASON_WITHHELD)))
        said += f" {REASON_WITHHELD}"
    elif event.reason:
        words = shorten_counting(shown(event.reason), REASON)
        elements.append(quote(words))
        said += f" “{escape(words)}”"
    return SlackMessage(said, [rich_text("note", elements)])


def _calling(
    sign: str, sentence: str, action: Action | None, who: Sequence[str], groups: Mapping[str, str]
) -> SlackMessage:
    """The sentence stands in the block as plain text, because it may hold names and reasons that others wrote."""
    until, sentence = _until(action) if action else TimedText(""), f"{sign} {shorten(sentence, REASON)}"
    said = f"{escape(sentence)}{until.mrkdwn} {mentions(who, groups)}".strip()
    pieces = [part(sentence), *until.parts, *([part(" "), *mention_parts(who, groups)] if who else [])]
    return SlackMessage(
        said if len(said) <= FALLBACK_CHARACTERS else escape(sentence), [rich_text("note", [line(*pieces)])]
    )


def _until(action: Action) -> TimedText:
    """The deadline as a sentence that follows another one; empty where nobody is asked any more."""
    until = deadline(action)
    if until is None:
        return TimedText("")
    return replace(until, text=f" It {until.text}", after=".") if until.at else TimedText(f" It is {until.text}.")


def _asked_on(action: Action, rung: int) -> tuple[str, ...]:
    """Those who are asked on this rung, with everybody who was added since where it still waits there."""
    if action.assignment is None:
        return ()
    if action.assignment.rung == rung and action.rung is not None:
        return action.rung.reviewers
    return action.route.ladder[rung].asks(action.assignment.opened_at)


def _reason(event: Event) -> str:
    return shorten(shown(event.reason or "No answer"), REASON)
