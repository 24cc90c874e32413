"""The tiers of the ladder with the calendars that they name: what the names stand for, and which stand for nothing."""

from collections.abc import Iterator
from typing import Any

from oversight.policy.document import PolicyDocument
from oversight.policy.entries import TIERS
from oversight.policy.slip import Slip
from oversight.policy.tier_section import TierSection
from oversight.policy.values import Tier

_NAMING = {"business_hours": "calendars", "on_call": "rotations"}
"""The keys of a tier that name something, and where it is defined."""


def read_tiers(document: PolicyDocument) -> tuple[Tier, ...]:
    """The tiers, lowest first."""
    return tuple(_tier(name, document.tiers[name], document) for name in TIERS if name in document.tiers)


def _tier(name: str, section: TierSection, document: PolicyDocument) -> Tier:
    written = {key: value for key, value in section if key not in _NAMING}
    hours, rotation = section.business_hours, section.on_call
    return Tier(
        name=name,
        **written,
        hours=None if hours is None else document.calendars[hours].business_hours(),
        rotation=None if rotation is None else document.rotations[rotation].rotation(),
    )


def unknown_calendars(raw: Any) -> Iterator[Slip]:
    """Each calendar and rotation that a tier names and the file does not define; other faults may stand beside it."""
    tiers = raw.get("tiers") if isinstance(raw, dict) else None
    for tier, section in tiers.items() if isinstance(tiers, dict) else ():
        for key, where in _NAMING.items():
            name = section.get(key) if isinstance(section, dict) else None
            defined = raw.get(where) or {}
            if isinstance(name, str) and isinstance(defined, dict) and name not in defined:
                known = f", or use one of {', '.join(map(str, defined))}" if defined else ""
                yield Slip(("tiers", tier, key), f"{name!r} is not defined", f"Define it under {where}{known}")
