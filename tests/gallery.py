"""Renders every card, view and list in every state to ``var/cards``, for the eye: what ``make cards`` runs."""

import dataclasses
import json
import re
import sys
from dataclasses import asdict
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType

from msgspec.structs import replace

from blocks.audit import audit_refused_message, checkpoint_message
from blocks.card.approval_card import approval_card
from blocks.card.thread_reply import thread_reply
from blocks.drafting.over_window import over_window
from blocks.drafting.shown_draft import ShownDraft, Tab
from blocks.drafting.window import draft_window
from blocks.editing.frame import EditFrame
from blocks.editing.meanwhile import meanwhile_modal
from blocks.editing.typed import refused_window, typed_window
from blocks.halts import halt_answer, halted_message, halts_list, resume_answer, resumed_message
from blocks.home.approvals_list import approvals_list
from blocks.home.home import home
from blocks.kit.message import SlackMessage, View
from blocks.refusal import refusal_text
from blocks.review.digest import digest_message
from blocks.review.samples import Sampled, samples_message
from blocks.review.wrong_modal import wrong_modal
from blocks.standing.approval import standing_ended_message, standing_list, standing_message
from blocks.standing.choices_modal import Caps, allow_similar_modal
from blocks.standing.confirm_modal import Prospect, standing_modal
from blocks.standing.past_values import PastValues
from blocks.windows.details import details_modal
from blocks.windows.hand_over import hand_over_modal
from blocks.windows.reject import reject_modal
from oversight.action.decision import Actor, DeciderKind
from oversight.action.refusal import Detail, Refusal, RefusalCode
from oversight.action.risk import Risk
from oversight.action.status import Severity, Status
from oversight.audit.log.keys import SigningKey
from oversight.audit.signing import signed_checkpoint
from oversight.editing.draft.drafting import Drafting
from oversight.editing.edit import begin
from oversight.editing.form.working import Working
from oversight.halts.halt import EVERYTHING, NO_HALTS, Ending, Halt, Halts, Scope, ScopeKind
from oversight.ports.review import DigestRecord
from oversight.review.figures import DigestNumbers
from oversight.review.sample import Finding, Mistake, Pick, Sample
from tests.unit.blocks.actions import (
    HINTS,
    LEA,
    NOW,
    PAYLOAD,
    TOKEN,
    an_action,
    decided,
    edited,
    every_event,
    every_state,
)
from tests.unit.blocks.drafting import drafts
from tests.unit.blocks.editing.orders import ORDER, ORDERS
from tests.unit.blocks.editing.windows import edit_modal
from tests.unit.blocks.ladder import ladder_events, ladder_states
from tests.unit.blocks.standing.approvals import CHOICES, RULE, WEEK, an_approval, every_approval

FOLDER = Path(__file__).parents[1] / "var" / "cards"


NUMBERS = DigestNumbers(
    total=1_204,
    by_status={"approved": 1_100, "rejected": 90},
    by_decider={"policy": 1_000, "human": 190},
    median_minutes_to_decide=6.5,
    errors_found=3,
    reviewed_right=51,
    reviewed_wrong=2,
    reviewed_unsure=4,
)


def a_week(samples, **numbers):
    """The digest of a week with these samples; what is not named of its numbers is ordinary."""
    return DigestRecord("dig_1", NOW - timedelta(days=7), NOW, replace(NUMBERS, **numbers), samples, "#agent-digest")


@cache
def gallery():
    """Everything that people see in Slack, by name; drawn once, and only looked at."""
    shown: dict[str, SlackMessage | View] = {
        f"card: {name}": approval_card(a, rung, TOKEN, HINTS)
        for name, (a, rung) in (every_state() | ladder_states()).items()
    }
    shown |= {f"note: {name}": thread_reply(*told) for name, told in (every_event() | ladder_events()).items()}
    long = an_action({f"key_{n}": "v" * 40 for n in range(2_000)})
    shown["modal: reject"] = reject_modal(an_action(), "meta", HINTS)
    shown["modal: modify"] = edit_modal(an_action(), "meta", HINTS)
    shown["modal: modify, as text"] = edit_modal(long, "meta", HINTS)
    shown |= edits()
    shown["modal: hand over"] = hand_over_modal(an_action(), "meta", HINTS)
    shown["modal: details"] = details_modal(an_action(), 1, "meta", HINTS, [])
    shown["modal: details, page 2"] = details_modal(long, 2, "meta", HINTS, [])
    shown["home: three wait"] = home([an_action(), an_action(risk=Risk.MEDIUM), an_action(rung=1)])
    shown["home: nothing waits"] = home([])
    shown |= drafted()
    shown |= halted()
    shown |= allowed()
    shown |= logged()
    shown["list: two wait"] = approvals_list([an_action(), an_action(rung=1)])
    no = Refusal(RefusalCode.SELF_APPROVAL, "You answer for this request, so somebody else has to decide it.")
    shown["refusal"] = SlackMessage(refusal_text(no), [])
    return MappingProxyType(shown | digest())


