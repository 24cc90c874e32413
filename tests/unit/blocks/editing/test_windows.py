"""The windows of an edit: within Slack's limits whatever is in the payload, and nothing of it is lost or unmasked."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from blocks.editing.frame import EditFrame
from blocks.editing.meanwhile import meanwhile_modal
from blocks.editing.page import is_searched
from blocks.editing.rows import choices_of
from blocks.editing.typed import refused_window, typed_window
from blocks.kit import ids
from handlers.slack.kit.window_state import WindowState
from oversight.action.refusal import Detail, Refusal, RefusalCode
from oversight.action.risk import Risk
from oversight.editing.edit import begin
from oversight.editing.form.form import form_of
from oversight.editing.form.page import Page, Row, RowKind, TextPage
from oversight.editing.form.pages import page_at
from oversight.editing.form.working import TextPieces, Working
from oversight.editing.redaction import redacted
from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import Path
from oversight.policy import ActionType
from oversight.policy.payload_schema.payload_schema import PayloadSchema
from tests.examples import examples
from tests.unit.blocks.actions import HINTS, LEA, NOW, PAYLOAD, an_action, edited, payloads
from tests.unit.blocks.editing.orders import ORDER, ORDERS
from tests.unit.blocks.editing.windows import edit_modal
from tests.unit.blocks.slack_rules import all_text, check_view, walk

WIDE = {f"key_{n}": f"{n}" for n in range(100)}
LARGE = {
    "100 fields": WIDE,
    "100 lists": {f"key_{n}": [{"a": n}] for n in range(100)},
    "odd keys": {"a.b": 1, "": 2, "<&>" * 60: {"x" * 200: 3}, "\u202e": 4, "k" * 3_000: {"z": 1}},
    "60 kB of signs": {f"k{n}": "☃" * 400 for n in range(45)},
    "60 kB of hidden signs": {f"k{n}": "\u202e" * 400 for n in range(45)},
    "60 kB of escapes": {f"k{n}": "<&>" * 450 for n in range(40)},
    "one text of 96 kB of faces": {"text": "😀" * 24_000},
    "60 kB of faces": {f"k{n}": "😀" * 360 for n in range(40)},
    "90 kB": {f"k{n}": "x" * 900 for n in range(95)},
    "one long text": {"text": "x  y\n" * 11_000},
    "a list": ["a", 1, None, {"b": []}],
    "a text": "text",
    "nothing": {},
}


def pages_of(action, hints=HINTS, known=None):
    """Every page that can be reached from the first, each with its window's fields."""
    form = form_of(known, action.version.payload, hints)
    working = Working(action.version.payload)
    waiting: list[tuple[Path, int, bool]] = [((), 0, False)]
    seen: set[tuple[Path, int, bool]] = set()
    while waiting and len(seen) < 40:
        path, number, as_text = waiting.pop(0)
        page = page_at(form, working, path, number, as_text=as_text)
        if (key := (path, number, as_text)) in seen or not isinstance(page, Page | TextPage):
            continue
        seen.add(key)
        yield page, {"path": path, "number": number, "as_text": as_text}
        waiting += [(path, turned, as_text) for turned in range(page.number + 1, min(page.pages, 4))]
        if isinstance(page, Page):
            rows = [item.path for item in page.items if isinstance(item, Row) and item.kind is not RowKind.KEPT]
            waiting += [(row, 0, False) for row in rows[:5]] + [(path, 0, True)]


@pytest.mark.parametrize("payload", LARGE.values(), ids=LARGE)
def test_every_window_of_a_large_payload_is_within_slacks_limits(payload):
    action = an_action(payload)
    for _, fields in pages_of(action):
        level = min(len(fields["path"]), 2)
        check_view(edit_modal(action, "meta", HINTS, level=level, **fields))


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=examples(40))
@given(payloads(), payloads())
def test_every_window_of_any_payload_is_within_slacks_limits(before, after):
    action = an_action(before)
    for _, fields in pages_of(action):
        check_view(edit_modal(action, "meta", HINTS, level=min(len(fields["path"]), 2), **fields))
    edit = begin("edt_1", action, "U0SAM", NOW)
    for page in range(5):
        check_view(typed_window(edit, HINTS, page))
    check_view(refused_window(Refusal(RefusalCode.STALE_CARD, "Over."), edit))
    theirs = edited(action, after, LEA)
    check_view(meanwhile_modal(EditFrame(theirs, HINTS, edit), before, "meta", is_read=True))


