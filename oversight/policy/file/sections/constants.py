"""What ``policy.yml`` says under ``terms``: read before everything that may speak of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from oversight.policy.conditions.condition import BadCondition, compile_cel
from oversight.policy.conditions.constants import BrokenConstant, Constants, terms_in
from oversight.policy.file.fault import PolicyFault


def read_terms(raw: Any) -> tuple[Constants, tuple[PolicyFault, ...]]:
    """The terms of the file, and what is wrong with them."""
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
        for name in sorted(sources.keys() - _spoken(raw, section))
    ]
    return Constants(sources, frozenset(broken)), tuple(faults)


def _spoken(raw: Mapping[str, Any], section: Mapping[str, Any]) -> frozenset[str]:
    """The terms that a condition speaks of, itself or by a term that it speaks of."""
    spoken: set[str] = set()
    news = {
        name for source in _texts([value for key, value in raw.items() if key != "terms"]) for name in terms_in(source)
    }
    while news:
        spoken |= news
        news = {each for name in news for each in terms_in(str(section.get(name, "")))} - spoken
    return frozenset(spoken)


def _texts(values: list[Any]) -> Iterator[str]:
    """Every text in them. Which are conditions, the shape of the document says; elsewhere nobody writes ``terms.x``."""
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
