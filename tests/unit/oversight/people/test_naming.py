"""Whoever is meant by a name is meant in every spelling of it, and nobody else is."""
# ruff: noqa: RUF001 - letters that look like others are what this is about

import html
import json
import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.people.naming import read_names
from oversight.people.roll import Roll
from oversight.people.spelling import MOST_LAYERS, spellings
from oversight.voting.eligibility import answers_for
from tests.unit.oversight.builders import a_person, a_proposal, an_action, an_agent

SAM = a_person(
    "U0SAM",
    name="Sam Okafor",
    email="sam.okafor@acme.example",
    names=("sam", "Sam Okafor", "Sam N. Okafor", "W0SAM"),
)
SPELLINGS = (
    *("U0SAM", "u0sam", " U0SAM ", "U0SAM.", '"U0SAM"', "(U0SAM)", "[U0SAM]", "`U0SAM`", "*U0SAM*", "W0SAM"),
    *("@U0SAM", "<@U0SAM>", "<@u0sam>", "<@U0SAM|sam>", "<@U0SAM|lea>", "user:U0SAM", "slack:U0SAM", "T0/U0SAM"),
    *("user_U0SAM", "slack-user-U0SAM", "id=U0SAM", "T0HOME.U0SAM", "U0SAM@T0HOME", "urn:slack:user:U0SAM"),
    *("https://acme.slack.com/team/U0SAM", "slack://user?team=T0HOME&id=U0SAM", "https://acme.slack.com/team/sam"),
    *("https://app.slack.com/client/T0HOME/C0/user_profile/U0SAM", "https://acme.slack.com/app_redirect?channel=U0SAM"),
    *("U0SAM, U0LEA", "U0LEA,U0SAM", "U0LEA; U0SAM", "U0LEA/U0SAM", "U0LEA U0SAM", "U0LEA\nU0SAM", "lea and sam"),
    *("sam, lea", "Sam, Lea", "lea & sam", "lea + sam", "lea - sam", "@lea @sam", "sam|lea", "Lea Brandt, Sam Okafor"),
    *(
        "sam",
        "@sam",
        "SAM",
        "“sam”",
        "'sam'",
        "sam!",
        "sam…",
        "~sam",
        "sam:",
        "ACME\\sam",
        "uid=sam,dc=acme",
        "user sam",
    ),
    *("on behalf of sam", "requested by @sam", "sam's", "Sam’s request", "👤 sam", "sam 👍", "sam (Support)"),
    *("Sam Okafor", "sam okafor", "Sam  Okafor", "Sam\u00a0Okafor", "Sam\tOkafor", "Okafor, Sam", "OKAFOR Sam"),
    *("Sam Okafor (U0SAM)", "Sam Okafor <sam.okafor@acme.example>", "for Sam Okafor, please", "Sam Okafor [he/him]"),
    *("sam.okafor", "sam_okafor", "sam-okafor", "SamOkafor", "Sam", "Okafor", "Sam N. Okafor", "Okafor Sam N."),
    *("sam.okafor@acme.example", "Sam.Okafor@ACME.example.", "sam.okafor+bot@acme.example", "sam@acme.example"),
    *("mailto:sam.okafor@acme.example", "mailto:sam.okafor@acme.example?subject=x", "<sam.okafor@acme.example>"),
    *("sam.okafor%40acme.example", "%55%30SAM", "%2555%2530SAM", "Sam%20Okafor", "Sam+Okafor", "&#85;0SAM", "&#x73;am"),
    *(
        "&lt;@U0SAM&gt;",
        "\\u0073am",
        "\\x73am",
        "\\U00000073am",
        "\\ud835\\udcfc\\ud835\\udcea\\ud835\\udcf6",
        "\\\\u0055\\\\u0030SAM",
        '{"id": "U0SAM"}',
        '{"user":{"name":"sam"}}',
    ),
    *(
        "['sam']",
        "user: sam",
        "U0SAM\u200b",
        "U\u200d0\u2060S\ufeffAM",
        "s\u00adam",
        "\u202esam\u202c",
        "s\u034fam",
        "sam\ufe0f",
    ),
    *(
        "sam\u3164",
        "s\u0336a\u0336m\u0336",
        "Sám",
        "Sa\u0301m",
        "Ｕ０ＳＡＭ",
        "ｓａｍ",
        "𝓼𝓪𝓶",
        "ⓢⓐⓜ",
        "🅂🄰🄼",
        "⒮⒜⒨",
        "ꜱᴀᴍ",
        "🇸🇦🇲",
    ),
    *(
        "sam from Support",
        "Sam in Support",
        "Requested by Sam",
        "FOR SAM",
        "assigned to sam",
        "Sam And Lea",
        "sam...lea",
    ),
    *("U٠SAM", "U₀SAM", "s a m", "S a m   O k a f o r", "ˢᵃᵐ"),
)
OTHERS = (
    *("U0SAMX", "XU0SAM", "U0SA", "U0SAM2", "U0LEA", "<@U0LEA|lea>", "T0/U0LEA", "user:U0LEA", "W0SAMMY", "U0SAMU0LEA"),
    *("https://acme.slack.com/team/U0LEA", "slack://user?team=T0HOME&id=U0LEA", "https://acme.slack.com/team/samuel"),
    *(
        "Sam Lee",
        "sam lee",
        "@Sam Lee",
        "sam.lee",
        "sam_lee",
        "sam-lee",
        "samlee",
        "SamLee",
        "Sam Lee (U0LEE)",
        "Sam L.",
    ),
    *("Sam Lee <sam.lee@acme.example>", "sam.lee@acme.example", "Lee Sam", "Sam van Lee", "Sam O'Neill", "Sam Oka"),
    *(
        "Samuel",
        "samuel",
        "Samantha",
        "sammy",
        "Same",
        "Samuel Okafor",
        "Samson Okafor",
        "Samantha Okafor",
        "Sammy Okafor",
        "samuel.okafor2",
    ),
    *("Ada Okafor", "ada.okafor", "Okafor, Ada", "A. Okafor", "okafor@acme.example", "Okaforson", "Sam Okaforson"),
    *(
        "Sam Okafor-Lee",
        "Sam Okafors",
        "sam.okafor2",
        "sam.okafor.lee",
        "sam_okafor_bot",
        "notsam",
        "not-sam",
        "sam2",
        "xsam",
    ),
    *("sam@other.example", "sam.okafor@other.example", "sam@mail.acme.example", "sam.lee+sam@acme.example"),
    *(
        "Lea Brandt",
        "lea",
        "@lea",
        "Brandt, Lea",
        "lea.brandt@acme.example",
        "Lea Sam Brandt",
        "Devi Rao",
        "Mina Kovač",
    ),
    *("Sam To", "Or Sam Lee", "a.sam@acme.example", "sam.a", "Sam A", "the sam team", "SAML admin", "Lee, Samantha"),
    *("", " ", "@", "<@>", "<>", "mailto:", "👤", "…", "sаm", "Ѕаm", "customer 4711", "support", "the owner", "user"),
)
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u034f\ufe0f"
DRESS = "<>()[]{}\"'`*,;:|/!?=&~#… \n"


