"""The tiers and stages with the calendars that they name: what the names stand for, and which stand for nothing."""

from collections.abc import Iterator
from typing import Any

from oversight.exact_json.walk import Path
from oversight.policy.file.document import PolicyDocument
from oversight.policy.file.entries import TIERS
from oversight.policy.file.fault import PolicyFault
from oversight.policy.file.sections.tier import TierSection
from oversight.policy.policy import Tier

_NAMING = {"business_hours": "calendars", "on_call": "rotations"}
"""The keys of a tier that name something, and where it is defined."""


def read_tiers(document: PolicyDocument) -> tuple[Tier, ...]:
    """The tiers, lowest first."""
    return tuple(_tier(name, document.tiers[name], document) for name in TIERS if name in document.tiers)


def read_stages(document: PolicyDocument) -> tuple[Tier, ...]:
    """The stages, in the order of the file."""
    return tuple(_tier(name, section, document) for name, section in document.stages.items())


def _tier(name: str, section: TierSection, document: PolicyDocument) -> Tier:
    hours, rotation = section.business_hours, section.on_call
    return Tier(
        name=name,
        channel=section.channel,
        reviewers=section.reviewers,
        approvals_required=section.approvals_required,
        modified_needs_second=section.modified_needs_second,
        remind_after=section.first_reminder,
        escalate_after=section.escalate_after,
        hours=None if hours is None else document.calendars[hours].business_hours(),
        rotation=None if rotation is None else document.rotations[rotation].rotation(),
        fallback=section.fallback_reviewers,
        fallback_after=section.fallback_after,
        remind_every=section.remind_every,
        remind_at_most=section.reminders,
        disagreement_climbs=section.on_disagreement == "escalate",
    )


def unknown_calendars(raw: Any) -> Iterator[PolicyFault]:
    """Each calendar and rotation that a tier or stage names and the file does not define, whatever else is wrong."""
    for path, section in _asking(raw):
        for key, where in _NAMING.items():
            name = section.get(key) if isinstance(section, dict) else None
            defined = raw.get(where) or {}
            if isinstance(name, str) and isinstance(defined, dict) and name not in defined:
                yield _undefined((*path, key), name, where, defined)


def unknown_stages(raw: Any) -> Iterator[PolicyFault]:
    """Each stage that a rule or a type names and the file does not define, whatever else is wrong."""
    if not isinstance(raw, dict):
        return
    defined = raw.get("stages") or {}
    for path, section in sections(raw, "rules", "action_types"):
        named = section.get("stages") if isinstance(section, dict) else None
        for position, name in enumerate(named if isinstance(named, list) else ()):
            if isinstance(name, str) and isinstance(defined, dict) and name not in defined:
                yield _undefined((*path, "stages", position), name, "stages", defined)


def _asking(raw: Any) -> Iterator[tuple[Path, Any]]:
    return sections(raw, "tiers", "stages") if isinstance(raw, dict) else iter(())


def sections(raw: dict[str, Any], *where: str) -> Iterator[tuple[Path, Any]]:
    """Everything that the file lists under these keys, by position or by name, with its path."""
    for key in where:
        match raw.get(key):
            case list() as listed:
                yield from (((key, position), value) for position, value in enumerate(listed))
            case dict() as named:
                yield from (((key, name), value) for name, value in named.items())
            case _:
                pass  # what else stands there, the shape of the document refuses


def _undefined(path: Path, name: str, where: str, defined: dict[Any, Any]) -> PolicyFault:
    known = f", or use one of {', '.join(map(str, defined))}" if defined else ""
    return PolicyFault(path, f"{name!r} is not defined", f"Define it under {where}{known}")
