"""A person types into a menu whose options come from the app."""

from collections.abc import Mapping
from typing import Any, Final

from sandbox.acts.actor import CONFLICT, Actor, outcome
from sandbox.acts.click import message_before, message_blocks, view_before
from sandbox.acts.target import Pointing, Target, find_target
from sandbox.delivery.envelope import Envelope, Kind
from sandbox.delivery.payloads import suggestion_in_message, suggestion_in_view
from sandbox.offers import EXTERNAL
from sandbox.refusal import SlackRefusalError
from sandbox.validation.blocks import check_blocks
from sandbox.validation.finding import Report

_SHORTEST_QUERY: Final = 3


async def suggest_in_message(actor: Actor, channel: str, ts: str, pointing: Pointing, typed: str) -> dict[str, Any]:
    """The options that the app offers for what was typed into a message's menu."""
    message = message_before(actor, channel, ts)
    target = _menu(message_blocks(message), pointing)
    payload = suggestion_in_message(actor.space, actor.user, message, _asked(target, typed))
    return await _ask(actor, message.ts, target, typed, payload)


async def suggest_in_view(actor: Actor, view_id: str, pointing: Pointing, typed: str) -> dict[str, Any]:
    """The options that the app offers for what was typed into a view's menu."""
    view = view_before(actor, view_id)
    target = _menu(view.content["blocks"], pointing)
    payload = suggestion_in_view(actor.space, view, _asked(target, typed))
    return await _ask(actor, view.id, target, typed, payload)


def _menu(blocks: list[dict[str, Any]], pointing: Pointing) -> Target:
    target = find_target(blocks, pointing)
    if target.element["type"] not in EXTERNAL:
        raise SlackRefusalError("not_external", status=CONFLICT, detail="That menu's options do not come from the app.")
    return target


def _asked(target: Target, typed: str) -> dict[str, Any]:
    return {"action_id": target.element["action_id"], "block_id": target.block_id, "value": typed}


async def _ask(actor: Actor, surface: str, target: Target, typed: str, payload: dict[str, Any]) -> dict[str, Any]:
    if len(typed) < int(target.element.get("min_query_length", _SHORTEST_QUERY)):
        return outcome(acked=True, ack_ms=0, error=None, asked=False, options=[], option_groups=[])
    ack = await actor.dispatcher.deliver(Envelope(Kind.INTERACTIVE, payload))
    options, groups = ack.answer.get("options") or [], ack.answer.get("option_groups") or []
    answered = outcome(**ack.as_json(), asked=True, options=options, option_groups=groups)
    try:
        offered = _checked(options, groups)
    except SlackRefusalError as refusal:
        return answered | {"ok": False, "error": refusal.error, "options": [], "option_groups": [], **refusal.fields}
    actor.space.offers.keep(actor.user, surface, target.element["action_id"], offered)
    return answered


def _checked(options: Any, groups: Any) -> list[dict[str, Any]]:
    """All options that the app offered; a refusal where a menu may not hold them."""
    if not options and not groups:
        return []
    menu: dict[str, Any] = {"type": "static_select", "action_id": "menu"}
    menu |= {"option_groups": groups} if groups else {"options": options}
    report = Report()
    check_blocks([{"type": "actions", "elements": [menu]}], "message", "/blocks", report)
    if report.findings:
        messages = [finding.sentence() for finding in report.findings]
        raise SlackRefusalError("invalid_options", detail="The app offered options that Slack refuses.", why=messages)
    within: list[Mapping[str, Any]] = groups or [{"options": options}]
    return [option for group in within for option in group["options"]]
