"""The one policy: tiers of people, what is known of each action type, and the rules of the ladder.

A policy is a value. Reading and checking the file is :mod:`oversight.policy.file.reading`'s;
what an action makes of it is :mod:`oversight.routing.routing`'s.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from oversight.action.refusal import Detail
from oversight.action.risk import Risk
from oversight.action.route import Extension, OnTimeout, Rung, RungOptions
from oversight.calendar import Absence, Rotation, roster
from oversight.exact_json.canonical import Json
from oversight.halts.halt import HaltLimits
from oversight.people.requester import UnknownRequester
from oversight.policy.audit_channel import AuditChannel
from oversight.policy.conditions.condition import Condition, Facts
from oversight.policy.conditions.needs import Needs, needs_of
from oversight.policy.confidence import Thresholds
from oversight.policy.draft_settings import DraftSettings
from oversight.policy.payload_schema.payload_schema import PayloadSchema
from oversight.policy.personal_path import PersonalPath
from oversight.policy.standing_limits import StandingLimits
from oversight.policy.template import Template
from oversight.review.sampler.settings import NO_AMOUNTS, SecondLook

_Kept = TypeVar("_Kept")


class PolicyRule(Struct, frozen=True):
    """One rule of the ladder: where its condition holds, the action goes at least to this tier, at this risk."""

    name: str
    condition: Condition
    tier: str | None
    """None where the rule only raises the risk."""
    reason: str
    risk: Risk | None = None
    """The action counts as at least so risky; None where the rule only names a tier."""
    shadow: bool = False
    """It asks nobody: what it would have asked is recorded."""
    stages: tuple[str, ...] = ()
    """The stages that have to say yes, too, where it holds."""


class Check(Struct, frozen=True):
    """A deterministic check of a payload: fifteen of these beat a classifier for six months."""

    name: str
    condition: Condition


class CardHints(Struct, frozen=True):
    """What of the payload the card shows first, and what it never shows in clear."""

    headline: tuple[str, ...] = ()
    redact: tuple[str, ...] = ()
    summary_only: bool = False
    """Nothing of the payload, nor of what people and agents say about it, is shown where not everybody is known."""
    reveal: tuple[str, ...] = ()
    """Slack user ids and ``@groups`` of those who may see the values under ``redact``."""

    @property
    def opened(self) -> "CardHints":
        """The same for a viewer who may see the arguments."""
        return replace(self, summary_only=False) if self.summary_only else self

    @property
    def revealed(self) -> "CardHints":
        """The same for a viewer who may see the hidden values, too."""
        return replace(self, summary_only=False, redact=())


class ActionType(Struct, frozen=True):
    """What the policy knows of one type of action."""

    name: str
    risk: Risk
    reversible: bool
    tier: str | None = None
    """Where its ladder starts, if not at the first tier."""
    review_timeout: timedelta | None = None
    schema: PayloadSchema | None = None
    checks: tuple[Check, ...] = ()
    card: CardHints = field(default_factory=CardHints)
    released_by_checks: bool = False
    """Whether passing every check releases it without a person, though it is risky or cannot be undone."""
    shadow: bool = False
    """It runs at once, and what would have been asked is recorded."""
    stages: tuple[str, ...] = ()
    """The stages that have to say yes before it runs."""
    on_timeout: OnTimeout | None = None
    """What becomes of it when its deadline passes, if not the default."""
    repeat_ladder: int | None = None
    """How often silence at the top asks the first tier again, if not the default."""
    may_be_allowed: bool = True
    """Whether reviewers may allow it in advance, where the policy lets them."""
    draft: DraftSettings | None = None
    """How people work on its drafts; None where it has none that a person has to fill."""
    reject_reasons: tuple[str, ...] | None = None
    """What reviewers may choose from when they reject it, if not the default."""
    personal: tuple[PersonalPath, ...] = ()
    """Values of its payload that belong to a person."""
    rubric: tuple[str, ...] = ()
    """What is asked of one that ran without a person and was wrong."""

    def schema_problems(self, payload: Json) -> tuple[Detail, ...]:
        """What of the payload breaks the type's JSON Schema, with its path; empty where it fits."""
        return () if self.schema is None else self.schema.problems(payload)

    def failing_checks(self, seen: Facts) -> tuple[str, ...]:
        """The names of the checks that the action does not pass; one that cannot answer is not passed."""
        return tuple(check.name for check in self.checks if check.condition.holds(seen) is not True)


class Tier(RungOptions, frozen=True):
    """One rung of the policy's ladder."""

    name: str
    channel: str
    reviewers: tuple[str, ...]
    rotation: Rotation | None = None
    """Says who is on call, instead of reviewers."""

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody whom the policy names here: its reviewers, or those who are on call in turn."""
        return self.reviewers if self.rotation is None else tuple(dict.fromkeys(self.rotation.people))

    def rung(self, absences: Sequence[Absence] = (), *, stage: str | None = None) -> Rung:
        """This tier as it is frozen into an action, with those of the absences that concern it."""
        there = roster(self.reviewers, self.rotation, absences, self.fallback)
        return Rung(self.name, self.channel, self.reviewers, roster=there, stage=stage, **self.options())


class Defaults(Struct, frozen=True):
    """What holds where nothing else is said."""

    review_timeout: timedelta
    fallback_channel: str | None
    on_timeout: OnTimeout = OnTimeout.REJECT
    repeat_ladder: int = 0
    extension: Extension | None = None
    unknown_requester: UnknownRequester = UnknownRequester.WARN
    reject_reasons: tuple[str, ...] = ()


class Confidence(Struct, frozen=True):
    """Settings of confidence routing."""

    thresholds: Thresholds


class DigestSchedule(Struct, frozen=True):
    """Where and when managers get their digest."""

    channel: str
    cron: str
    timezone: str


class LazyReview(Struct, frozen=True):
    """How much of what ran by itself is looked at, and by whom."""

    base_rate: float
    reviewers: tuple[str, ...]
    digest: DigestSchedule | None
    minutes_a_week: float | None = None
    """The reviewers' time that the sample may take; None: about twice what the base rate takes."""
    second_look: SecondLook = SecondLook()
    amounts: Mapping[str, str] = NO_AMOUNTS
    """By type the key of the payload that says how much money it moves."""
    money_picks: int = 20