def asked_for(written):
    return an_action(proposal=a_proposal(on_behalf_of=written), agent=an_agent(owner=None))


@pytest.mark.parametrize("written", SPELLINGS)
def test_every_spelling_of_every_name_of_a_person_is_that_person(written):
    assert answers_for(SAM, asked_for(written))
    assert answers_for(SAM, an_action(agent=an_agent(owner=written)))


@pytest.mark.parametrize("written", OTHERS)
def test_the_name_of_somebody_else_is_not(written):
    assert not answers_for(SAM, asked_for(written))
    assert not answers_for(SAM, an_action(agent=an_agent(owner=written)))


def test_there_are_enough_of_both():
    assert len(set(SPELLINGS)) >= 60
    assert len(set(OTHERS)) >= 60


def test_two_who_share_a_name_are_both_meant():
    twin = a_person("U0TWIN", name="Sam Okafor", names=("samo",))
    assert Roll([SAM, twin]).named("Sam Okafor") == {"U0SAM", "U0TWIN"}
    assert Roll([SAM, twin]).named("samo") == {"U0TWIN"}


def test_a_family_name_before_a_comma_is_no_second_person():
    lea = a_person("U0LEA", name="Lea Brandt", names=("lea",))
    assert Roll([SAM, lea]).named("Lee, Sam") == frozenset()
    assert Roll([SAM, lea]).named("Lea, Sam") == {"U0LEA", "U0SAM"}, "both are somebody, so it is a list"
    assert Roll([SAM, lea]).named("lee, sam") == {"U0SAM"}, "handles are written small"
    assert answers_for(SAM, asked_for("Lee, Sam")), "where nobody could look, both readings count"


