"""Reading ``policy.yml``: a whole valid policy, or every fault at once with its line and how to fix it."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from msgspec import Struct
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from oversight.action.route import Extension, OnTimeout
from oversight.exact_json.canonical import sha256
from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import Path
from oversight.people.requester import UnknownRequester
from oversight.policy import (
    ActionType,
    CardHints,
    Check,
    Confidence,
    Defaults,
    Policy,
    PolicyRule,
)
from oversight.policy.conditions.condition import Condition
from oversight.policy.conditions.constants import Constants
from oversight.policy.confidence import Thresholds
from oversight.policy.file.card_warnings import card_warnings
from oversight.policy.file.document import DefaultsSection, PolicyDocument, RuleSection
from oversight.policy.file.entries import TIERS
from oversight.policy.file.fault import PolicyFault
from oversight.policy.file.fault_words import in_words
from oversight.policy.file.known_keys import keys_beside
from oversight.policy.file.payload_faults import payload_faults
from oversight.policy.file.sections.action_type import ActionTypeSection
from oversight.policy.file.sections.constants import read_constants
from oversight.policy.file.sections.template import unusable_templates
from oversight.policy.file.tiers import read_stages, read_tiers, unknown_calendars, unknown_stages
from oversight.policy.file.warnings import policy_warnings
from oversight.policy.file.yaml_places import parse
from oversight.policy.payload_schema.payload_schema import PayloadSchema
from oversight.policy.payload_schema.schema_faults import schema_faults


class FaultAtLine(Struct, frozen=True):
    """One thing wrong with a policy: where, what, and how to fix it."""

    path: str
    line: int
    problem: str
    fix: str

    def __str__(self) -> str:
        """One line for a terminal."""
        return f"line {self.line}, {self.path}: {self.problem}. {self.fix}"


class BadPolicy(ValueError):
    """The policy file cannot be used; ``faults`` lists everything that is wrong with it."""

    def __init__(self, faults: tuple[FaultAtLine, ...]) -> None:
        """Every fault, in the order of the file."""
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__("\n".join(map(str, self.faults)))


def read_policy(text: str) -> Policy:
    """The policy that the text describes; raises BadPolicy with every fault where it describes none."""
    try:
        parsed = parse(text)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise BadPolicy((_not_yaml(error),)) from error
    if parsed is None:
        raise BadPolicy((FaultAtLine("$", 1, "the file is empty", "Start from the one that `sayso init` writes"),))
    raw = parsed.value
    constants, of_constants = read_constants(raw)
    faults = [*parsed.faults, *of_constants, *(_unknown_tier(raw, path) for path in _undefined_tiers(raw))]
    faults += [*unknown_calendars(raw), *unknown_stages(raw), *unusable_templates(raw), *schema_faults(raw)]
    try:
        document = PolicyDocument.model_validate(raw, context=constants)
    except ValidationError as error:
        faults += [_in_words(found) for found in error.errors()]
    else:
        faults += [] if faults else payload_faults(document, constants)
    if faults:
        raise BadPolicy(tuple(_at_line(fault, parsed.lines) for fault in faults))
    return _policy(document, constants)


def warnings_in(policy: Policy, text: str, *, of_types: bool = True) -> tuple[FaultAtLine, ...]:
    """What the policy, read from this text, says but never does; the policy is valid all the same."""
    parsed = parse(text)
    assert parsed is not None, "a policy was read from it"
    found = [*policy_warnings(policy, of_types=of_types), *(card_warnings(policy, parsed.value) if of_types else ())]
    warnings = [_at_line(warning, parsed.lines) for warning in found]
    return tuple(sorted(warnings, key=lambda warning: warning.line))


def _not_yaml(error: Exception) -> FaultAtLine:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    line = mark.line + 1 if mark else 1
    fix = next((fix for words, fix in _YAML if words in problem), "Correct the syntax here or on the line above")
    return FaultAtLine("$", line, f"not YAML: {problem}", fix)


_YAML = (
    (r"character '\t'", "Indent with spaces, not with tabs"),
    ("cannot start any token", "Put the text that begins here in quotes"),
    ("expected alphabetic or numeric character", "Put the text that begins here in quotes"),
    ("constructor for the tag", 'Put a text that begins with ! in quotes: when: "!has(payload.key)"'),
    ("mapping values are not allowed", "Put a text with a colon in it in quotes, or correct the indentation"),
    ("expected <block end>", "Begin keys of one map in one column; put a text with quotes in it in quotes as a whole"),
    ("another document", "Remove what follows ---; a policy is one document"),
    ("end of stream", "Close the quote or bracket that is open"),
)
"""What to do about what people often write and YAML reads differently."""


def _in_words(error: ErrorDetails) -> PolicyFault:
    path = error["loc"]
    return PolicyFault(path[:-1] if path[-1:] == ("[key]",) else path, *in_words(error, keys_beside(path)))


def _policy(document: PolicyDocument, constants: Constants) -> Policy:
    return Policy(
        hash=sha256(document.model_dump(mode="json", by_alias=True)),
        tiers=read_tiers(document),
        stages=read_stages(document),
        defaults=_defaults(document.defaults),
        action_types={
            name: _action_type(name, action_type, constants) for name, action_type in document.action_types.items()
        },
        rules=tuple(_rule(rule, constants) for rule in document.rules),
        confidence=Confidence(Thresholds(**dict(document.confidence))),
        lazy_review=document.lazy_review.to_value(),
        halt=document.halt.to_value(),
        absences=tuple(absence.absence() for absence in document.out_of_office),
        standing_approvals=document.standing_approvals.to_value() if document.standing_approvals else None,
        templates=tuple(template.to_value(constants) for template in document.templates),
        audit=document.audit.to_value() if document.audit else None,
    )


def _defaults(section: DefaultsSection) -> Defaults:
    return Defaults(
        review_timeout=section.review_timeout,
        fallback_channel=section.fallback_channel,
        on_timeout=OnTimeout(section.on_timeout),
        repeat_ladder=section.repeat_ladder,
        extension=Extension(section.extension.by, section.extension.at_most) if section.extension else None,
        unknown_requester=UnknownRequester(section.unknown_requester),
        reject_reasons=section.reject_reasons,
    )


def _rule(section: RuleSection, constants: Constants) -> PolicyRule:
    return PolicyRule(
        name=section.name,
        condition=Condition(section.when, constants),
        tier=section.tier,
        reason=section.reason,
        risk=section.risk,
        shadow=section.mode == "shadow",
        stages=section.stages,
    )


def _action_type(name: str, section: ActionTypeSection, constants: Constants) -> ActionType:
    schema = section.payload_schema
    return ActionType(
        name=name,
        risk=section.risk,
        reversible=section.reversible,
        tier=section.tier,
        review_timeout=section.review_timeout,
        schema=None if schema is None else PayloadSchema(schema),
        checks=tuple(Check(check.name, Condition(check.check, constants)) for check in section.checks),
        card=CardHints(**dict(section.card)),
        released_by_checks=section.when_checked == "approve",
        shadow=section.mode == "shadow",
        stages=section.stages,
        on_timeout=OnTimeout(section.on_timeout) if section.on_timeout else None,
        repeat_ladder=section.repeat_ladder,
        may_be_allowed=section.standing_approvals,
        draft=section.draft.to_value() if section.draft else None,
        reject_reasons=section.reject_reasons,
        rubric=section.rubric,
        personal=tuple(personal.to_value() for personal in section.personal),
    )


def _undefined_tiers(raw: Any) -> Iterator[Path]:
    """Where the file names a tier that it does not define; found even where the file has other faults."""
    if not isinstance(raw, dict) or not isinstance(defined := raw.get("tiers"), dict):
        return
    rules, types = raw.get("rules"), raw.get("action_types")
    listed = rules if isinstance(rules, list) else ()
    sections: list[tuple[Path, Any]] = [(("rules", position), rule) for position, rule in enumerate(listed)]
    sections += [(("action_types", name), known) for name, known in (types.items() if isinstance(types, dict) else ())]
    for path, section in sections:
        if isinstance(section, dict) and section.get("tier") in [name for name in TIERS if name not in defined]:
            yield (*path, "tier")


def _unknown_tier(raw: Any, path: Path) -> PolicyFault:
    known = ", ".join(name for name in TIERS if name in raw["tiers"])
    return PolicyFault(path, "this tier is not defined", f"Define it under tiers, or use one of {known}")


def _at_line(fault: PolicyFault, lines: Mapping[Path, int]) -> FaultAtLine:
    path = fault.path
    while path not in lines:
        path = path[:-1]
    return FaultAtLine(json_path(fault.path), lines[path], fault.problem[0].lower() + fault.problem[1:], fault.fix)
