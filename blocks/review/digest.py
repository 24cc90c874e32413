"""The digest for managers: the figures of the period, and one reply in the thread for each action to look at."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from blocks.kit.limits import FALLBACK_CHARACTERS
from blocks.kit.message import Block, SlackMessage
from blocks.kit.rich_text import bullets, date_mrkdwn, date_words, line, part, rich_text
from blocks.kit.text import escape, mrkdwn, plain, shorten
from oversight.action.decision import DeciderKind
from oversight.calendar.duration import duration_words
from oversight.review.figures import DigestNumbers
from oversight.review.sample import Finding, Sample
from oversight.review.share_wrong import share_wrong


class DigestView(Protocol):
    """What a digest is drawn from; the stored digest can be passed as it is."""

    @property
    def since(self) -> datetime: ...  # noqa: D102 - said by its name
    @property
    def until(self) -> datetime: ...  # noqa: D102
    @property
    def numbers(self) -> DigestNumbers: ...  # noqa: D102
    @property
    def channel(self) -> str: ...  # noqa: D102
    @property
    def samples(self) -> Sequence[Sample]: ...  # noqa: D102


_DECIDERS = {
    DeciderKind.POLICY: "by policy, no person looked",
    DeciderKind.HUMAN: "by people",
    DeciderKind.TIMEOUT: "timed out: nobody decided",
    DeciderKind.AGENT: "withdrawn by their agents",
}


def digest_message(digest: DigestView) -> SlackMessage:
    """The first message of the thread."""
    period = f"{date_words(digest.since)} to {date_words(digest.until)}"
    shown_period = f"{date_mrkdwn(digest.since)} to {date_mrkdwn(digest.until)}"
    lines = [*_number_lines(digest.numbers), *_estimate(digest), _what_to_do(digest.samples)]
    blocks: list[Block] = [
        {"type": "header", "block_id": "title", "text": plain("Agents' actions: digest")},
        {"type": "context", "block_id": "period", "elements": [mrkdwn(shown_period)]},
        rich_text("numbers", [bullets([line(part(text)) for text in lines[:-1]]), line(part(lines[-1], bold=True))]),
    ]
    text = "\n".join([f"Agents' actions, {period}", *lines])
    return SlackMessage(escape(shorten(text, FALLBACK_CHARACTERS)), blocks)


def digest_answer(digest: DigestView) -> str:
    """What somebody is told who asked for it."""
    found = f"{_counted(digest.numbers.total, 'action')}, {len(digest.samples):,} to look at"
    return escape(f"📬 The digest since {date_words(digest.since)} is on its way to {digest.channel}: {found}.")


def _number_lines(numbers: DigestNumbers) -> list[str]:
    lines = [_counted(numbers.total, "action") + " proposed"]
    lines += [
        f"{numbers.by_decider[kind]:,} {words}" for kind, words in _DECIDERS.items() if numbers.by_decider.get(kind)
    ]
    statuses = [f"{count:,} {name.replace('_', ' ')}" for name, count in sorted(numbers.by_status.items()) if count]
    if statuses:
        lines.append(f"Where they stand: {', '.join(statuses)}")
    if numbers.median_minutes_to_decide is not None:
        took = timedelta(minutes=numbers.median_minutes_to_decide)
        lines.append(f"People took {duration_words(took)} to decide (median)")
    lines.append(f"{_counted(numbers.errors_found, 'error')} found afterwards")
    reviewed = numbers.reviewed_right + numbers.reviewed_wrong + numbers.reviewed_unsure
    if reviewed:
        lines.append(
            f"{_counted(reviewed, 'sample')} reviewed: {numbers.reviewed_right:,} right, "
            f"{numbers.reviewed_wrong:,} wrong, {numbers.reviewed_unsure:,} unsure"
        )
    return lines


def _estimate(digest: DigestView) -> list[str]:
    """How many of those that ran without a person were wrong, as far as the answers so far allow."""
    estimated = share_wrong(digest.samples, digest.numbers.ran)
    if estimated is None or not estimated.answered:
        return []
    ran = f"{_counted(estimated.size, 'action')} that ran without a person"
    if not estimated.enough or estimated.value is None:
        return [f"Wrong among {ran}: not enough reviewed to say ({estimated.answered:,} answers)"]
    low, high = estimated.interval.low, estimated.interval.high
    return [f"Wrong among {ran}: {estimated.value:.1%} ({low:.1%} to {high:.1%})"]


def _what_to_do(samples: Sequence[Sample]) -> str:
    """What is still to be done in the thread, or what came of it."""
    if not samples:
        return "No action was picked for review this time."
    found = [sample.finding for sample in samples if sample.finding]
    if not found:
        what = "1 action that ran" if len(samples) == 1 else f"{len(samples):,} actions that ran"
        return f"🔎 To review: {what} without a person, in this thread. Say of each whether it was right."
    wrong, unsure = found.count(Finding.WRONG), found.count(Finding.UNSURE)
    came = ", ".join([f"{wrong:,} wrong", *([f"{unsure:,} unsure"] if unsure else [])])
    if len(found) == len(samples):
        looked = "the one sample was" if len(samples) == 1 else f"all {len(samples):,} samples were"
        return f"☑️ Reviewed: {looked} looked at, {came}."
    return f"🔎 To review: {len(found):,} of {len(samples):,} looked at, {came}. The others wait in this thread."


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' if count != 1 else ''}"
