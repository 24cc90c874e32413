"""A person changes something in a draft: it is saved at once, and whatever cannot count is kept for its writer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from oversight.action.refusal import Refusal
from oversight.editing.draft.aside import kept_aside, replaced_aside
from oversight.editing.draft.change import Change
from oversight.editing.draft.saved import save
from oversight.editing.draft.work import Hand, Work
from oversight.ports import Ports
from oversight.usecases.drafting.shared_draft import SharedDraft, shared_draft


async def change_draft(action_id: str, user_id: str, changes: Sequence[Change], ports: Ports) -> SharedDraft | Refusal:
    """The draft with these changes, durable. Of two who change it at the same time neither loses anything."""
    while True:
        shared = await shared_draft(action_id, user_id, ports)
        if isinstance(shared, Refusal):
            return shared
        now = ports.clock.now()
        work, refused = changed(shared, changes, now)
        if work == shared.work or await ports.drafts.change(action_id, shared.work, work, now):
            return replace(shared, work=work, refused=refused, before=shared.work)


def changed(shared: SharedDraft, changes: Sequence[Change], now: datetime) -> tuple[Work, Refusal | None]:
    """The work after these changes, and why one of them was not taken; the others are."""
    by, work, refused = shared.person.actor, shared.work, None
    if shared.over is not None:
        return kept_aside(work, changes, Hand(by, now)), None
    for change in changes:
        saved = save(shared.draft, work, change, by, now)
        if isinstance(saved, Refusal):
            refused = refused or saved
        else:
            work = replaced_aside(shared.draft, work, saved.work, change)
    return work, refused
