"""What an action is once a person was forgotten: its decision stays, and what was written about the person goes.

The log stays as it is: it has commitments, whose salts are gone, and no payload. Names and reasons of those who decided
stay, there and here: they are about what colleagues did.
"""

from msgspec.structs import replace

from oversight.action.action import NOTHING, Action, Proposal
from oversight.action.decision import DeciderKind, Decision
from oversight.action.personal import ERASED, PersonalValue, replaced
from oversight.exact_json.canonical import Json
from oversight.exact_json.walk import Path


def without_person(action: Action, paths: tuple[Path, ...]) -> Action:
    """The action without the values at these paths, their salts, and all prose of the agent's; its digest is the log's.

    Prose goes as a whole: nobody can tell which of its words are about the person. It is a change as any other, with
    the next revision: so cards are old that showed the values, and who read them before writes nothing over it.
    """
    version = replace(
        action.version, payload=_blank(action.version.payload, paths), digest=action.digest_in_log, draft=None
    )
    return replace(
        action,
        proposal=_proposal(action.proposal, paths),
        version=version,
        decision=None if action.decision is None else _decision(action.decision, paths),
        personal=tuple(PersonalValue(one.path, "", "") if one.path in paths else one for one in action.personal),
        request_digest=None,
        outcome=None if action.outcome is None else replace(action.outcome, note=None),
        revision=action.revision + 1,
    )


def _proposal(proposal: Proposal, paths: tuple[Path, ...]) -> Proposal:
    return replace(
        proposal,
        description=ERASED,
        payload=_blank(proposal.payload, paths),
        reasoning=None,
        context=NOTHING,
        draft=None,
        on_behalf_of=None,
        labels=NOTHING,
    )


def _decision(decision: Decision, paths: tuple[Path, ...]) -> Decision:
    payload = decision.modified_payload
    return replace(
        decision,
        modified_payload=None if payload is None else _blank(payload, paths),
        changes=(),
        reason=None if decision.decided_by.kind is DeciderKind.AGENT else decision.reason,
    )


def _blank(payload: Json, paths: tuple[Path, ...]) -> Json:
    return replaced(payload, dict.fromkeys(paths, ERASED))
