"""Entries added, removed and moved take what was typed in them along, and each is one change."""

from hypothesis import given
from hypothesis import strategies as st

from oversight.editing.changes import payload_changes
from oversight.editing.form.entering import finished, take
from oversight.editing.form.field import ABSENT, Field, FieldKind
from oversight.editing.form.page import Page, Row, RowKind
from oversight.editing.form.pages import page_above, page_at
from oversight.editing.form.rows import added, cleared, moved, removed
from oversight.editing.form.working import Working
from tests.unit.oversight.editing.form.person import a_form

LINE = {"type": "object", "required": ["sku"], "properties": {"sku": {"type": "string"}, "n": {"type": "integer"}}}
INVOICE = {
    "type": "object",
    "properties": {"lines": {"type": "array", "items": LINE, "maxItems": 4}, "note": {"type": "string"}},
}
PAYLOAD = {"lines": [{"sku": "a", "n": 1}, {"sku": "b", "n": 2}, {"sku": "c"}], "note": "x"}


def items(form, working, path=()):
    page = page_at(form, working, path)
    assert isinstance(page, Page)
    return page.items


def test_few_entries_stand_right_below_their_list():
    form = a_form(PAYLOAD, INVOICE)
    rows = [item for item in items(form, Working(PAYLOAD)) if isinstance(item, Row)]
    assert [(row.path, row.kind, row.summary) for row in rows] == [
        (("lines",), RowKind.LIST, "3 entries"),
        (("lines", 0), RowKind.OBJECT, "sku: a · n: 1"),
        (("lines", 1), RowKind.OBJECT, "sku: b · n: 2"),
        (("lines", 2), RowKind.OBJECT, "sku: c"),
    ]
    assert [(row.may_move_up, row.may_move_down) for row in rows[1:]] == [(False, True), (True, True), (True, False)]
    assert rows[0].may_add
    page = page_at(form, Working(PAYLOAD), ("lines", 1))
    assert isinstance(page, Page)
    assert (page.title, page.crumbs, page.depth) == ("lines 2", ("Payload",), 1)
    assert page_above(form, Working(PAYLOAD), ("lines", 1)) == ()


def test_many_entries_have_a_page_of_their_own():
    payload = {"lines": [{"sku": str(number)} for number in range(50)]}
    form = a_form(payload, INVOICE)
    assert [item.path for item in items(form, Working(payload))] == [("lines",), ("note",)]
    page = page_at(form, Working(payload), ("lines", 7))
    assert isinstance(page, Page)
    assert (page.crumbs, page.depth) == (("Payload", "lines"), 2)


def test_each_move_is_one_change():
    form, working = a_form(PAYLOAD, INVOICE), Working(PAYLOAD)
    (gone,) = payload_changes(PAYLOAD, removed(working, ("lines", 0)).value)
    assert (gone.path, gone.kind) == ("$.lines[0]", "removed")
    (order,) = payload_changes(PAYLOAD, moved(working, ("lines", 0), 1).value)
    assert (order.path, [line["sku"] for line in order.after]) == ("$.lines", ["b", "a", "c"])
    new = added(form, working, ("lines",))
    assert new.path == ("lines", 3)
    (more,) = payload_changes(PAYLOAD, new.working.value)
    assert (more.path, more.after) == ("$.lines[3]", {})
    (left_out,) = payload_changes(PAYLOAD, cleared(form, working, ("lines",)).value)
    assert (left_out.path, left_out.kind) == ("$.lines", "removed")


def test_what_cannot_be_moved_stays():
    working = Working(PAYLOAD)
    assert moved(working, ("lines", 0), -1) is working
    assert moved(working, ("lines", 2), 1) is working
    assert removed(working, ("lines", 9)) is working
    assert removed(working, ("note",)) is working


def test_what_was_typed_in_an_entry_goes_with_it():
    form = a_form(PAYLOAD, INVOICE)
    page = page_at(form, Working(PAYLOAD), ("lines", 1))
    assert isinstance(page, Page)
    typed = take(Working(PAYLOAD), page, {("lines", 1, "n"): "two"})
    assert removed(typed, ("lines", 0)).unread == {"$.lines[0].n": "two"}
    assert moved(typed, ("lines", 1), 1).unread == {"$.lines[2].n": "two"}
    assert removed(typed, ("lines", 1)).unread == {}


def test_a_full_list_takes_no_more():
    payload = {"lines": [{"sku": "a"}] * 4}
    row = items(a_form(payload, INVOICE), Working(payload))[0]
    assert isinstance(row, Row)
    assert not row.may_add


def test_an_entry_is_added_to_a_list_that_is_not_there():
    form = a_form({}, INVOICE)
    new = added(form, Working({}), ("lines",))
    assert new.working.value == {"lines": [{}]}
    page = page_at(form, new.working, new.path)
    assert isinstance(page, Page)
    assert finished(form, take(new.working, page, {("lines", 0, "sku"): "z"})).payload == {"lines": [{"sku": "z"}]}


