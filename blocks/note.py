"""Replies in a card's thread: one fact each, as it was when it happened."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from blocks.letter import Block, Letter
from blocks.limits import FALLBACK_CHARACTERS
from blocks.rich_text import date_mrkdwn, line, part, quote, rich_text
from blocks.status import outcome_words, status_emoji
from blocks.text import escape, mrkdwn, shorten, shorten_counting, shown
from oversight.action import Action
from oversight.decision import DeciderKind, Vote, VoteKind
from oversight.decision_words import decided_words
from oversight.event import Event, EventKind
from oversight.lifecycle import OutcomeKind
from oversight.quorum import approvals_on
from oversight.route import Rung, tier_words

REASON = 1_500
NAME = 120
NO_GROUPS: Mapping[str, str] = MappingProxyType({})

_USER = re.compile(r"[UW][A-Z0-9]{2,}")
_GROUP = re.compile(r"S[A-Z0-9]{2,}")


def note(event: Event, action: Action, groups: Mapping[str, str] = NO_GROUPS) -> Letter:
    """The reply that tells this event; only a reminder mentions anybody, groups by the Slack ids of their handles."""
    if event.kind is EventKind.REMINDED:
        return _reminder(event, action, groups)
    said = _sentence(event, action)
    elements: list[Block] = [line(part(said, bold=True))]
    text = said
    if event.reason:
        reason = shorten_counting(shown(event.reason), REASON)
        elements.append(quote(reason))
        text = f"{said}: {reason}"
    return Letter(escape(shorten(text, FALLBACK_CHARACTERS)), [rich_text("note", elements)])


def _sentence(event: Event, action: Action) -> str:
    who = shorten(shown(event.actor.name), NAME)
    match event.kind:
        case EventKind.VOTED:
            return _vote_words(event, action, who)
        case EventKind.MODIFIED:
            return f"✏️ Edited by {who}: the card shows the new payload; earlier approvals no longer count"
        case EventKind.DECIDED:
            assert action.decision is not None, "a decision that was told was made"
            return f"{status_emoji(action.status)} {shorten(shown(decided_words(action.decision)), NAME)}"
        case EventKind.ESCALATED:
            by = f" by {who}" if event.actor.kind is DeciderKind.HUMAN else ""
            return f"⬆️ Escalated to {_tier(event, 'to')}{by}"
        case EventKind.OUTCOME_REPORTED:
            return outcome_words(OutcomeKind(event.details["outcome"]))
        case EventKind.SUBMITTED:
            return f"📥 Proposed by {who}"
        case EventKind.REMINDED:
            raise AssertionError("reminders have words of their own")
        case _:
            return _aside(event, who)


def _aside(event: Event, who: str) -> str:
    """What no thread is told today."""
    match event.kind:
        case EventKind.FROZEN:
            return "⏸️ Halted: its time stands still"
        case EventKind.THAWED:
            return "▶️ Resumed: its time runs again"
        case EventKind.SAMPLED:
            return "🔎 Picked for review"
        case EventKind.REVIEWED:
            return f"🔎 Reviewed by {who}: {shown(str(event.details.get('finding', '')))}"
        case _:
            raise AssertionError(f"{event.kind} has words of its own")


def _vote_words(event: Event, action: Action, who: str) -> str:
    vote = next((v for v in action.votes if v.reviewer.id == event.actor.id and v.at == event.at), None)
    kind = VoteKind(event.details.get("vote", VoteKind.APPROVE))
    match kind:
        case VoteKind.REJECT:
            return f"⛔ Rejected by {who}"
        case VoteKind.MODIFY:
            verb = f"✏️ Approved with changes by {who}"
        case VoteKind.APPROVE:
            verb = f"✅ Approved by {who}"
    return f"{verb} · {_count_then(vote, action)}" if vote else verb


def _count_then(vote: Vote, action: Action) -> str:
    """The count as it was: the note may be sent long after the next vote."""
    needed = approvals_on(action.route.ladder, vote.rung, edited=vote.version > 1)
    so_far = {
        each.reviewer.id
        for each in action.votes
        if (each.version, each.rung) == (vote.version, vote.rung) and each.at <= vote.at
    }
    return f"{len(so_far)} of {needed} approval{'s' if needed != 1 else ''}"


def _reminder(event: Event, action: Action, groups: Mapping[str, str]) -> Letter:
    rung = action.rung
    if rung is None or rung.tier != event.details.get("tier"):
        rung = next((each for each in action.route.ladder if each.tier == event.details.get("tier")), rung)
    assert rung is not None
    until = f" It expires {date_mrkdwn(action.watch.deadline_at)}." if action.watch else ""
    said = f"🔔 Still waiting for {escape(tier_words(rung.tier))}.{until} {_mentions(rung, groups)}".strip()
    return Letter(shorten(said, FALLBACK_CHARACTERS), [{"type": "section", "block_id": "note", "text": mrkdwn(said)}])


def _mentions(rung: Rung, groups: Mapping[str, str]) -> str:
    said = []
    for reviewer in rung.reviewers[:20]:
        if _USER.fullmatch(reviewer):
            said.append(f"<@{reviewer}>")
        elif _GROUP.fullmatch(groups.get(reviewer, "")):
            said.append(f"<!subteam^{groups[reviewer]}>")
        else:
            said.append(escape(shorten(shown(reviewer), 80)))
    return " ".join(said)


def _tier(event: Event, key: str) -> str:
    return shorten(shown(tier_words(str(event.details.get(key, "the next tier")))), 80)
