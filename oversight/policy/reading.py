"""Reading ``policy.yml``: a whole valid policy, or every fault at once with its line and how to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError

from oversight.canonical import digest
from oversight.json_path import json_path
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
from oversight.policy.conditions import Condition
from oversight.policy.document import PolicyDocument
from oversight.policy.entries import TIERS
from oversight.policy.type_section import ActionTypeSection, compile_schema

Path = tuple[str | int, ...]

DEEPEST = 64
"""Levels of nesting; an alias of itself would have no end."""


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
        raw = yaml.safe_load(text)
        lines = dict(_lines(node, ())) if node is not None else {}
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise BadPolicy((_not_yaml(error),)) from error
    if node is None:
        raise BadPolicy((Fault("$", 1, "the file is empty", "Start from the policy.yml of the repository"),))
    faults = [*_twin_keys(node, ()), *(_unknown_tier(raw, path, lines) for path in _tiers_named_in_vain(raw))]
    try:
        document = PolicyDocument.model_validate(raw)
    except ValidationError as error:
        faults += [_fault(each["loc"], _problem(each["msg"]), _mend(each["type"]), lines) for each in error.errors()]
        raise BadPolicy(tuple(faults)) from error
    if faults:
        raise BadPolicy(tuple(faults))
    return _policy(document)


def _not_yaml(error: Exception) -> Fault:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    return Fault("$", mark.line + 1 if mark else 1, f"not YAML: {problem}", "Mend the syntax here or on the line above")


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
        schema=None if schema is None else compile_schema(schema),
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
        if isinstance(section, dict) and section.get("tier") in [name for name in TIERS if name not in defined]:
            yield (*path, "tier")


def _unknown_tier(raw: Any, path: Path, lines: dict[Path, int]) -> Fault:
    known = ", ".join(name for name in TIERS if name in raw["tiers"])
    return _fault(path, "this tier is not defined", f"Define it under tiers, or use one of {known}", lines)


def _fault(path: Path, problem: str, mend: str, lines: dict[Path, int]) -> Fault:
    place = path
    while place not in lines:
        place = place[:-1]
    return Fault(json_path(path), lines[place], problem[0].lower() + problem[1:], mend)


def _problem(message: str) -> str:
    return message.removeprefix("Value error, ").replace("a valid tuple", "a list")


def _mend(kind: str) -> str:
    match kind:
        case "extra_forbidden":
            return "Remove the key or mend its spelling"
        case "missing":
            return "Add it"
        case _:
            return "See docs/reference/policy.md for what may stand here"


def _lines(node: yaml.Node, path: Path) -> Iterator[tuple[Path, int]]:
    if len(path) > DEEPEST:
        raise ValueError("nested too deeply, or an alias that contains itself")
    _check_text(node)
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _check_text(key)
            yield from _lines(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _lines(value, (*path, index))


def _check_text(node: yaml.Node) -> None:
    """Escapes can write half of a surrogate pair, which nothing that reads the policy's hash or reasons can bear."""
    if isinstance(node, yaml.ScalarNode) and any("\ud800" <= each <= "\udfff" for each in node.value):
        problem = "half of a surrogate pair is not a character"
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)


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
