"""What fits no form is edited as text, in inputs that joined are the text again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.action.refusal import Refusal
from oversight.editing.form.entering import finished, take
from oversight.editing.form.limits import INPUT, INPUTS_A_PAGE, PIECE, counted
from oversight.editing.form.page import Page, Row, RowKind, TextPage, TooLarge
from oversight.editing.form.pages import page_at
from oversight.editing.form.pieces import cut_json, cut_text, joined, refitted
from oversight.editing.form.text import dropped_text, json_text, read_text, take_text
from oversight.editing.form.working import Working
from tests.unit.oversight.editing.form.person import a_form, pages_of, went_through

LONG = st.lists(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
    | st.sampled_from(["\n", " ", "&", "\u200b"]),
    max_size=12,
).flatmap(lambda parts: st.integers(1, 400).map(lambda times: "".join(parts) * times))


def text_of(value, path=(), schema=None, *redact):
    page = page_at(a_form(value, schema, *redact), Working(value), path, as_text=True)
    assert isinstance(page, TextPage)
    return page


@given(LONG)
def test_a_long_text_is_joined_byte_for_byte(text):
    cut = cut_text(text)
    assert joined(cut) == text
    assert all(counted(piece) <= PIECE for piece in cut.pieces)
    assert all(piece == piece.strip(" \n\t\r") for piece in cut.pieces)


@given(st.dictionaries(st.text("ab&\n", max_size=5), LONG, max_size=3))
def test_json_is_cut_at_keys_and_joined_byte_for_byte(value):
    text = json_text(value)
    cut = cut_json(text)
    assert joined(cut) == text
    assert json.loads(joined(cut)) == value
    assert all(counted(piece) <= PIECE for piece in cut.pieces)


@given(st.data(), LONG, st.booleans())
def test_whatever_is_typed_into_an_input_can_be_drawn_again_and_stays_byte_for_byte(data, text, is_json):
    cut = cut_json(json_text({"a": text})) if is_json else cut_text(text)
    typed = list(cut.pieces)
    for _ in range(2):
        where = data.draw(st.integers(0, len(typed) - 1))
        at = data.draw(st.integers(0, len(typed[where])))
        more = data.draw(st.sampled_from(["<b>&</b>", "\\u{202E}", "\n", "&", " ", "\\"]))
        more *= data.draw(st.integers(0, 900))
        typed[where] = (typed[where][:at] + more)[:INPUT]
    text_typed = replace(cut, pieces=tuple(typed))
    fitted = refitted(text_typed)
    assert joined(fitted) == joined(text_typed)
    assert all(counted(piece) <= INPUT for piece in fitted.pieces)
    assert len(fitted.glue) == len(fitted.pieces) - 1


def test_pieces_of_json_end_with_lines_where_they_can():
    cut = cut_json(json_text({f"key{number}": "x" * 50 for number in range(200)}))
    assert len(cut.pieces) > 3
    assert all(piece.endswith(",") for piece in cut.pieces[:-1])
    assert set(cut.glue) == {"\n"}


def test_one_text_above_three_thousand_characters_is_edited_in_several_inputs():
    payload = {"body": "word " * 1_500, "to": "a"}
    form, working = a_form(payload), Working(payload)
    whole = page_at(form, working)
    assert isinstance(whole, Page)
    row = whole.items[0]
    assert isinstance(row, Row)
    assert row.kind is RowKind.TEXT
    page = page_at(form, working, ("body",))
    assert isinstance(page, TextPage)
    assert not page.is_json
    assert len(page.inputs) == 4
    edited = take_text(form, working, ("body",), {1: page.inputs[1].replace("word", "WORD", 1)})
    done = finished(form, edited)
    assert not done.faults
    assert done.payload["body"].count("WORD") == 1
    assert done.payload["body"].lower() == payload["body"]


@pytest.mark.parametrize("schema", [None, {"type": "object"}])
def test_over_a_hundred_fields_over_sixty_kilobytes_or_deeper_is_text(schema):
    many = {f"k{number}": number for number in range(101)}
    assert isinstance(page_at(a_form(many, schema), Working(many)), TextPage)
    large = {f"k{number}": "x" * 1_000 for number in range(61)}
    assert isinstance(page_at(a_form(large, schema), Working(large)), TextPage)
    deep: object = "end"
    for _ in range(10):
        deep = {"in": deep}
    pages = list(pages_of(a_form(deep, schema), Working(deep)))
    assert [type(page) for page in pages] == [Page] * 8 + [TextPage]
    for payload in (many, large, deep):
        done = went_through(a_form(payload, schema), Working(payload))
        assert repr(done.payload) == repr(payload)


def test_a_hundred_fields_are_three_pages():
    payload = {f"k{number}": number for number in range(100)}
    form = a_form(payload)
    pages = [page_at(form, Working(payload), (), number) for number in range(4)]
    assert [(len(page.items), page.number, page.pages) for page in pages if isinstance(page, Page)] == [
        (40, 0, 3),
        (40, 1, 3),
        (20, 2, 3),
        (20, 2, 3),
    ]


def test_beyond_a_hundred_kilobytes_it_is_too_large():
    payload = {"a": "x" * 100_001}
    found = page_at(a_form(payload), Working(payload))
    assert isinstance(found, TooLarge)
    assert found.bytes > found.limit == 100_000


def test_so_many_inputs_are_a_page_of_the_text():
    payload = {f"k{number}": "&" * 600 for number in range(60)}
    pages = list(pages_of(a_form(payload), Working(payload), as_text=True))
    assert len(pages) > 1
    firsts = [page.first for page in pages if isinstance(page, TextPage)]
    assert firsts == [INPUTS_A_PAGE * number for number in range(len(pages))]
    assert all(counted(text) <= INPUT for page in pages if isinstance(page, TextPage) for text in page.inputs)


def test_hidden_values_are_put_back_where_their_mark_stands():
    payload = {"to": {"name": "Kim", "card": "4111"}, "n": 1}
    page = text_of(payload, ("to",), None, "card")
    assert "4111" not in page.inputs[0]
    assert "[redacted]" in page.hint
    form, working = a_form(payload, None, "card"), Working(payload)
    edited = take_text(form, working, ("to",), {0: page.inputs[0].replace("Kim", "Bo")})
    read = read_text(form, edited, ("to",))
    assert isinstance(read, Working)
    assert read.value == {"to": {"name": "Bo", "card": "4111"}, "n": 1}
    moved = take_text(form, working, ("to",), {0: '{"name": "[redacted]"}'})
    assert isinstance(read_text(form, moved, ("to",)), Refusal)


def test_a_path_that_is_hidden_is_hidden_in_a_part_as_well():
    payload = {"to": {"card": "4111", "x": 1}}
    page = text_of(payload, ("to",), None, "to.card")
    assert "4111" not in page.inputs[0]
    form = a_form(payload, None, "to.card")
    edited = take_text(form, Working(payload), ("to",), {0: page.inputs[0].replace("1", "2")})
    assert finished(form, edited).payload == {"to": {"card": "4111", "x": 2}}


def test_what_cannot_be_read_is_kept_and_told_with_its_path():
    payload = {"a": {"b": 1}}
    form = a_form(payload)
    edited = take_text(form, Working(payload), ("a",), {0: '{"b": oops'})
    done = finished(form, edited)
    assert [detail.path for detail in done.faults] == ["$.a"]
    below = page_at(form, edited, ("a",))
    assert isinstance(below, TextPage)
    assert below.inputs == ('{"b": oops',)
    dropped = dropped_text(edited, ("a",))
    assert finished(form, dropped).payload == payload


def test_phones_may_write_their_own_quotes():
    form = a_form({"a": {}})
    edited = take_text(form, Working({"a": {}}), ("a",), {0: "{“b”: −1}"})  # noqa: RUF001
    assert finished(form, edited).payload == {"a": {"b": -1}}


def test_emptied_a_part_that_may_go_is_left_out_and_another_is_refused():
    schema = {"type": "object", "required": ["b"], "properties": {"a": {}, "b": {}}}
    payload = {"a": {"x": 1}, "b": {"x": 1}}
    form = a_form(payload, schema)
    assert finished(form, take_text(form, Working(payload), ("a",), {0: " "})).payload == {"b": {"x": 1}}
    assert finished(form, take_text(form, Working(payload), ("b",), {0: ""})).faults


def test_a_number_that_cannot_be_read_stays_in_its_field():
    form, working = a_form({"n": 1}), Working({"n": 1})
    page = page_at(form, working)
    assert isinstance(page, Page)
    typed = take(working, page, {("n",): "1,000"})
    assert (typed.value, typed.unread) == ({"n": 1}, {"$.n": "1,000"})
    (fault,) = finished(form, typed).faults
    assert str(fault).startswith("$.n: Write the number without signs")
    again = page_at(form, typed)
    assert isinstance(again, Page)
    assert finished(form, take(typed, again, {("n",): "1000"})).payload == {"n": 1000}
