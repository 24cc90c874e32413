"""Conditions about the payload of one type that its schema makes impossible."""

from collections.abc import Iterator

from oversight.exact_json.walk import Path
from oversight.policy.conditions.condition import BadCondition, check_answer, compile_cel
from oversight.policy.conditions.constants import Constants
from oversight.policy.file.document import PolicyDocument
from oversight.policy.file.fault import PolicyFault
from oversight.policy.payload_schema.known_payload import known_payload


def payload_faults(document: PolicyDocument, constants: Constants) -> Iterator[PolicyFault]:
    """Each check and template that asks of a payload what one that fits the schema can never answer."""
    for path, action_type, source in _about_one_type(document):
        known = document.action_types.get(action_type)
        if known is None or known.payload_schema is None:
            continue
        try:
            check_answer(compile_cel(source, constants, known_payload(known.payload_schema)))
        except BadCondition as error:
            yield PolicyFault(path, str(error), f"Correct it, or the schema of {action_type}")


def _about_one_type(document: PolicyDocument) -> Iterator[tuple[Path, str, str]]:
    for name, section in document.action_types.items():
        for position, check in enumerate(section.checks):
            yield ("action_types", name, "validators", position, "check"), name, check.check
    for position, template in enumerate(document.templates):
        yield ("templates", position, "when"), template.action_type, template.when
