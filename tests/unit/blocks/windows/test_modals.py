"""Modals lose nothing: what is long is paged, what is hidden stays hidden."""

from types import SimpleNamespace

from msgspec.structs import replace

from blocks.card.thread_reply import thread_reply
from blocks.kit import ids
from blocks.refusal import refusal_text
from blocks.windows.details import details_modal
from oversight.action.event_kind import EventKind
from oversight.action.personal import PersonalValue
from oversight.action.refusal import Detail, Refusal, RefusalCode
from oversight.audit.leaf import leaf
from tests.unit.blocks.actions import HINTS, LEA, an_action, an_event, every_event
from tests.unit.blocks.slack_rules import all_text, markup, mentioned, walk


def test_details_lose_nothing_of_a_large_payload():
    payload = {f"key_{n}": f"value_{n}" for n in range(1_000)} | {"long": "x" * 30_000 + "the end"}
    last = f"page {(pages := count(details_modal(an_action(payload), 1, 'm', HINTS, [])))} of {pages}"
    views = [details_modal(an_action(payload), page, "m", HINTS, []) for page in range(1, pages + 1)]
    told = "\n".join(all_text(view["blocks"]) for view in views)
    assert last in all_text(views[-1]["blocks"])
    assert [n for n in range(1_000) if f"key_{n}: \nvalue_{n}" not in told] == []
    assert told.count("x" * 2_000) >= 12
    assert "the end" in told


def test_details_show_the_digest_that_the_log_has():
    """It is over commitments where values are personal: nobody tries out by it what cards hide."""
    plain = an_action({"pin": 1234})
    personal = replace(plain, personal=(PersonalValue(("pin",), "c-7", "00" * 16),))
    said = all_text(details_modal(personal, 1, "m", HINTS, [])["blocks"])
    assert personal.digest_in_log in said
    assert plain.version.digest not in said


def count(view):
    line = next(line for line in all_text(view["blocks"]).splitlines() if line.startswith("page 1 of "))
    return int(line.removeprefix("page 1 of "))


def test_pages_turn_both_ways_and_stop_at_the_ends():
    action = an_action({f"key_{n}": "v" * 40 for n in range(1_000)})
    turns = {
        page: {
            part["action_id"]: part["value"]
            for part in walk(details_modal(action, page, "m", HINTS, [])["blocks"])
            if part.get("type") == "button"
        }
        for page in (1, 2, 9_999)
    }
    assert turns[1] == {ids.DETAILS_NEXT: "2"}
    assert turns[2] == {ids.DETAILS_PREVIOUS: "1", ids.DETAILS_NEXT: "3"}
    assert list(turns[9_999]) == [ids.DETAILS_PREVIOUS]


def test_details_tell_the_history():
    action = an_action()
    event = an_event(EventKind.ESCALATED, action, LEA, "Too much for me", to_tier="team_lead")
    view = details_modal(action, 1, "m", HINTS, [SimpleNamespace(leaf=leaf(event, action))])
    assert "escalated by Lea Brandt to team lead, rule rule: Too much for me" in all_text(view["blocks"])
    told = [part["fallback"] for part in walk(view["blocks"]) if part.get("type") == "date"]
    assert told == ["2 Mar 2026 10:00 UTC", "2 Mar 2026 09:30 UTC"]
    assert "UTC" not in all_text(view["blocks"])


def test_a_vote_is_told_with_the_count_of_its_moment():
    assert thread_reply(*every_event()["voted"]).text == "✅ Approved by Lea Brandt · 1 of 2 approvals"


def test_only_a_reminder_mentions_anybody_and_then_the_reviewers_of_its_tier():
    told = {name: thread_reply(*told) for name, told in every_event().items()}
    assert mentioned(told.pop("reminded").blocks) == ["U0LEA", "U0TOM"]
    assert not any(mentioned(letter.blocks) or "<@" in markup(letter.blocks) + letter.text for letter in told.values())


def test_a_refusal_says_what_kind_it_is_and_mentions_nobody():
    refusal = Refusal(RefusalCode.INVALID_PAYLOAD, "Mend it, <!channel>.", (Detail("too large", "$.amount"),))
    assert refusal_text(refusal) == "⚠️ Not done: Mend it, &lt;!channel&gt;.\n• $.amount: too large"


def test_a_buttons_value_reads_back_and_nothing_else_does():
    assert ids.read_button_value(ids.button_value("a:b", 3)) == ("a:b", 3)
    assert [ids.read_button_value(bad) for bad in ("", "x", ":1", "x:", "x:-1", "x:²", "x:1e9")] == [None] * 7
