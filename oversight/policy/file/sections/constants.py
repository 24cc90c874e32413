"""What ``policy.yml`` says under ``terms``: constants, read before the conditions that use them."""

from collections.abc import Iterator, Mapping
from typing import Any

from oversight.policy.conditions.condition import BadCondition, compile_cel
from oversight.policy.conditions.constants import BrokenConstant, Constants, constants_in
from oversight.policy.file.fault import PolicyFault


def read_constants(raw: Any) -> tuple[Constants, tuple[PolicyFault, ...]]:
    """The constants of the file, and what is wrong with them."""
    section = raw.get("terms") if isinstance(raw, dict) else None
    if not isinstance(section, dict):
        return Constants({}), ()  # what else stands there, the shape of the document refuses
    sources: dict[str, str] = {}
    broken: set[str] = set()
    faults: list[PolicyFault] = []
    for name, source in section.items():
        if isinstance(name, str) and isinstance(source, str):
            try:
                sources[name] = compile_cel(source, Constants(sources, frozenset(broken))).expanded
                continue
            except BrokenConstant:
                pass
            except BadCondition as error:
                faults.append(PolicyFault(("terms", name), str(error), "Correct it; a term may use the terms above it"))
        broken.add(name)
    faults += [
        PolicyFault(
            ("terms", name), "no condition speaks of this term", f"Write terms.{name} where it is meant, or remove it"
        )
        for name in sorted(sources.keys() - _used(raw, section))
    ]
    return Constants(sources, frozenset(broken)), tuple(faults)


def _used(raw: Mapping[str, Any], section: Mapping[str, Any]) -> frozenset[str]:
    """The constants that a condition uses, itself or through another constant."""
    used: set[str] = set()
    more = {
        name
        for source in _texts([value for key, value in raw.items() if key != "terms"])
        for name in constants_in(source)
    }
    while more:
        used |= more
        more = {inner for name in more for inner in constants_in(str(section.get(name, "")))} - used
    return frozenset(used)


def _texts(values: list[Any]) -> Iterator[str]:
    """Every text in these values. All are searched: nobody writes ``terms.x`` outside a condition."""
    while values:
        match values.pop():
            case str(text):
                yield text
            case dict() as mapping:
                values.extend(mapping.values())
            case list() as items:
                values.extend(items)
            case _:
                pass
