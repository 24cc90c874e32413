"""What the log says of one action, in words: one line an entry."""

from collections.abc import Callable, Mapping
from typing import Any

from oversight.audit.leaf import ActionLeaf
from oversight.audit.record import Record

Words = Callable[[ActionLeaf, Mapping[str, Any]], str]


def story_line(record: Record) -> str:
    """The entry as a sentence: when, who, what, and why."""
    if not isinstance(record, ActionLeaf):
        return f"{record.at}  {record.actor.name}: {record.kind}"
    words = WORDS.get(record.kind)
    told = words(record, record.details) if words else record.kind
    why = f" Reason: {record.reason}" if record.reason else ""
    return f"{record.at}  {told}.{why}"


def _submitted(leaf: ActionLeaf, said: Mapping[str, Any]) -> str:
    held = [name for name, answer in said.get("answers", {}).items() if answer is not False]
    failed = [name for name, answer in said.get("checks", {}).items() if answer is not True]
    signals = ", ".join(f"{name} {value:.2f}" for name, value in said.get("signals", {}).items())
    parts = [
        f"{leaf.actor.name} proposed {leaf.action_type}",
        f"with the key {said['key']}" if "key" in said else "",
        f"on behalf of “{said['on_behalf_of']}”" if "on_behalf_of" in said else "",
        f"({said['risk']} risk, {'can' if said['reversible'] else 'cannot'} be undone)",
    ]
    lines = [
        " ".join(filter(None, parts)),
        f"the policy {leaf.state.policy_hash[:19]}… says {said['verdict']}, by the rule {leaf.rule}",
        f"rules that held: {', '.join(held) or 'none'} of {len(said.get('answers', {}))}",
        f"checks that did not pass: {', '.join(failed) or 'none'} of {len(said.get('checks', {}))}",
        f"signals: {signals or 'none'}",
        f"the payload is {leaf.state.payload_digest}",
    ]
    return "; ".join(lines)


def _voted(leaf: ActionLeaf, said: Mapping[str, Any]) -> str:
    who = f"{leaf.actor.name} ({leaf.actor.id} of {said.get('workspace', 'a workspace that is not recorded')})"
    known = f"known by {said['vouched_by']}" if said.get("vouched_by") else "how they were known is not recorded"
    checked = f", checked at {said['checked_at']}" if said.get("checked_at") else ""
    seen = f"; what they were shown: {said['shown']}" if said.get("shown") else "; what they were shown is not recorded"
    return f"{who} answered {said['vote']} to version {leaf.state.version}; {known}{checked}{seen}"


def _decided(leaf: ActionLeaf, _: Mapping[str, Any]) -> str:
    by = {"human": "a person", "policy": "the policy", "timeout": "nobody: time ran out", "agent": "the agent itself"}
    return f"It is {leaf.state.status}, by {by.get(leaf.actor.kind, leaf.actor.kind)}, by the rule {leaf.rule}"


def _reported(leaf: ActionLeaf, said: Mapping[str, Any]) -> str:
    severity = f" ({said['severity']})" if said.get("severity") else ""
    happened = f", happened at {said['happened_at']}" if said.get("happened_at") else ""
    return f"{leaf.actor.name} said what came of it: {said['outcome']}{severity}{happened}"


WORDS: Mapping[str, Words] = {
    "action.submitted": _submitted,
    "action.posted": lambda _, said: f"The card stands before {said['tier']}, in {said['channel']}, as {said['shown']}",
    "action.voted": _voted,
    "action.modified": lambda leaf, _: f"{leaf.actor.name} changed the payload: it is {leaf.state.payload_digest} now",
    "action.decided": _decided,
    "action.escalated": lambda leaf, said: f"{said['to']} is asked instead of {said['from']}, by {leaf.rule}",
    "action.began_again": lambda _, said: f"Nobody answered: {said['to']} is asked anew",
    "action.stage_passed": lambda _, said: f"The stage {said['stage']} said yes; {said['next']} is asked",
    "action.reminded": lambda _, said: f"{said['tier']} was reminded",
    "action.held": lambda _, said: f"It waits before {said['tier']} without a deadline",
    "action.reopened": lambda _, said: f"{said['tier']} is asked again",
    "action.fallback_asked": lambda _, said: f"{', '.join(said['people'])} were asked as well",
    "action.handed_over": lambda leaf, said: f"{leaf.actor.name} handed it over to {said['to_name']}",
    "action.deadline_extended": lambda leaf, said: f"{leaf.actor.name} gave it time until {said['until']}",
    "action.outcome_reported": _reported,
    "action.frozen": lambda leaf, _: f"{leaf.actor.name} halted it: its time stands still",
    "action.thawed": lambda leaf, _: f"{leaf.actor.name} let it go on",
    "action.erased": lambda leaf, said: f"{leaf.actor.name} erased what is personal: {', '.join(said['erased'])}",
    "action.revealed": lambda leaf, said: f"{leaf.actor.name} looked at hidden values: {', '.join(said['paths'])}",
    "sample.drawn": lambda _, __: "It was picked for review",
    "sample.reviewed": lambda leaf, said: f"{leaf.actor.name} looked at it and found it {said['finding']}",
}