def logged():
    """What is said of the audit log."""
    key = SigningKey("acme.example/sayso", b"k" * 32)
    why = "The database went back in time: 1,234 leaves were signed, and it holds 1,000. Was it restored?"
    return {
        "audit: checkpoint": checkpoint_message(1_234, signed_checkpoint([key], 1_234, b"r" * 32)),
        "audit: refused": audit_refused_message(why),
    }


def drafted():
    """A draft from its card to the end, and the large, the long and the right-to-left one."""
    action, own = drafts.a_drafted(), Drafting(drafts.SETTINGS)
    done = drafts.finished_action()
    pending = ShownDraft(action, drafts.NOTES, drafts.SETTINGS, drafts.begun(), "U0TOM", b"secret")
    half = dataclasses.replace(pending, work=drafts.half_done())
    many, long, rtl = (
        dataclasses.replace(pending, draft=draft, work=drafts.begun(draft))
        for draft in (drafts.many_blocks(), drafts.long_block(), drafts.RTL)
    )
    return {
        "card: draft": approval_card(action, 0, TOKEN, HINTS, drafting=own),
        "card: draft in work": approval_card(action, 0, TOKEN, HINTS, drafting=Drafting(own.settings, half.work)),
        "card: draft finished": approval_card(done, 0, TOKEN, HINTS, drafting=own),
        "card: draft approved": approval_card(decided(done, Status.MODIFIED), 0, TOKEN, HINTS, drafting=own),
        "modal: draft, to do": draft_window(pending, Tab.TODO, 1, "meta", HINTS),
        "modal: draft, text set aside": draft_window(half, Tab.TODO, 1, "meta", HINTS, notice="✅ Saved."),
        "modal: draft, whole": draft_window(half, Tab.WHOLE, 1, "meta", HINTS),
        "modal: draft, preview": draft_window(half, Tab.PREVIEW, 1, "meta", HINTS),
        "modal: draft, over": over_window(half, "Timed out.", 1, "meta", HINTS),
        "modal: draft, 200 blocks": draft_window(many, Tab.TODO, 2, "meta", HINTS),
        "modal: draft, 60 kB": draft_window(long, Tab.TODO, 1, "meta", HINTS),
        "modal: draft, right to left": draft_window(rtl, Tab.TODO, 1, "meta", HINTS),
        "modal: draft, details": details_modal(done, 1, "meta", HINTS, [], drafting=own),
    }


def halted():
    """The kill switch, pressed and released."""
    agent = Scope(ScopeKind.AGENT, "agt_1", "refund-bot")
    every = Halt("hlt_1", EVERYTHING, LEA, NOW, "Prices are wrong since the import", channels=("#agent-approvals",))
    one = Halt("hlt_2", agent, LEA, NOW, freezes=False, channels=("#agent-approvals",))
    over = replace(every, ending=Ending(LEA, NOW, "Prices are right again"))
    both = Halts(2, (every, one))
    return {
        "halt: everything": halted_message(every),
        "halt: an agent, time runs": halted_message(one),
        "halt: over": halted_message(over),
        "halt: resumed": resumed_message(over),
        "halt: list": halts_list(both),
        "halt: none": halts_list(NO_HALTS),
        "halt: answer": SlackMessage(halt_answer(every, is_new=True), []),
        "halt: answer, again": SlackMessage(halt_answer(every, is_new=False), []),
        "halt: resume answer": SlackMessage(resume_answer(over), []),
        "home: halted": home([an_action()], halts=both),
        "card: time stands still": approval_card(frozen_action(), 0, TOKEN, HINTS),
    }


