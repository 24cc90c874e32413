"""Everything about an action as lines: nothing is shortened, hidden characters are spelled out."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from blocks.card.deadline import deadline
from blocks.card.decision_lines import decision_details
from blocks.card.sections import UNVERIFIED, facts_line, risk_words
from blocks.card.stages import is_staged, stages_words
from blocks.card.status import approvals_words, status_line
from blocks.kit.text import shown, shown_pieces
from blocks.payload.changes import change_lines, edited_words
from blocks.payload.payload import PayloadValue, payload_values
from blocks.payload.value_words import value_pieces, value_words
from blocks.payload.withheld import withholds
from blocks.windows.detail_line import PIECE, DetailLine
from blocks.windows.draft_lines import draft_lines, finished_lines
from oversight.action.action import Action
from oversight.action.decision import Actor
from oversight.action.route import tier_words
from oversight.editing.changes import payload_changes
from oversight.editing.draft.drafting import NO_WORK, Drafting
from oversight.editing.redaction import REDACTED, hides
from oversight.policy import CardHints

UNLIMITED = 10_000_000
ONLY_REVIEWERS = "Its arguments, and what was said of them, are shown here to its reviewers only."
SHORT = 200


class LoggedEvent(Protocol):
    """One entry of the audit log; a stored record is one."""

    @property
    def leaf(self) -> bytes:
        """Its RFC 8785 bytes."""


def detail_lines(
    action: Action, hints: CardHints, history: Sequence[LoggedEvent], drafting: Drafting = NO_WORK
) -> Iterator[DetailLine]:
    """State, payload, changes, the agent's words, the route's reasons, the history: in the order in which one asks."""
    yield from _state(action, hints)
    yield from _withheld(action, hints) if hints.summary_only else _arguments(action, hints, drafting)
    for reason in action.route.reasons:
        yield DetailLine("Why it is here", shown(reason.rule), shown(reason.text))
    yield DetailLine("Why it is here", "policy", action.policy_hash)
    for recorded in history:
        yield _history(recorded.leaf, hints)


def _withheld(action: Action, hints: CardHints) -> Iterator[DetailLine]:
    """What somebody reads who is not known to be one of its reviewers."""
    yield DetailLine("The payload", "", ONLY_REVIEWERS)
    if action.version.number > 1:
        yield DetailLine("The payload", "", edited_words(action, (), hints))


def _arguments(action: Action, hints: CardHints, drafting: Drafting) -> Iterator[DetailLine]:
    version = f", version {action.version.number}" if action.version.number > 1 else ""
    for field in payload_values(action.version.payload, hints):
        yield value_line(f"The whole payload{version}", field.whole_name, field, hints)
    if action.version.number > 1:
        made = payload_changes(action.original_payload, action.version.payload)
        yield DetailLine("Changes", "", edited_words(action, made, hints))
        for said in change_lines(made, hints, limit=UNLIMITED):
            yield DetailLine("Changes", "", said)
    if action.version.draft is not None:
        yield from finished_lines(action.version.draft, hints)
    yield from _agents_words(action, hints)
    if action.proposal.draft is not None:
        yield from draft_lines(action.proposal.draft, drafting, hints)


def _state(action: Action, hints: CardHints) -> Iterator[DetailLine]:
    yield DetailLine("State", "", status_line(action, action.assignment.rung if action.assignment else 0))
    for said in decision_details(action, hints):
        label, text = (said.text.strip(), said.after) if said.at else ("", said.text)
        yield DetailLine("State", label, text, said.at)
    yield DetailLine("State", "Agent", shown(action.agent.name))
    yield DetailLine("State", "Risk", risk_words(action))
    if (until := deadline(action)) is not None:
        label, text = ("Expires", until.after) if until.at else ("", until.text)
        yield DetailLine("State", label, text, until.at)
    yield DetailLine("State", "Approvals", approvals_words(action))
    if is_staged(action) and action.assignment is not None:
        yield DetailLine("State", "Stages", stages_words(action))
    yield DetailLine("State", "", facts_line(action))
    yield DetailLine("State", "Payload digest", action.digest_in_log)


def _agents_words(action: Action, hints: CardHints) -> Iterator[DetailLine]:
    proposal = action.proposal
    yield DetailLine(UNVERIFIED, "Description", "", more=shown_pieces(proposal.description, PIECE))
    if proposal.reasoning:
        yield DetailLine(UNVERIFIED, "Reasoning", "", more=shown_pieces(proposal.reasoning, PIECE))
    if proposal.on_behalf_of:
        yield DetailLine(UNVERIFIED, "On behalf of", shown(proposal.on_behalf_of))
    if proposal.confidence is not None:
        yield DetailLine(UNVERIFIED, "Confidence", f"{proposal.confidence:.0%}")
    for name, signal in proposal.signals.items():
        yield DetailLine(UNVERIFIED, f"Signal {shown(name)}", f"{signal:g}")
    for name, label in proposal.labels.items():
        yield DetailLine(UNVERIFIED, f"Label {shown(name)}", REDACTED if hides(hints, (name,)) else shown(label))
    for field in payload_values(dict(proposal.context), hints) if proposal.context else ():
        yield value_line(UNVERIFIED, f"Context {field.whole_name}", field, hints)


def value_line(heading: str, label: str, field: PayloadValue, hints: CardHints) -> DetailLine:
    """The whole of one value."""
    value, path = field.value, field.path
    if field.is_hidden:
        return DetailLine(heading, label, REDACTED, path=path)
    if len(value) < SHORT if isinstance(value, str) else not isinstance(value, dict | list):
        return DetailLine(heading, label, value_words(value), path=path)
    return DetailLine(heading, label, "", more=value_pieces(value, hints, path, PIECE), path=path)


def _history(leaf: bytes, hints: CardHints) -> DetailLine:
    told = json.loads(leaf)
    reason = f": {shown(told['reason'])}" if told.get("reason") else ""
    if withholds(hints, Actor(**told["actor"])):
        reason = ""
    what = told["kind"].rpartition(".")[2].replace("_", " ")
    details = told.get("details") or {}
    to = shown(str(details.get("to_name") or tier_words(str(details.get("to") or ""))))
    said = f": {what} by {shown(told['actor']['name'])}{f' to {to}' if to else ''}, rule {told['rule']}{reason}"
    return DetailLine("History", "", said, datetime.fromisoformat(told["at"]))