def test_without_a_schema_an_entry_has_the_keys_of_the_others():
    payload = {"a": [{"x": 1, "y": None}, {"y": "t", "in": {"z": True}}], "note": "n"}
    form = a_form(payload)
    new = added(form, Working(payload), ("a",))
    assert new.working.value["a"][2] == {}
    fields = items(form, new.working, new.path)
    assert [(field.path[-1], str(field.kind)) for field in fields] == [("x", "number"), ("y", "text"), ("in", "object")]
    page = page_at(form, new.working, new.path)
    assert isinstance(page, Page)
    assert finished(form, take(new.working, page, {("a", 2, "x"): "5"})).payload["a"][2] == {"x": 5}


def test_a_text_that_no_schema_names_is_emptied_to_an_empty_text():
    form, working = a_form({"note": "n", "n": 1}), Working({"note": "n", "n": 1})
    page = page_at(form, working)
    assert isinstance(page, Page)
    assert finished(form, take(working, page, {("note",): "", ("n",): ""})).payload == {"note": ""}


def test_what_cards_hide_is_kept_and_goes_with_its_entry():
    payload = {"cards": [{"no": "1", "name": "a"}, {"no": "2", "name": "b"}], "no": {"x": 1}}
    form, working = a_form(payload, None, "no"), Working(payload)
    fields = items(form, working, ("cards", 1))
    kept = next(field for field in fields if field.path[-1] == "no")
    assert isinstance(kept, Field)
    assert (kept.kind, kept.value, kept.before) == (FieldKind.KEPT, ABSENT, ABSENT)
    assert "2" not in repr(fields)
    (hidden,) = items(form, working, ("no",))
    assert isinstance(hidden, Field)
    assert hidden.kind is FieldKind.KEPT
    assert moved(working, ("cards", 1), -1).value["cards"][0] == {"no": "2", "name": "b"}
    page = page_at(form, working, ("cards", 1))
    assert isinstance(page, Page)
    assert take(working, page, {("cards", 1, "no"): "9"}).value == payload


def test_the_summary_of_a_row_shows_nothing_hidden():
    payload = {"cards": [{"no": "4111", "name": "a"}, {"name": "b", "in": {"no": "4111"}}]}
    assert "4111" not in repr(items(a_form(payload, None, "no"), Working(payload)))


def test_a_path_that_is_gone_gives_the_page_above():
    page = page_at(a_form(PAYLOAD, INVOICE), Working(PAYLOAD), ("lines", 9, "sku"))
    assert isinstance(page, Page)
    assert page.path == ("lines",)


def test_a_hidden_value_that_is_not_there_is_not_offered():
    schema = {"type": "object", "properties": {"no": {"type": "string"}, "n": {"type": "integer"}}}
    assert [item.path for item in items(a_form({}, schema, "no"), Working({}))] == [("n",)]


def test_after_a_shift_only_what_was_touched_is_marked_and_emptying_means_what_its_hint_says():
    lines = [{"sku": "a", "memo": ""}, {"sku": "b", "memo": "x"}, {"sku": "c", "memo": "y"}]
    line = {"properties": {"sku": {"type": "string"}, "memo": {"type": ["string", "null"]}}}
    form = a_form({"lines": lines}, {"properties": {"lines": {"type": "array", "items": line}}})
    working = moved(removed(Working({"lines": lines}), ("lines", 0)), ("lines", 0), 1)
    assert [line["sku"] for line in working.value["lines"]] == ["c", "b"]
    fields = [item for item in items(form, working, ("lines", 0)) if isinstance(item, Field)]
    assert [(field.before, field.is_changed) for field in fields] == [("c", False), ("y", False)]
    rows = [item for item in items(form, working) if isinstance(item, Row)]
    assert [row.is_changed for row in rows] == [True, False, False]
    page = page_at(form, working, ("lines", 0))
    assert isinstance(page, Page)
    assert take(working, page, {("lines", 0, "memo"): None}).value["lines"][0] == {"sku": "c", "memo": None}


def test_a_new_entry_has_nothing_before_it_also_where_one_was_removed():
    form = a_form(PAYLOAD, INVOICE)
    new = added(form, removed(Working(PAYLOAD), ("lines", 2)), ("lines",))
    assert [item.before for item in items(form, new.working, new.path) if isinstance(item, Field)] == [ABSENT, ABSENT]


@given(st.data(), st.integers(1, 5))
def test_an_entry_is_followed_through_any_shifts_and_back(data, count):
    working = Working({"lines": [{"n": number} for number in range(count)]})
    states = [working]
    for _ in range(data.draw(st.integers(0, 6))):
        at = ("lines", data.draw(st.integers(0, count - 1)))
        working = data.draw(st.sampled_from([removed(working, at), moved(working, at, 1), moved(working, at, -1)]))
        states.append(working)
    for then in states:
        since = len(then.shifts)
        for position, line in enumerate(then.value["lines"]):
            now = working.path_now(("lines", position, "n"), since)
            still = [index for index, other in enumerate(working.value["lines"]) if other == line]
            assert now == (("lines", still[0], "n") if still else None)
            assert now is None or working.path_at(now, since) == ("lines", position, "n")