def allowed():
    """What was allowed in advance: the two windows, the thread, the lists."""
    action, past = decided(an_action(), Status.APPROVED), [{**PAYLOAD, "order_id": f"A-{n}"} for n in range(37)]
    prospect = Prospect(RULE, NOW + WEEK, 0.2, 37, 12)
    caps, stands = Caps(WEEK, 50), an_approval(uses=3)
    return {
        "card: similar ones can be allowed": approval_card(action, 0, TOKEN, HINTS, similar=True),
        "modal: allow similar": allow_similar_modal(action, "meta", caps, HINTS, PastValues(past)),
        "modal: allow this": standing_modal(action, CHOICES, prospect, "meta", HINTS),
        "modal: allow this, nothing fits": standing_modal(
            action,
            replace(CHOICES, free=frozenset()),
            dataclasses.replace(prospect, fitting=1),
            "meta",
            HINTS,
        ),
        "home: standing approvals": home([an_action()], standing=[stands, an_approval()]),
        "standing: list": standing_list([stands, an_approval()], {}),
        "standing: none": standing_list([], {}),
        "standing: ended": standing_ended_message(every_approval()["revoked"], NOW),
        **{f"standing: {name}": standing_message(value, NOW, HINTS) for name, value in every_approval().items()},
    }


def edits():
    """Every kind of window in which a payload is edited."""
    action = an_action(ORDER)
    begun = begin("edt_1", action, "U0SAM", NOW)
    typed = {**ORDER, "amount": 450, "lines": ORDER["lines"][:1]}
    mine = replace(begun, working=Working(typed, unread={"$.count": "12 apples"}), reason="Too much")
    theirs = edited(action, {**ORDER, "note": "By express", "amount": 700})
    late = Refusal(RefusalCode.ALREADY_DECIDED, "Timed out: nobody decided within 25 minutes.")
    wrong = (Detail('"x" is less than the minimum of 0', "$.amount"), Detail("is not a number", "$.lines[0].price"))
    large = an_action({"text": "x" * 120_000})
    return {
        "edit: form": edit_modal(action, "meta", HINTS, known=ORDERS),
        "edit: form, changed": edit_modal(action, "meta", HINTS, known=ORDERS, value=typed),
        "edit: form, problems": edit_modal(action, "meta", HINTS, known=ORDERS, value=typed, problems=wrong),
        "edit: row": edit_modal(action, "meta", HINTS, known=ORDERS, path=("lines", 0), level=1),
        "edit: union": edit_modal(action, "meta", HINTS, known=ORDERS, path=("payment",), level=1),
        "edit: no branch fits": edit_modal(
            action, "meta", HINTS, known=ORDERS, value={**ORDER, "payment": {"odd": 1}}, path=("payment",), level=1
        ),
        "edit: deep": edit_modal(
            action, "meta", HINTS, known=ORDERS, path=("ship", "to", "contact", "person"), level=2
        ),
        "edit: as text": edit_modal(action, "meta", HINTS, known=ORDERS, as_text=True),
        "edit: too large": edit_modal(large, "meta", HINTS),
        "edit: changed meanwhile": meanwhile_modal(EditFrame(theirs, HINTS, mine), typed, "meta", is_read=True),
        "edit: refused": refused_window(late, mine),
        "edit: typed": typed_window(mine, HINTS),
    }


def frozen_action():
    """An action whose time a halt stopped."""
    action = an_action()
    assert action.assignment is not None
    return replace(action, assignment=replace(action.assignment, frozen_at=NOW))


WRONG = Mistake(Severity.HIGH, "Pay 90 EUR to order A-1042", ("Is it the right amount?",))


def digest():
    """The digest with its samples, open and answered."""
    ran = decided(an_action(risk=Risk.LOW, reversible=True), Status.APPROVED, Actor(DeciderKind.POLICY, "h", "policy"))
    open_one = Sample("dig_1.1", "dig_1", Pick(ran.id, "base_rate", 0.05), 1)
    answered = Sample("dig_1.2", "dig_1", Pick(ran.id, "low_confidence", 1.0), 2, Finding.WRONG, LEA, NOW, WRONG)
    return {
        "digest": digest_message(a_week((open_one, answered))),
        "sample: open": samples_message([Sampled(open_one, ran, HINTS)], TOKEN),
        "samples: of one type": samples_message(
            [Sampled(replace(open_one, id=f"dig_1.{n}", position=n), ran, HINTS) for n in range(1, 11)], TOKEN
        ),
        "sample: what was wrong": wrong_modal(ran, "meta", HINTS, ("Right order?", "Right amount?")),
        "sample: answered": samples_message([Sampled(answered, ran, HINTS)], TOKEN),
    }


def hang(folder):
    """One JSON file a picture and an index of them; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    index = []
    for name, picture in gallery().items():
        file = re.sub(r"[^a-z0-9]+", "-", name) + ".json"
        content = asdict(picture) if isinstance(picture, SlackMessage) else picture
        (folder / file).write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n")
        index.append({"name": name, "file": file})
    (folder / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=2) + "\n")
    return len(index)


if __name__ == "__main__":
    count = hang(FOLDER)
    sys.stdout.write(f"{count} cards and views are in {FOLDER}\n")
