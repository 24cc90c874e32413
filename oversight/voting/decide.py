"""What an answer does to an action: it is refused, or counts, or decides; see ``patterns/approval_gate.py``."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from oversight.action.action import Action, Version
from oversight.action.decision import Actor, Decision, Vote, VoteKind
from oversight.action.event import NOTHING, Decided, Event, Modified, Voted
from oversight.action.finished_draft import FinishedDraft
from oversight.action.moves import climb, enter_next_stage
from oversight.action.personal import by_json_path, commitments, salt_of, salted
from oversight.action.position import Position
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.rule import Rule
from oversight.action.status import TRANSITIONS, Status
from oversight.action.transition import Transition
from oversight.editing.changes import payload_changes
from oversight.editing.draft.work import Work
from oversight.exact_json.canonical import Json, sha256
from oversight.exact_json.unseen import shows_nothing
from oversight.people.person import Person
from oversight.voting.click import asked_about
from oversight.voting.quorum import Resolved, Undecided, count, counted_votes, starts_over, votes_of_stages


class Answer(Struct, frozen=True):
    """What a reviewer pressed, on the card of which rung, and which version it showed."""

    kind: VoteKind
    seen_version: int
    seen_rung: int
    reason: str | None = None
    payload: Json | None = None
    """The edited payload; only with ``modify``."""
    work: Work | None = None
    """Of a draft: what people made of it, sent in from its window. Whether it is a change is found out."""
    draft: FinishedDraft | None = None
    """Of a draft: the finished one that the answer is about; :mod:`~oversight.voting.drafted` puts it here."""
    reject_reason: str | None = None
    """The one of the policy's reasons that was chosen; only with ``reject``."""
    shown: str | None = None
    """The digest of what the reviewer had before them."""


def cast_vote(action: Action, answer: Answer, person: Person, now: datetime) -> Transition | Refusal:
    """What an entitled person's answer does to a pending action: a vote, perhaps an edit, perhaps the decision."""
    position = asked_about(action, version=answer.seen_version, rung=answer.seen_rung)
    if isinstance(position, Refusal):
        return position
    if answer.kind is VoteKind.REJECT and not answer.reject_reason and shows_nothing(answer.reason or ""):
        return Refusal(RefusalCode.REASON_MISSING, "Say why, so that the agent and its owner can do better.")
    reviewer = person.actor
    grounds = (action.id, now, reviewer, Rule.QUORUM, answer.reason)
    events: list[Event] = []
    voted = action
    if answer.kind is VoteKind.MODIFY:
        if sha256(answer.payload) == action.version.digest:
            return Refusal(
                RefusalCode.UNCHANGED, "Nothing was changed in the payload. Edit it, or press Approve on the card."
            )
        voted = _next_version(action, answer.payload, reviewer, answer.draft)
        events.append(Modified(*grounds, personal=_commitments(voted)))
    elif answer.draft is not None and answer.draft is not action.version.draft:
        voted = _next_version(action, action.version.payload, action.version.edited_by, answer.draft)
    here = position.assignment
    number, chosen = voted.version.number, answer.reject_reason
    vote = Vote(answer.kind, reviewer, number, here.rung, now, answer.reason, here.round, chosen)
    voted = replace(voted, votes=(*voted.votes, vote))
    draft = voted.version.draft
    finished = None if draft is None else salted(draft.digest, salt_of(voted.personal))
    events.append(
        Voted(
            *grounds,
            vote=answer.kind,
            removed=here.removed,
            draft=finished,
            reject_reason=chosen,
            workspace=person.team_id,
            vouched_by=person.vouched_by,
            checked_at=person.checked_at,
            shown=answer.shown,
        )
    )
    after = _counted(voted, position, vote, now)
    events += after.events
    return Transition(replace(after.action, revision=action.revision + 1), tuple(events), (vote,), at_rung=here.rung)


def _counted(voted: Action, position: Position, vote: Vote, now: datetime) -> Transition:
    """What follows from the votes, this one among them: nothing yet, the next stage, the next tier, or a decision."""
    if starts_over(voted, vote):
        return Transition(replace(voted, assignment=position.assignment.opening(0, now)), ())
    match count(voted):
        case Undecided():
            return Transition(voted, ())
        case Resolved(status=Status.REJECTED as status):
            moved = _disputed(voted, position, vote, now)
        case Resolved(status=status):
            moved = enter_next_stage(voted, now, vote.reviewer)
    if moved is not None:
        return moved
    said = {"reason": vote.reason, "reject_reason": vote.reject_reason}
    return decide(voted, status, vote.reviewer, now, rule=Rule.QUORUM, **said)


def _disputed(voted: Action, position: Position, vote: Vote, now: datetime) -> Transition | None:
    """The next tier, asked because one person said yes and another no; None where the no decides."""
    others = [counted_vote for counted_vote in counted_votes(voted) if counted_vote.reviewer.id != vote.reviewer.id]
    if not (others and position.here.disagreement_climbs and position.is_anybody_above(now)):
        return None
    said = f"{others[0].reviewer.name} said yes and {vote.reviewer.name} no"
    return climb(voted, now, vote.reviewer, rule=Rule.DISAGREEMENT, reason=f"{said}: {vote.reason_in_words}")


def decide(
    action: Action,
    status: Status,
    by: Actor,
    now: datetime,
    *,
    rule: str,
    reason: str | None = None,
    reject_reason: str | None = None,
) -> Transition:
    """The action with its final answer; raises ValueError where the transition table does not allow it."""
    if status not in TRANSITIONS[action.status]:
        raise ValueError(f"{action.status} never becomes {status}")
    payload = action.version.payload if status is Status.MODIFIED else None
    decision = Decision(
        status=status,
        decided_by=by,
        at=now,
        rule=rule,
        reason=reason,
        modified_payload=payload,
        changes=payload_changes(action.original_payload, payload) if status is Status.MODIFIED else (),
        together_with=_others(action, by) if status.releases else (),
        reject_reason=reject_reason,
    )
    decided = replace(action, status=status, decision=decision, revision=action.revision + 1)
    return Transition(decided, (Decided(action.id, now, by, rule, reason, reject_reason=reject_reason),))


def _others(action: Action, by: Actor) -> tuple[Actor, ...]:
    """Everybody else whose vote counted, in any stage."""
    behind = {vote.reviewer.id: vote.reviewer for vote in votes_of_stages(action)}
    return tuple(actor for actor in behind.values() if actor.id != by.id)


def _next_version(action: Action, payload: Json, by: Actor | None, draft: FinishedDraft | None) -> Action:
    return replace(action, version=Version(action.version.number + 1, payload, sha256(payload), by, draft))


def _commitments(action: Action) -> Mapping[str, str]:
    if not action.personal:
        return NOTHING
    return by_json_path(commitments(action.version.payload, action.personal))
