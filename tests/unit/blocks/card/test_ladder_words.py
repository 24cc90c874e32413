"""Who is asked, who was, until when, and by whom that changed: the same to the eye and to a screen reader."""

import pytest
from msgspec.structs import replace

from blocks.card.approval_card import approval_card
from blocks.card.thread_reply import thread_reply
from blocks.home.approvals_list import approvals_list
from blocks.home.home import home
from blocks.kit import ids
from blocks.kit.limits import OPTION_TEXT, OPTION_VALUE, OVERFLOW_OPTIONS
from blocks.windows.details import details_modal
from blocks.windows.hand_over import hand_over_modal
from oversight.action.route import Extension
from oversight.action.status import Status
from oversight.halts.halt import NO_HALTS
from tests.unit.blocks.actions import HINTS, LADDER, TOKEN, an_action, decided
from tests.unit.blocks.ladder import MINUTE, STAGES, ladder_events, ladder_states, on_ladder, waits
from tests.unit.blocks.slack_rules import all_text, walk

STATES = ladder_states()
HELD = "held: no deadline any more, nothing ends it but a person"


def drawn(name):
    action, rung = STATES[name]
    return approval_card(action, rung, TOKEN, HINTS)


def menu(letter):
    """What the menu offers, by choice."""
    for block in walk(letter.blocks):
        if block.get("action_id") == ids.CARD_MENU:
            values = block.get("options") or [block]
            return {ids.read_menu_value(one["value"])[0]: one["text"]["text"] for one in values}
    return {}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pending, more time was given", " (15 minutes more, given by Lea Brandt)"),
        ("pending, handed over", "👉 Handed to "),
        ("pending, handed over", " by Sam Okafor"),
        ("pending, held", "⏳ Held, waiting for team member"),
        ("pending, fallback asked", "🔔 Asked, too: "),
        ("pending, fallback asked", "@night"),
        ("pending, second round", "⏳ Waiting for team member · round 2 of 3"),
        ("pending, first stage", "⏳ Waiting for security · stage 1 of 3"),
        ("pending, first stage", "security decides now → then legal → then team lead"),
        ("pending, stand-in of a stage", "⏳ Waiting for team lead in place of security · stage 1 of 3"),
        ("pending, second stage", "⏳ Waiting for legal · stage 2 of 3"),
        ("pending, second stage", "security said yes (Sam Okafor) → legal decides now → then team lead"),
        ("pending, stages started over", "⏳ Waiting for security · stage 1 of 3"),
        ("pending, stages started over", "security decides now → then legal → then team lead"),
        ("stage passed", "✅ Security said yes (Sam Okafor), now with legal in #legal"),
        ("stage passed", "What comes next is decided on the new card in #legal."),
        ("asked again from below", "↩️ Asked again from team member in #agent-approvals"),
        ("asked again from below", "Decide on the card in #agent-approvals."),
        ("stages started over", "↩️ Asked again from security in #security"),
        ("rejected, nobody there", "⛔ Rejected by policy, nobody was there to ask"),
        ("approved by two stages", "✅ Approved by Sam Okafor and Tom Okafor (legal)"),
    ],
)
def test_eye_and_ear_are_told_the_same(name, words):
    letter = drawn(name)
    assert words in all_text(letter.blocks)
    assert words in letter.text


def test_a_held_card_says_that_nothing_ends_it_but_a_person_wherever_it_is_shown():
    action, _ = STATES["pending, held"]
    shown = [
        all_text(drawn("pending, held").blocks),
        drawn("pending, held").text,
        all_text(details_modal(action, 1, "meta", HINTS, [])["blocks"]),
        all_text(home([action], halts=NO_HALTS)["blocks"]),
        approvals_list([action]).text,
    ]
    for told in shown:
        assert HELD in told
        assert "expires" not in told.lower()


def test_a_card_that_was_handed_over_mentions_the_person():
    letter = drawn("pending, handed over")
    assert [block["user_id"] for block in walk(letter.blocks) if block.get("type") == "user"] == ["U0ANA"]
    assert "👉 Handed to <@U0ANA> by Sam Okafor" in letter.text


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        (
            "pending, more time is possible",
            {
                ids.HAND_OVER_CHOICE: "Hand over to a colleague…",
                ids.MORE_TIME_CHOICE: "Give it 15 minutes more",
                ids.ESCALATE_CHOICE: "Escalate to team lead",
            },
        ),
        (
            "pending, held",
            {ids.HAND_OVER_CHOICE: "Hand over to a colleague…", ids.ESCALATE_CHOICE: "Escalate to team lead"},
        ),
        ("pending, stand-in of a stage", {ids.HAND_OVER_CHOICE: "Hand over to a colleague…"}),
        ("stage passed", {}),
        ("approved by two stages", {ids.REPORT_CHOICE: "Report a problem…"}),
    ],
)
def test_the_menu_offers_what_is_possible_now_and_nothing_else(name, offered):
    assert menu(drawn(name)) == offered