class Plan(Struct, frozen=True):
    """Which conditions are asked about an action of one type, and what they look at."""

    rules: tuple[PolicyRule, ...]
    left_out: tuple[PolicyRule, ...]
    """The rules that the type alone makes false."""
    checks: tuple[Check, ...]
    needs: Needs
    templates: tuple[Template, ...] = ()
    """Those that may release an action of the type."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One whole, valid policy, identified by the SHA-256 of its canonical form."""

    hash: str
    tiers: tuple[Tier, ...]
    """From the lowest human tier to the highest."""
    defaults: Defaults
    action_types: Mapping[str, ActionType]
    rules: tuple[PolicyRule, ...]
    confidence: Confidence
    lazy_review: LazyReview
    halt: HaltLimits = field(default_factory=HaltLimits, kw_only=True)
    absences: tuple[Absence, ...] = field(default=(), kw_only=True)
    stages: tuple[Tier, ...] = field(default=(), kw_only=True)
    """Who has to say yes one after the other, in that order; each is made like a tier, and named for itself."""
    standing_approvals: StandingLimits | None = field(default=None, kw_only=True)
    """How far reviewers may allow things in advance; None where they may not."""
    templates: tuple[Template, ...] = field(default=(), kw_only=True)
    audit: AuditChannel | None = field(default=None, kw_only=True)
    """Where the audit log's checkpoints are posted; None where they are not."""
    _plans: dict[str | None, Plan] = field(default_factory=dict, init=False, compare=False, repr=False)
    _kept: dict[type, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def kept(self, kind: type[_Kept]) -> _Kept:
        """The one of this kind that lives as long as this policy, for what follows from the policy alone."""
        kept: _Kept | None = self._kept.get(kind)
        if kept is None:
            kept = self._kept[kind] = kind()
        return kept

    def plan(self, action_type: str) -> Plan:
        """What is asked about an action of this type: the ladder's rules and the type's own checks."""
        plan = self._plans.get(action_type)
        return self._made_plan(action_type) if plan is None else plan

    def _made_plan(self, action_type: str) -> Plan:
        """The plan of a type that is asked for the first time, or the one that all share which agents invent."""
        known = self.action_types.get(action_type)
        name = None if known is None else action_type
        plan = self._plans.get(name)
        if plan is None:
            plan = self._plans[name] = self._plan(known)
        return plan

    def _plan(self, known: ActionType | None) -> Plan:
        left_out = () if known is None else tuple(r for r in self.rules if r.condition.is_false_for(known.name))
        rules = tuple(rule for rule in self.rules if rule not in left_out)
        checks = () if known is None else known.checks
        templates = (
            ()
            if known is None
            else tuple(template for template in self.templates if template.action_type == known.name)
        )
        conditions = [rule.condition for rule in rules]
        conditions += [check.condition for check in checks]
        conditions += [template.condition for template in templates]
        return Plan(rules, left_out, checks, needs_of(condition.needs for condition in conditions), templates)

    def reject_reasons(self, action_type: str) -> tuple[str, ...]:
        """What reviewers may choose from when they reject an action of this type."""
        known = self.action_types.get(action_type)
        own = None if known is None else known.reject_reasons
        return self.defaults.reject_reasons if own is None else own

    @property
    def first_tier(self) -> str:
        """Where the ladder starts unless something asks for more."""
        return self.tiers[0].name

    @property
    def safety_tier(self) -> str:
        """Where a failing rule sends an action at least: team lead, or the highest tier of a shorter ladder."""
        names = [tier.name for tier in self.tiers]
        return "team_lead" if "team_lead" in names else names[-1]

    def higher(self, one: str | None, other: str) -> str:
        """The higher of two tiers by the ladder's order; None is lower than any."""
        if one is None:
            return other
        names = [tier.name for tier in self.tiers]
        return max(one, other, key=names.index)

    def rungs_from(self, tier: str) -> tuple[Rung, ...]:
        """The ladder from a tier upwards."""
        return tuple(asked.rung(self.absences) for asked in self._tiers_from(tier))

    def stage_from(self, stage: str, tier: str) -> tuple[Rung, ...]:
        """A stage's own rung, and the ladder from a tier upwards as its stand-ins."""
        own = (asked for asked in self.stages if asked.name == stage)
        return tuple(asked.rung(self.absences, stage=stage) for asked in (*own, *self._tiers_from(tier)))

    def _tiers_from(self, tier: str) -> tuple[Tier, ...]:
        names = [known.name for known in self.tiers]
        return self.tiers[names.index(tier) :]