def test_a_page_with_many_menus_lets_people_search_them():
    menus = {f"k{n}": {"enum": [f"{'☃' * 70} {n} {m}" for m in range(99)]} for n in range(40)}
    known = ActionType("a", Risk.HIGH, reversible=False, schema=PayloadSchema({"type": "object", "properties": menus}))
    action = an_action({"k1": f"{'☃' * 70} 1 5"})
    view = edit_modal(action, "meta", HINTS, known=known)
    check_view(view)
    kinds = [block["element"]["type"] for block in view["blocks"] if str(block["block_id"]).startswith("field.")]
    assert kinds == ["external_select"] * 40
    page = page_at(form_of(known, {}, HINTS), Working({}))
    assert isinstance(page, Page)
    assert is_searched(page)


def test_every_kind_of_field_has_an_input_of_its_own_kind():
    view = edit_modal(an_action(ORDER), "meta", HINTS, known=ORDERS)
    check_view(view)
    kinds = {block["label"]["text"]: block["element"]["type"] for block in view["blocks"] if block["type"] == "input"}
    assert kinds == {
        "Order number": "plain_text_input",
        "amount": "plain_text_input",
        "count": "plain_text_input",
        "express": "radio_buttons",
        "priority": "static_select",
        "country": "external_select",
        "due": "datepicker",
        "at": "datetimepicker",
        "mail": "email_text_input",
        "link": "url_text_input",
        "note": "plain_text_input",
        "story": "plain_text_input",
        "tags": "plain_text_input",
        "colours": "multi_static_select",
        "Why?": "plain_text_input",
    }
    assert "4111" not in json.dumps(view)


@pytest.mark.parametrize(("key", "odd"), [("mail", "bob"), ("link", "ftp://x"), ("due", "soon"), ("at", "2026-12-24")])
def test_what_slacks_own_input_would_refuse_stands_in_a_plain_one(key, odd):
    view = edit_modal(an_action({**ORDER, key: odd}), "meta", HINTS, known=ORDERS)
    field = next(block for block in view["blocks"] if block.get("label", {}).get("text") == key)
    check_view(view)
    assert field["element"]["type"] == "plain_text_input"
    assert field["element"]["initial_value"] == odd


def test_ids_stay_while_nothing_but_typing_changes_a_page_and_are_new_after_anything_else():
    action = an_action(ORDER)
    first, typed, done = (
        {block["block_id"] for block in edit_modal(action, "m", HINTS, known=ORDERS, **fields)["blocks"]}
        for fields in ({}, {"value": {**ORDER, "amount": 7}}, {"drawn": 1})
    )
    fields = {block_id for block_id in first if block_id.startswith("field.")}
    assert fields <= typed
    assert not fields & done


def test_hidden_characters_are_edited_as_escapes():
    view = edit_modal(an_action({"to": "a\u202eb"}))
    assert "a\\u{202E}b" in json.dumps(view).replace("\\\\", "\\")
    assert "\\u202e" in edit_modal(an_action({"to": "a\u202eb"}), as_text=True)["blocks"][2]["element"]["initial_value"]


def test_hidden_values_stand_in_no_window():
    payload = PAYLOAD | {"cards": [{"card_number": "4111-secret", "n": 1}], "card_number": "4222-secret"}
    action = an_action(payload)
    shown = [edit_modal(action, "meta", HINTS, **fields) for _, fields in pages_of(action)]
    edit = begin("edt_1", action, "U0SAM", NOW)
    shown += [typed_window(edit, HINTS)]
    theirs = edited(action, payload | {"card_number": "4333-secret"}, LEA)
    shown += [meanwhile_modal(EditFrame(theirs, HINTS, edit), payload, "meta", is_read=True)]
    assert "-secret" not in json.dumps(shown)
    whole = walk(edit_modal(action, "m", HINTS, as_text=True))
    text = next(one for one in whole if one.get("action_id") == ids.TEXT_INPUT)
    assert json.loads(text["initial_value"]) == redacted(payload, HINTS)


def test_a_payload_that_is_too_large_offers_no_field_and_says_why():
    view = edit_modal(an_action({"note": "x" * 120_000}))
    assert "submit" not in view
    assert not any(block["type"] == "input" for block in view["blocks"])
    assert "Too large to edit here: the payload has 120,0" in all_text(view["blocks"])


def test_what_was_typed_can_be_copied_whole():
    edit = begin("edt_1", an_action({"note": "short", "n": 1}), "U0SAM", NOW)
    texts = {"$": TextPieces(("{", "}"), ("\n",), is_json=True)}
    working = Working({"note": "long " * 2_000, "n": 1}, {"$.n": "12 apples"}, texts=texts)
    typed = replace(edit, working=working, reason="Because")
    told = all_text(typed_window(typed, HINTS)["blocks"])
    assert "12 apples" in told
    assert "Because" in told
    assert told.replace("\n", "").count("long ") >= 2_000
    large = replace(typed, working=Working({f"k{n}": "☃" * 1_000 for n in range(30)}))
    windows = [typed_window(large, HINTS, page) for page in range(3)]
    assert sum(all_text(window["blocks"]).count("☃" * 900) for window in windows) >= 30
    for window in windows:
        check_view(window)