def test_apps_and_closed_accounts_ask_for_nothing():
    bot, gone = a_person("U0BOT", is_bot=True), a_person("U0GONE", is_deactivated=True)
    assert Roll([bot, gone]).named("U0BOT, U0GONE") == frozenset()


@pytest.mark.parametrize(
    ("called", "written"),
    [
        ("Mina Kovač", "mina kovac"),
        ("Łukasz Żółć", "Lukasz Zolc"),
        ("Søren Ærø", "Soren Aero"),
        ("山田 太郎", "山田太郎"),
        ("サム・オカフォー", "サム オカフォー"),
        ("José", "Jose\u0301"),
        ("IŞIK", "ışık"),
        ("Sam O'Kafor", "sam okafor"),
        ("Okafor, Sam (Support)", "Sam Okafor"),
        ("🦊 Sam Okafor | Support", "sam okafor"),
        ("Or Cohen", "or cohen"),
        ("राम कुमार", "राम कुमार"),
    ],
)
def test_names_are_compared_without_accents_and_decoration_in_any_script(called, written):
    assert answers_for(a_person("U1", name=called), asked_for(written))


@pytest.mark.parametrize(("called", "written"), [("か", "が"), ("राम", "रमि"), ("Sam To", "Sam Lo"), ("Kim", "Kin")])
def test_what_only_looks_related_is_another_name(called, written):
    assert not answers_for(a_person("U1", name=called), asked_for(written))


LETTERS = st.text("abcdefghijklmnop", min_size=3, max_size=8)
PERSONS = st.builds(
    lambda first, last, user, number: a_person(
        f"U0{number}{user.upper()}X",
        name=f"{first.title()} {last.title()}",
        email=f"{user}@acme.example",
        names=(user,),
    ),
    LETTERS,
    LETTERS,
    LETTERS,
    st.integers(0, 9),
)


@st.composite
def dressed(draw, name):
    """The name as an agent may write it: other letters for the same, something around it, something unseen inside."""
    for change in draw(st.lists(st.sampled_from(CHANGES), max_size=4)):
        name = change(name)
    if draw(st.booleans()):
        at = draw(st.integers(0, len(name)))
        name = name[:at] + draw(st.sampled_from(INVISIBLE)) + name[at:]
    before, after = draw(st.text(DRESS, max_size=4)), draw(st.text(DRESS, max_size=4))
    return before + name + after


def _wide(text):
    return "".join(chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character for character in text)


CHANGES = (
    str.upper,
    str.lower,
    _wide,
    lambda text: quote(text, safe=""),
    html.escape,
    lambda text: json.dumps({"user": text}),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: f"<@{text}>",
    lambda text: f"U0SOMEBODY, {text}",
    lambda text: f"slack:{text}",
)


@given(st.data(), PERSONS)
def test_any_name_in_any_dress_is_still_the_person(data, person):
    name = data.draw(st.sampled_from([person.id, person.name, *person.names, person.email]))
    written = data.draw(dressed(name))
    assert answers_for(person, asked_for(written)), written


@given(st.data(), PERSONS, st.text("qrstuvwxyz", min_size=3, max_size=8), st.text("qrstuvwxyz", min_size=3, max_size=8))
def test_no_dress_makes_a_stranger_of_somebody_into_them(data, person, first, last):
    name = data.draw(
        st.sampled_from([f"U1{first.upper()}", f"{first.title()} {last.title()}", first, f"{first}@other.example"])
    )
    written = data.draw(dressed(name))
    assert not answers_for(person, asked_for(written)), written


NASTY = st.lists(
    st.sampled_from(
        ["a ", "%25", "%41", "&amp;", "&#37;", "\\u0025", "+", "@x.y ", ", ", "and ", "\u200b", "ﷺ", "%5C", "amp;"]
    ),
    max_size=80,
).map(lambda parts: "".join(parts)[:200])


@given(st.text(max_size=200) | NASTY)
def test_whatever_an_agent_writes_is_read_with_bounded_work(written):
    assert len(read_names(written).keys) < 20_000
    assert len(spellings(written)) <= 2 * (1 + MOST_LAYERS)
