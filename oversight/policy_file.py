"""Reading ``policy.yml``: a whole valid policy, or every fault at once with its line and how to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import jsonschema_rs
import yaml
from pydantic import ValidationError

from oversight.canonical import digest
from oversight.conditions import Condition
from oversight.patterns.confidence_routing import Thresholds
from oversight.policy import (
    ActionType,
    CardHints,
    Confidence,
    Defaults,
    Digest,
    LazyReview,
    Policy,
    PolicyRule,
    Tier,
    Validator,
)
from oversight.policy_document import TIERS, ActionTypeSection, PolicyDocument

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a policy: where, what, and how to mend it."""

    path: str
    line: int
    problem: str
    mend: str

    def __str__(self) -> str:
        """One line for a terminal."""
        return f"line {self.line}, {self.path}: {self.problem}. {self.mend}"


class BadPolicy(ValueError):
    """The policy file cannot be used; ``faults`` lists everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Every fault, in the order of the file."""
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__("\n".join(map(str, self.faults)))


def read_policy(text: str) -> Policy:
    """The policy that the text describes; raises BadPolicy with every fault where it describes none."""
    try:
        node = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        fault = Fault("$", line, f"not YAML: {error.problem}", "Mend the syntax on this line or the one above")
        raise BadPolicy((fault,)) from error
    if node is None:
        raise BadPolicy((Fault("$", 1, "the file is empty", "Start from the policy.yml of the repository"),))
    lines = dict(_lines(node, ()))
    raw = yaml.safe_load(text)
    faults = [*_twin_keys(node, ()), *(_unknown_tier(raw, path, lines) for path in _tiers_named_in_vain(raw))]
    try:
        document = PolicyDocument.model_validate(raw)
    except ValidationError as error:
        faults += [
            _fault(each["loc"], each["msg"].removeprefix("Value error, "), _mend(each["type"]), lines)
            for each in error.errors()
        ]
        raise BadPolicy(tuple(faults)) from error
    if faults:
        raise BadPolicy(tuple(faults))
    return _policy(document)


def _policy(document: PolicyDocument) -> Policy:
    lazy = document.lazy_review
    return Policy(
        hash=digest(document.model_dump(mode="json", by_alias=True)),
        tiers=tuple(Tier(name=name, **dict(document.tiers[name])) for name in TIERS if name in document.tiers),
        defaults=Defaults(document.defaults.review_timeout, document.defaults.fallback_channel),
        action_types={name: _action_type(name, section) for name, section in document.action_types.items()},
        rules=tuple(PolicyRule(each.name, Condition(each.when), each.tier, each.reason) for each in document.rules),
        confidence=Confidence(Thresholds(**dict(document.confidence))),
        lazy_review=LazyReview(lazy.base_rate, lazy.reviewers, Digest(**dict(lazy.digest)) if lazy.digest else None),
    )


def _action_type(name: str, section: ActionTypeSection) -> ActionType:
    schema = section.payload_schema
    return ActionType(
        name=name,
        risk=section.risk,
        reversible=section.reversible,
        tier=section.tier,
        review_timeout=section.review_timeout,
        schema=None if schema is None else jsonschema_rs.validator_for(schema),
        validators=tuple(Validator(each.name, Condition(each.check)) for each in section.validators),
        card=CardHints(section.card.headline, section.card.redact),
    )


def _tiers_named_in_vain(raw: Any) -> Iterator[Path]:
    """Where the file names a tier of the ladder that it does not define; other faults may stand beside it."""
    if not isinstance(raw, dict) or not isinstance(defined := raw.get("tiers"), dict):
        return
    rules, types = raw.get("rules"), raw.get("action_types")
    listed = rules if isinstance(rules, list) else ()
    sections: list[tuple[Path, Any]] = [(("rules", i), each) for i, each in enumerate(listed)]
    sections += [(("action_types", name), each) for name, each in (types.items() if isinstance(types, dict) else ())]
    for path, section in sections:
        if isinstance(section, dict) and section.get("tier") in set(TIERS) - set(defined):
            yield (*path, "tier")


def _unknown_tier(raw: Any, path: Path, lines: dict[Path, int]) -> Fault:
    known = ", ".join(name for name in TIERS if name in raw["tiers"])
    return _fault(path, "this tier is not defined", f"Define it under tiers, or use one of {known}", lines)


def _fault(path: Path, problem: str, mend: str, lines: dict[Path, int]) -> Fault:
    place = path
    while place not in lines:
        place = place[:-1]
    shown = "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return Fault(shown, lines[place], problem[0].lower() + problem[1:], mend)


def _mend(kind: str) -> str:
    match kind:
        case "extra_forbidden":
            return "Remove the key or mend its spelling"
        case "missing":
            return "Add it"
        case _:
            return "See docs/reference/policy.md for what may stand here"


def _lines(node: yaml.Node, path: Path) -> Iterator[tuple[Path, int]]:
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _lines(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _lines(value, (*path, index))


def _twin_keys(node: yaml.Node, path: Path) -> Iterator[Fault]:
    """YAML keeps the last of two equal keys without a word; half a rule set would vanish."""
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _twin_keys(item, (*path, index))
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        here = (*path, key.value)
        if key.value in seen:
            yield _fault(here, "this key appears twice", "Keep one of them", {(): 1, here: key.start_mark.line + 1})
        seen.add(key.value)
        yield from _twin_keys(value, here)
