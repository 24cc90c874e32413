# ruff: noqa: RUF001 - letters that look alike are what this is about
"""Addresses that are not what they look like are marked in words; ordinary writing of every script is not."""

import pytest

from blocks.lookalikes import lookalike_notices
from oversight.policy import CardHints
from tests.unit.blocks.actions import an_action
from tests.unit.blocks.slack_rules import all_text
from tests.unit.blocks.test_approval_card import card

MARKED = {
    "https://pаypal.com/x": "mixes Latin and Cyrillic letters: а is U+0430",
    "pаypal.com": "U+0430",
    "bob@gооgle.com": "U+043E",
    "аdmin@example.com": "U+0430",
    "http://user:x@pаypal.com:80/": "U+0430",
    "exаmple.com:8080": "U+0430",
    "payраl-login.com": "U+0440",
    "gοogle.com": "mixes Latin and Greek letters: ο is U+03BF",
    "gօogle.com": "Armenian",
    "https://Ꭰpple.com": "Cherokee",
    "https://аррӏе.com": "has Cyrillic letters that look Latin",
    "xn--pypal-4ve.com": "reads “pаypal.com”, which mixes",
    "XN--80AK6AA92E.com": "reads “аррӏе.com”",
    "https://paypaı.com": "ı (U+0131)",
    "bob@paypaı.com": "ı (U+0131)",
    "ｐａｙｐａｌ.com": "not the plain p",
    "g०ogle.com": "mixes digits",
    "see\nexаmple.com\tnow": "U+0430",
}

ORDINARY = [
    "https://пример.рф", "пример.com", "xn--e1afmkfd.xn--p1ai", "user@münchen.de", "http://παράδειγμα.gr",
    "https://例え.jp",
    "ב-example.com", "בexample.com", "وexample.com", "السلام. عليكم@example.com", "https://مثال.إختبار",
    "example.com पर",
    "詳細はhttps://example.comを参照", "価格はamazon.co.jpで", "네이버naver.com에서", "ที่example.comครับ",
    "ＡＢＣ株式会社",
    "mayıs.pdf", "kapalı.Sonra", "т.е. и т.д.", "n.º 5", "2.5µm", "отчёт_final.pdf", "Привет.Как дела", "naïve.café",
    "\nпример.com", "👩‍👩‍👧.com 🏳️‍🌈 1️⃣.com", "Größe.Straße@web.de", "नमस्ते.दुनिया", "https://ru.wikipedia.org/wiki/АС/DC",
]  # fmt: skip


@pytest.mark.parametrize(("text", "why"), MARKED.items())
def test_an_address_that_is_not_what_it_looks_like_is_marked(text, why):
    (said,) = lookalike_notices({"to": text})
    assert why in said


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_writing_is_not_marked(text):
    assert lookalike_notices({"to": text, text: [text]}) == []


def test_of_many_the_first_are_named_and_the_others_counted():
    said = lookalike_notices([f"а{n}.com" for n in range(9)] + [f"pаy{n}.com" for n in range(5)])
    assert len(said) == 3
    assert "more addresses" in said[-1]


def test_what_cards_hide_is_not_named():
    assert lookalike_notices({"secret": "pаypal.com"}, CardHints(redact=("secret",))) == []


def test_the_card_says_it_to_eye_and_ear():
    letter = card(an_action({"url": "https://pаypal.com"}))
    for told in (all_text(letter.blocks), letter.text):
        assert "Look-alike letters: “https://pаypal.com” mixes Latin and Cyrillic letters" in told
    assert "Look-alike" not in all_text(card(an_action()).blocks)
