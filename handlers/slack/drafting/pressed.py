"""What the buttons about one block, or one question, of a draft mean; what cannot be read means nothing."""

from collections.abc import Callable

from blocks.drafting.alternatives import OWN
from blocks.kit import ids
from oversight.action.finished_draft import Coverage
from oversight.editing.draft.change import (
    Add,
    AnswerMustCover,
    AnswerSpotCheck,
    Change,
    Choose,
    Discard,
    Drop,
    Keep,
    Move,
    Restore,
    Write,
)
from oversight.usecases.drafting.shared_draft import SharedDraft

MENU: dict[str, Callable[[str, int], Change]] = {
    ids.DRAFT_UP_CHOICE: lambda block, _: Move(block, -1),
    ids.DRAFT_DOWN_CHOICE: lambda block, _: Move(block, 1),
    ids.DRAFT_DROP_CHOICE: lambda block, _: Drop(block),
    ids.DRAFT_ADD_CHOICE: lambda block, _: Add(block),
    ids.DRAFT_KEEP_CHOICE: Keep,
}


def from_menu(value: str) -> tuple[Change | None, str]:
    """What the choice from a block's menu does, and the block."""
    choice, _, about = value.partition(":")
    block, seen = _block_and_version(about)
    return (MENU[choice](block, seen) if choice in MENU and block else None), block


def restored(value: str) -> Change | None:
    """The block is put back."""
    return Restore(value) if value else None


def right(value: str, shared: SharedDraft) -> Change | None:
    """The block looks right: the answer to the spot check where it is about that, else a yes to the agent's text."""
    block, seen = _block_and_version(value)
    if block == shared.work.spot:
        return AnswerSpotCheck()
    return Keep(block, seen) if block else None


def chosen(block_id: str, value: str) -> Change | None:
    """A text was chosen by its radio button."""
    block = block_id.split(".")[1] if block_id.count(".") else ""
    number, seen = (ids.read_number(part) for part in (*value.split(":"), "", "")[:2])
    if not block or number is None or seen is None:
        return None
    return Keep(block, seen) if number == OWN else Choose(block, seen, number)


def answered(value: str, shared: SharedDraft) -> Change | None:
    """A point that the policy wants covered was answered."""
    number, _, answer = value.partition(":")
    at, points = ids.read_number(number), shared.settings.must_cover
    known = {coverage.value: coverage for coverage in Coverage}
    if at is None or at >= len(points) or answer not in known:
        return None
    return AnswerMustCover(points[at], known[answer])


def taken_up(value: str, shared: SharedDraft) -> Change | None:
    """The person's text that came too late goes into its block after all."""
    block, seen = _block_and_version(value)
    aside = shared.work.aside(block, shared.person.id)
    return Write(block, seen, aside.text) if aside else None


def discarded(value: str) -> Change | None:
    """The person no longer wants their text that came too late."""
    block, _ = _block_and_version(value)
    return Discard(block) if block else None


def _block_and_version(value: str) -> tuple[str, int]:
    block, _, version = value.partition(":")
    return block, ids.read_number(version) or 0