def test_a_problem_stands_at_its_field_at_its_row_and_above_what_is_elsewhere():
    wrong = (Detail("is too small", "$.amount"), Detail("is empty", "$.lines[0].sku"), Detail("the check “x” fails"))
    view = edit_modal(an_action(ORDER), "meta", HINTS, known=ORDERS, problems=wrong)
    said = [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]
    alerts = [words for words in said if words.startswith("⚠️")]
    assert alerts == ["⚠️ Not sent: the check “x” fails", "⚠️ amount: is too small", "⚠️ sku: is empty"]
    inside = edit_modal(an_action(ORDER), "meta", HINTS, known=ORDERS, problems=wrong, path=("lines", 0), level=1)
    assert "sku: is empty" in all_text(inside["blocks"])
    assert "too small" not in all_text(inside["blocks"])


def test_the_hint_on_hidden_characters_is_readable_itself():
    view = edit_modal(an_action({"text": "a\u200bb"}), "meta", HINTS)
    (hint,) = [block["hint"]["text"] for block in view["blocks"] if "nobody sees" in str(block.get("hint"))]
    assert "u{…}" in hint
    assert "005C" not in hint


def test_what_slack_counts_longer_than_it_was_typed_can_be_drawn_again():
    payload = {"n": 1, "html": "x" * 2_000}
    action = an_action(payload)
    garbage = Working(payload, {"$.n": "&" * 3_000})
    check_view(edit_modal(action, working=garbage))
    check_view(edit_modal(action, reason="<&>" * 1_000))


def test_what_made_a_payload_too_large_in_its_fields_can_be_undone():
    action = an_action({"note": "x"})
    (ways,) = [
        block for block in edit_modal(action, value={"note": "x" * 120_000})["blocks"] if block["type"] == "actions"
    ]
    assert [one["action_id"] for one in ways["elements"]] == [ids.EDIT_ANEW, ids.EDIT_REJECT]


def test_a_page_with_something_wrong_everywhere_is_within_slacks_limits_and_tells_all():
    payload = {f"l{n}": [{"a": n}] for n in range(20)}
    wrong = tuple(Detail(f"wrong {n}", path) for n in range(20) for path in (f"$.l{n}", f"$.l{n}[0].a"))
    schema = {"type": "object", "properties": {key: {"type": "array", "items": {"type": "object"}} for key in payload}}
    known = ActionType("a", Risk.HIGH, reversible=False, schema=PayloadSchema(schema))
    view = edit_modal(an_action(payload), "meta", HINTS, known=known, problems=wrong)
    check_view(view)
    assert "wrong 9" in all_text(view["blocks"])
    assert "wrong 10" in all_text(view["blocks"])


@pytest.mark.parametrize("sign", ['"', "\\", "\n", "\x01", "'", "ä", "a"])
@pytest.mark.parametrize("length", [200, 700, 1_400, 2_900])
def test_every_window_that_is_offered_can_take_its_path_along(sign, length):
    payload = {sign * length: {"in": {"a": 1}}, "l": {sign * length: [{"a": 1}]}}
    for page, fields in pages_of(an_action(payload)):
        if isinstance(page, Page):
            for row in page.items:
                if isinstance(row, Row) and ids.OPEN_CHOICE in choices_of(row):
                    leads = WindowState(token="t" * 40, version=10**6, channel="C" * 12, edit="e" * 40, level=2)
                    assert len(replace(leads, path=json_path(row.path), page=99, drawn=999, shifts=99).text) <= 3_000
        check_view(edit_modal(an_action(payload), "meta", HINTS, level=min(len(fields["path"]), 2), **fields))


def test_no_two_options_of_a_menu_read_alike():
    ends = ["reader", "writer", "reader\u200b", "&" * 90]
    roles = [f"arn:aws:iam::123456789012:role/service-role/of-the-department-{'of-' * 9}{end}" for end in ends]
    schema = {
        "type": "object",
        "properties": {"role": {"enum": roles}, "all": {"type": "array", "items": {"enum": roles}}},
    }
    known = ActionType("a", Risk.HIGH, reversible=False, schema=PayloadSchema(schema))
    view = edit_modal(an_action({"role": roles[1], "all": roles[:2]}), "meta", HINTS, known=known)
    check_view(view)
    menus = [part for part in walk(view) if part.get("options") and "select" in part["type"]]
    for menu in menus:
        told = [one["text"]["text"] for one in menu["options"]]
        assert len(set(told)) == len(told)
        assert "reader" in told[0]
        assert "writer" in told[1]
    assert menus[0]["initial_option"] == menus[0]["options"][1]
    assert menus[1]["initial_options"] == menus[1]["options"][:2]
