"""What a valid policy says but never does: steps that its own deadlines come before, drafts that nobody lets go.

What no form can show is said, too.

Nothing here stops a policy. Spans in business hours pass no faster than any clock, so what lies behind a deadline by
the clock does so by business hours, too.
"""

from collections.abc import Iterator
from datetime import timedelta

from msgspec import Struct

from oversight.action.route import OnTimeout, tier_words
from oversight.calendar.duration import duration_text
from oversight.exact_json.walk import Path
from oversight.policy.file.draft_warnings import draft_warnings
from oversight.policy.file.fault import PolicyFault
from oversight.policy.payload_schema.description.fallbacks import ENTRY, text_fallbacks
from oversight.policy.payload_schema.description.schemas import Schemas
from oversight.policy.policy import ActionType, Policy, Tier


class _Case(Struct, frozen=True):
    """Some actions: where they start, how long they wait, and which part of the policy says so."""

    tiers: tuple[Tier, ...]
    deadline: timedelta
    said_by: str
    on_timeout: OnTimeout
    may_be_moved: bool
    """Whether a reviewer may ask for more time."""
    repeats: bool
    """Whether silence at its top is to begin the ladder again."""
    root: str = "tiers"


def policy_warnings(policy: Policy, *, of_types: bool = True) -> tuple[PolicyFault, ...]:
    """Each step that never comes, once, with what to change; also for single types that have a shorter deadline."""
    found: dict[Path, PolicyFault] = {}
    cases = [*_cases(policy), *(_of_types(policy) if of_types else ())]
    for case in cases:
        for fault in _overtaken(case):
            found.setdefault(fault.path, fault)
    as_text = _as_text(policy) if of_types else ()
    return (*found.values(), *_never_again(policy), *draft_warnings(policy), *as_text)


def _as_text(policy: Policy) -> Iterator[PolicyFault]:
    """What reviewers have to edit as JSON text, because no form can show it."""
    for known in policy.action_types.values():
        for path, why in () if known.schema is None else text_fallbacks(Schemas(known.schema.raw)):
            name = ".".join(("payload", *map(str, path))).replace(f".{ENTRY}", ENTRY)
            yield PolicyFault(
                ("action_types", known.name, "schema"),
                f"{name} {why}, so reviewers edit it as text",
                "Say in the schema what it is, or leave it so",
            )


def _cases(policy: Policy) -> Iterator[_Case]:
    names = [tier.name for tier in policy.tiers]
    limit, ends = policy.defaults.review_timeout, policy.defaults.on_timeout
    moved, repeats = policy.defaults.extension is not None, policy.defaults.repeat_ladder > 0
    starts = {policy.first_tier: "defaults"} | {rule.tier: "defaults" for rule in policy.rules if rule.tier}
    for name in starts:
        yield _Case(_asked(policy.tiers[names.index(name) :]), limit, "defaults", ends, moved, repeats)
    for stage in policy.stages:
        yield _Case((stage, *_asked(policy.tiers)), limit, "defaults", ends, moved, repeats, "stages")


def _of_types(policy: Policy) -> Iterator[_Case]:
    names = [tier.name for tier in policy.tiers]
    for known in policy.action_types.values():
        yield from _of_type(policy, known, names)


def _of_type(policy: Policy, known: ActionType, names: list[str]) -> Iterator[_Case]:
    limit = known.review_timeout or policy.defaults.review_timeout
    ends = known.on_timeout or policy.defaults.on_timeout
    moved = policy.defaults.extension is not None
    repeats = (policy.defaults.repeat_ladder if known.repeat_ladder is None else known.repeat_ladder) > 0
    said_by = f"action_types.{known.name}" if known.review_timeout else "defaults"
    tiers = policy.tiers[names.index(known.tier or policy.first_tier) :]
    yield _Case(_asked(tiers), limit, said_by, ends, moved, repeats)
    for stage in policy.stages:
        if stage.name in known.stages:
            yield _Case((stage, *_asked(tiers)), limit, said_by, ends, moved, repeats, "stages")


def _asked(tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
    """Those that name somebody; the others are left out of every ladder."""
    return tuple(tier for tier in tiers if tier.people or tier.fallback)


def _overtaken(case: _Case) -> Iterator[PolicyFault]:
    """What comes too late, going up the ladder in silence."""
    if case.on_timeout is not OnTimeout.REJECT:
        return
    passed = timedelta(0)
    limit = f"the deadline (review_timeout {duration_text(case.deadline)} of {case.said_by})"
    for position, tier in enumerate(case.tiers):
        root = case.root if position == 0 else "tiers"
        above = case.tiers[position + 1].name if position + 1 < len(case.tiers) else None
        climbs = tier.escalate_after if above else None
        for key, span, what in _steps(tier):
            if span is None:
                continue
            if climbs is not None and span >= climbs:
                words = f"{what} after {duration_text(span)}, but it has climbed by then"
                yield PolicyFault(
                    (root, tier.name, key), words, f"Make it less than escalate_after ({duration_text(climbs)})"
                )
            elif passed + span >= case.deadline:
                words = f"{what} after {duration_text(span)}, but {limit} comes first"
                yield _late((root, tier.name, key), words, case)
        again = tier.escalate_after if above is None and case.repeats else None
        if (step := climbs or again) is None:
            return
        passed += step
        if passed >= case.deadline:
            what = f"asks the {tier_words(above)}" if above else "begins the ladder again"
            words = f"silence {what} after {duration_text(passed)}, but {limit} comes first"
            yield _late((root, tier.name, "escalate_after"), words, case)
            return


def _steps(tier: Tier) -> tuple[tuple[str, timedelta | None, str], ...]:
    return (
        ("remind_after", tier.remind_after, "a reminder comes"),
        ("fallback_after", tier.fallback_after, "the fallback reviewers are asked"),
    )


def _late(path: Path, words: str, case: _Case) -> PolicyFault:
    then = "happens only where a reviewer gives more time" if case.may_be_moved else "never happens"
    return PolicyFault(path, f"{words}, so it {then}", "Make it less, or review_timeout more")


def _never_again(policy: Policy) -> Iterator[PolicyFault]:
    """A ladder that should begin again, where silence at its top does nothing."""
    asked = _asked(policy.tiers)
    if not asked or asked[-1].escalate_after is not None:
        return
    top = asked[-1].name
    problem = f"silence at the top begins the ladder again, but {top} has no escalate_after, so it never does"
    if policy.defaults.repeat_ladder:
        yield PolicyFault(("defaults", "repeat_ladder"), problem, f"Give {top} an escalate_after")
    for known in policy.action_types.values():
        if known.repeat_ladder:
            yield PolicyFault(("action_types", known.name, "repeat_ladder"), problem, f"Give {top} an escalate_after")
