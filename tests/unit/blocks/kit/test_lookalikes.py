# ruff: noqa: RUF001 - letters that look alike are what this is about
"""Addresses that are not what they look like are marked in words; ordinary writing of every script is not."""

import pytest

from blocks.kit.lookalikes import LOOKED_AT, _why_of_one, lookalike_notices
from oversight.policy import CardHints
from tests.unit.blocks.actions import an_action
from tests.unit.blocks.card.test_approval_card import card
from tests.unit.blocks.editing.windows import edit_modal
from tests.unit.blocks.slack_rules import all_text

SECRET = CardHints(redact=("secret",))
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
    "//exаmple.com/x": "U+0430",
    "https:/exаmple.com": "U+0430",
    "https://paypal.com@evil.example/login": "leads to evil.example, not to paypal.com",
    "https://paypal.com:443@evil.example:80": "leads to evil.example, not to paypal.com",
    "see https://google.com%40evil.example": "has a sign in code (%)",
    "http://2130706433/": "leads to 127.0.0.1",
    "http://0x7f.1": "leads to 127.0.0.1",
    "http://017700000001:80/": "leads to 127.0.0.1",
    "http://0177.0.0.1.": "leads to 127.0.0.1",
    "http://user@3232235777": "leads to 192.168.1.1",
    "http://1.2.3.4.5": "an address written as numbers",
    "https://google\u3002com": "has \u3002 (U+3002)",
    "https://google.com\uff0flogin.evil.example": "(U+FF0F), which is not the plain sign",
    "https://google.com\u2044login.evil.example": "(U+2044)",
    "https://google.com\uff03.evil.example": "(U+FF03)",
    "https://google.com%2Fx@evil.example": "leads to evil.example, not to google.com",
    "请访问https://gооgle.com": "U+043E",
    "link:https://gооgle.com": "U+043E",
    "см.https://gооgle.com": "U+043E",
    "लिंकhttps://gооgle.comपर": "U+043E",
    "https://archive.example/https://gооgle.com": "U+043E",
    "https://שlack.com": "mixes Latin and Hebrew letters",
    "bill@асме.com": "has Cyrillic letters that look Latin",
    "https://ᏀᎾᎾᏀᏞᎬ.com": "has Cherokee letters that look Latin",
    "https://xn--google-.com": "in a code (xn--) that nobody can read",
    "https://xn--a.com": "in a code (xn--) that nobody can read",
}

ORDINARY = [
    "https://пример.рф", "пример.com", "xn--e1afmkfd.xn--p1ai", "user@münchen.de", "http://παράδειγμα.gr",
    "https://例え.jp",
    "ב-example.com", "בexample.com", "وexample.com", "السلام. عليكم@example.com", "https://مثال.إختبار",
    "example.com पर",
    "詳細はhttps://example.comを参照", "価格はamazon.co.jpで", "네이버naver.com에서", "ที่example.comครับ",
    "ＡＢＣ株式会社",
    "mayıs.pdf", "kapalı.Sonra", "т.е. и т.д.", "n.º 5", "2.5µm", "отчёт_final.pdf", "Привет.Как дела", "naïve.café",
    "Δt.ms", "x.Δy", "ﬁle.txt", "µTorrent.exe", "C:/Отчёты2/файл.txt",
    "http://127.0.0.1:80/", "http://10.0.0.1.", "https://[::1]:80/",
    "https://user:p%40ss@host.example/", "https://org@dev.azure.com/", "https://1password.com",
    "https://%s/%d", "git@github.com:a/b",
    "请看https://example.com。谢谢", "https://例え。jp", "https://example.com/a？b",
    "ดูที่https://www.example.comนะ", "לhttps://example.com/he", "https://example.comשלום", "Смотри:https://example.com",
    "https://archive.example/https://пример.рф/", "текст.txt", "смета.xlsx", "https://שלום.com", "https://ไทย.com",
    "postgres://u:p@db.internal:5432/x", "order://4711",
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
    assert lookalike_notices({"secret": "pаypal.com"}, SECRET) == []


def test_the_card_says_it_to_eye_and_ear():
    letter = card(an_action({"url": "https://pаypal.com"}))
    for told in (all_text(letter.blocks), letter.text):
        assert "Look-alike letters: “https://pаypal.com” mixes Latin and Cyrillic letters" in told
    assert "Look-alike" not in all_text(card(an_action()).blocks)


def test_whoever_edits_the_payload_is_told_of_it_too():
    window = edit_modal(an_action({"url": "https://paypal.com@evil.example", "secret": "pаypal.com"}), "m", SECRET)
    assert "leads to evil.example, not to paypal.com" in all_text(window["blocks"])
    assert "U+0430" not in all_text(window["blocks"])


def test_of_a_huge_address_only_a_beginning_is_kept_in_memory():
    _why_of_one.cache_clear()
    for end in range(5):
        lookalike_notices({"to": f"pаypal.{'a' * 10_000}{end}.com"})
    assert _why_of_one.cache_info().currsize == 1


def test_of_too_many_addresses_it_is_said_that_the_others_were_not_checked():
    many = [f"größe{number}.pdf" for number in range(LOOKED_AT)]
    assert lookalike_notices({"files": [*many, many[0]]}) == []
    (said,) = lookalike_notices({"files": [*many, "pаypal.com"]})
    assert said == "⚠️ Only 1,000 addresses were checked for look-alike letters. Check the others yourself"
    both = lookalike_notices({"files": ["pаypal.com", *many]})
    assert "pаypal.com" in both[0]
    assert both[1:] == [said]