def test_more_time_is_not_offered_once_it_is_used_up_nor_the_whole_of_it_where_less_is_left():
    action = on_ladder(*LADDER, extension=Extension(15 * MINUTE, 20 * MINUTE))
    once = waits(action, extended=15 * MINUTE)
    assert menu(approval_card(once, 0, TOKEN, HINTS))[ids.MORE_TIME_CHOICE] == "Give it 5 minutes more"
    twice = waits(action, extended=20 * MINUTE)
    assert ids.MORE_TIME_CHOICE not in menu(approval_card(twice, 0, TOKEN, HINTS))


def test_escalating_never_leaves_the_stage():
    assert ids.ESCALATE_CHOICE in menu(drawn("pending, first stage"))
    assert ids.ESCALATE_CHOICE not in menu(drawn("pending, second stage"))


def test_a_menu_of_one_is_a_button_that_says_what_it_does():
    (only,) = [
        block for block in walk(drawn("pending, second stage").blocks) if block.get("action_id") == ids.CARD_MENU
    ]
    assert (only["type"], only["text"]["text"]) == ("button", "Hand over to a colleague…")
    assert only["accessibility_label"].startswith("Hand over to a colleague…: Issue refund")


@pytest.mark.parametrize("name", STATES)
def test_menus_keep_within_slacks_limits_and_carry_token_and_version(name):
    for block in walk(drawn(name).blocks):
        if block.get("type") == "overflow":
            assert 2 <= len(block["options"]) <= OVERFLOW_OPTIONS
            for option in block["options"]:
                assert len(option["text"]["text"]) <= OPTION_TEXT
                assert len(option["value"]) <= OPTION_VALUE
                _, carried = ids.read_menu_value(option["value"])
                assert ids.read_button_value(carried) == (TOKEN, STATES[name][0].version.number)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("more time", "⏰ More time: Lea Brandt gave it 15 minutes more. It now expires 2 Mar 2026 10:15 UTC."),
        ("handed over", "👉 Handed to <@U0ANA> by Sam Okafor."),
        ("handed over", "Decide it on this card. “You know the customer.”"),
        ("held", "⏸️ Held: nothing ends it but a person. Nobody decided within 30 minutes. @support"),
        ("held, reminded", "🔔 Still waiting for team member. It is ⏸️ held: no deadline any more"),
        ("fallback asked", "🔔 No decision within 5 minutes: these are asked, too."),
        ("fallback asked", "<@U0ANA> @night"),
        ("asked again, above", "🔁 Asked again from team member: Nobody answered within 10 minutes"),
        ("asked again, below", "🔁 Asked again, round 2 of 3: Nobody answered within 10 minutes"),
        ("asked again, below", "@support"),
        ("disagreement", "⬆️ Reviewers disagree, so it is for team lead to decide: Sam said yes and Lea no"),
        ("stage passed", "✅ Security said yes (Sam Okafor), legal is asked now"),
        ("edited in a later stage, there", "✏️ Edited by Tom Okafor: the card shows the new payload; all stages are"),
        ("edited in a later stage, below", "✏️ Edited by Tom Okafor in the stage legal: look at the new version"),
        ("edited in a later stage, below", "@security <@U0SAM>"),
    ],
)
def test_each_event_has_words_in_its_thread(name, words):
    assert words in thread_reply(*ladder_events()[name]).text


@pytest.mark.parametrize(
    "name", ["asked again, above", "disagreement", "stage passed", "edited in a later stage, there"]
)
def test_who_is_not_called_is_not_rung(name):
    assert "<@" not in thread_reply(*ladder_events()[name]).text


def test_a_group_whose_id_is_known_is_rung():
    event, action, rung = ladder_events()["fallback asked"]
    told = thread_reply(event, action, rung, {"@night": "S0NIGHT"})
    assert told.text.endswith("<@U0ANA> <!subteam^S0NIGHT>")


def test_a_late_note_says_nothing_of_a_deadline_that_is_over():
    event, action, rung = ladder_events()["handed over"]
    assert "expires" in thread_reply(event, action, rung).text
    assert "expires" not in thread_reply(event, decided(action, Status.APPROVED), rung).text


def test_handing_over_asks_for_a_person_and_says_who_can_be_named():
    view = hand_over_modal(on_ladder(*STAGES), "meta", HINTS)
    (select,) = [element for element in walk(view["blocks"]) if element.get("type") == "users_select"]
    assert select["action_id"] == ids.COLLEAGUE_INPUT
    assert "for security, or for a higher tier" in all_text(view["blocks"])


def test_an_action_without_anybody_else_to_name_cannot_be_handed_over():
    alone = replace(LADDER[1], reviewers=("U0LEA",), approvals_required=1)
    action = on_ladder(alone)
    assert menu(approval_card(action, 0, TOKEN, HINTS)) == {}
    assert menu(approval_card(an_action(), 0, TOKEN, HINTS)) != {}
