"""Who is still a reviewer: a ladder is fixed with its action, but whom the policy no longer names decides nothing."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.route import Rung
from oversight.policy import Policy, Tier
from oversight.voting.quorum import counted_votes


def named_here(action: Action, policy: Policy) -> tuple[str, ...]:
    """User ids and groups whom today's policy names for the tier or stage that is asked; none where that is gone."""
    return _named((position.here,), policy) if (position := action.position) else ()


def is_anybody_removed(action: Action, policy: Policy) -> bool:
    """Whether today's policy no longer names somebody, or some group, that was asked."""
    return action.rung is not None and not set(action.rung.reviewers) <= set(named_here(action, policy))


def named_from_here(action: Action, policy: Policy) -> tuple[str, ...]:
    """User ids and groups whom it names on this rung or above it in the stage: the action may be handed to them."""
    return _named(position.from_here, policy) if (position := action.position) else ()


def named_anywhere(policy: Policy) -> tuple[str, ...]:
    """User ids and groups whom today's policy names for any tier or stage."""
    asked = (*policy.tiers, *policy.stages)
    return tuple(dict.fromkeys(name for tier in asked for name in _everybody(tier, policy)))


def refuse_by_today(action: Action, *, was_a_reviewer: bool) -> Refusal:
    """The refusal for who may not decide, where the policy has removed reviewers since the action came in."""
    asked = action.asked_words
    if was_a_reviewer:
        sentence = f"You are no longer a reviewer of {asked}, so you cannot decide this."
    else:
        sentence = f"Only those can decide this who were reviewers of {asked} when it came in, and still are."
    return Refusal(RefusalCode.NOT_A_REVIEWER, sentence)


def without_removed(action: Action, deciders: frozenset[str]) -> Action:
    """The action, in which votes of those who may no longer decide it do not count."""
    assignment = action.assignment
    if assignment is None:
        return action
    voted = {vote.reviewer.id for vote in counted_votes(replace(action, assignment=replace(assignment, removed=())))}
    return replace(action, assignment=replace(assignment, removed=tuple(sorted(voted - deciders))))


def reviewers_from(tier: str, policy: Policy) -> tuple[str, ...]:
    """User ids and groups whom today's policy names for this tier and those above; none where the tier is gone."""
    names = [known.name for known in policy.tiers]
    from_here = policy.tiers[names.index(tier) :] if tier in names else ()
    return tuple(dict.fromkeys(name for known in from_here for name in (*known.people, *known.fallback)))


def _named(rungs: Iterable[Rung], policy: Policy) -> tuple[str, ...]:
    tiers = (_of_today(rung, policy) for rung in rungs)
    return tuple(dict.fromkeys(name for tier in tiers if tier is not None for name in _everybody(tier, policy)))


def _of_today(rung: Rung, policy: Policy) -> Tier | None:
    """Today's tier or stage of this name; None where it is gone or renamed."""
    candidates = policy.stages if rung.stage == rung.tier else policy.tiers
    return next((candidate for candidate in candidates if candidate.name == rung.tier), None)


def _everybody(tier: Tier, policy: Policy) -> Iterator[str]:
    """Everybody whom the tier may ever ask: reviewers or those on call, fallbacks, and who stands in for them."""
    yield from tier.people
    yield from tier.fallback
    if tier.rotation is not None:
        yield from (override.person for override in tier.rotation.overrides)
    roster = tier.rung(policy.absences).roster
    if roster is not None:
        yield from (absence.deputy for absence in roster.absences if absence.deputy is not None)
