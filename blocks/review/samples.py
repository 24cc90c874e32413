"""One message of a digest's thread: up to ten actions of one type that ran without a person, a short line each.

A person sees them now and says of each whether it was right; of those that nothing was odd about, of all at once.
"""

from collections.abc import Sequence
from typing import NamedTuple

from blocks.card.title import title, type_words
from blocks.kit import ids
from blocks.kit.buttons import button, confirm
from blocks.kit.limits import ACCESSIBILITY_LABEL, FALLBACK_CHARACTERS
from blocks.kit.message import Block, SlackMessage
from blocks.kit.rich_text import line, part, rich_text
from blocks.kit.text import escape, plain, shorten, shown
from blocks.kit.warnings import warnings
from blocks.payload.payload import payload_view
from blocks.payload.withheld import REASON as WITHHELD
from blocks.review.sample import finding_words, why_sampled
from oversight.action.action import Action
from oversight.policy import CardHints
from oversight.review.sample import Sample
from oversight.review.thread import is_odd

PAYLOAD_CHARACTERS = 220
_ANSWERS = ((ids.SAMPLE_RIGHT, "Looks right"), (ids.SAMPLE_WRONG, "Wrong…"))
"""Neither is coloured: a digest proposes no answer."""


class Sampled(NamedTuple):
    """A sample, its action, and how that is shown."""

    sample: Sample
    action: Action
    hints: CardHints


def samples_message(sampled: Sequence[Sampled], token: str) -> SlackMessage:
    """The message with what is known of its samples now; at least one, and all of one type."""
    first, open_ones = sampled[0], [one for one in sampled if one.sample.finding is None]
    kind = type_words(first.action.proposal.action_type)
    reasons = {why_sampled(one.sample) for one in sampled}
    shared = reasons.pop() if len(reasons) == 1 else None
    head, why = f"{kind}: {_counted(len(sampled))}", "each for a reason of its own" if shared is None else shared
    lines = [line(part(head, bold=True)), line(part(f"Why: {why}"))]
    blocks: list[Block] = [rich_text(f"kind.{len(open_ones)}", lines)]
    for one in sampled:
        blocks += _blocks(one, token, why=shared is None)
    if len(open_ones) > 1 and not any(is_odd(one.sample.pick) for one in sampled):
        blocks.append(_all_at_once(open_ones, kind, token))
    text = "\n".join([f"🔎 {head}; {why}", *(_words(one, why=shared is None) for one in sampled)])
    return SlackMessage(escape(shorten(text, FALLBACK_CHARACTERS)), blocks)


def _blocks(one: Sampled, token: str, *, why: bool) -> list[Block]:
    sample, action, hints = one
    what, view = title(action, hints, 150), payload_view(action.version.payload, hints)
    finding = finding_words(sample)
    answered = "answered" if finding else "open"
    about = [*([why_sampled(sample)] if why else []), shorten(shown(action.agent.name), 80), f"id {action.id}"]
    lines = [line(part(f"{sample.position}. {what}", bold=True)), line(part(" · ".join(about)))]
    if not view.is_withheld:
        lines.append(line(part(shorten(view.words, PAYLOAD_CHARACTERS), italic=True)))
    lines += [line(part(notice, bold=True)) for notice in (*view.notices, *warnings(action, hints))]
    lines += [finding.line, *_what_was_wrong(sample, hints)] if finding else []
    name = f"{sample.position}.{answered}.{action.revision}"
    return [
        rich_text(f"sample.{name}", lines),
        {"type": "actions", "block_id": f"answers.{name}", "elements": _buttons(sample, what, token)},
    ]


def _what_was_wrong(sample: Sample, hints: CardHints) -> list[Block]:
    if sample.mistake is None:
        return []
    mistake = sample.mistake
    instead = WITHHELD if hints.summary_only else shorten(shown(mistake.instead), 500)
    said = [line(part("Right would have been: ", bold=True), part(instead))]
    failed = [line(part("Fails: ", bold=True), part(shorten(shown("; ".join(mistake.failed)), 500)))]
    return [line(part(f"Severity: {mistake.severity}", bold=True)), *said, *(failed if mistake.failed else [])]


def _buttons(sample: Sample, what: str, token: str) -> list[Block]:
    value = ids.button_value(token, sample.position)
    if sample.finding is not None:
        return [button(ids.DETAILS, "Details", value, f"Details: {what}")]
    answers = [button(name, face, value, f"{face}: {what}") for name, face in _ANSWERS]
    choices = ((ids.UNSURE_CHOICE, "Unsure"), (ids.DETAILS_CHOICE, "Details"))
    options = [
        {"text": plain(words), "value": ids.menu_value(choice, token, sample.position)} for choice, words in choices
    ]
    return [*answers, {"type": "overflow", "action_id": ids.SAMPLE_MENU, "options": options}]


def _all_at_once(open_ones: Sequence[Sampled], kind: str, token: str) -> Block:
    how_many = len(open_ones)
    face = f"All {how_many} look right"
    label = shorten(f"{face}: {kind}", ACCESSIBILITY_LABEL)
    question = f"You say of {how_many} actions that you looked at each and that each was right."
    pressed = button(ids.SAMPLES_ALL_RIGHT, face, ids.button_value(token, 0), label)
    asked = confirm(f"All {how_many} look right?", question, face, "Go back")
    return {"type": "actions", "block_id": f"all.{how_many}", "elements": [pressed | {"confirm": asked}]}


def _words(one: Sampled, *, why: bool) -> str:
    finding, what = finding_words(one.sample), title(one.action, one.hints, 150)
    said = finding.words if finding else why_sampled(one.sample) if why else ""
    return f"{one.sample.position}. {what}{f': {said}' if said else ''}"


def _counted(count: int) -> str:
    return "1 action that ran without a person" if count == 1 else f"{count} actions that ran without a person"
