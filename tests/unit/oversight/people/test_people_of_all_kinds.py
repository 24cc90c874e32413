"""Names with accents, apostrophes and dashes, of one word or five, in any script: each is found, and nobody else."""

import pytest

from oversight.people.roll import Roll
from oversight.voting.eligibility import answers_for
from tests.unit.oversight.builders import a_proposal, an_action, an_agent
from tests.unit.oversight.people.of_all_kinds import MEANT, OTHERS, PEOPLE


def asked_for(written):
    return an_action(proposal=a_proposal(on_behalf_of=written), agent=an_agent(owner=None))


@pytest.mark.parametrize("who", MEANT)
def test_whatever_a_name_is_made_of_every_way_to_write_it_means_the_person(who):
    person = PEOPLE[who]
    assert [written for written in MEANT[who] if not answers_for(person, asked_for(written))] == []


def test_a_list_with_nothing_but_spaces_means_everybody_on_it_where_each_is_somebody():
    roll = Roll(PEOPLE.values())
    assert roll.named("sam lea") == {"U0SAM", "U0LEA"}
    assert roll.named("sam lea mina") == {"U0SAM", "U0LEA", "U0MINA"}
    assert roll.named("sam lee") == frozenset(), "Sam Lee is one person, and not here"


@pytest.mark.parametrize("written", OTHERS)
def test_other_people_and_things_are_nobody_here(written):
    assert Roll(PEOPLE.values()).named(written) == frozenset()


def test_there_are_enough_ways_and_enough_others():
    assert sum(map(len, MEANT.values())) >= 300
    assert len(OTHERS) >= 80


def in_code(text, layers):
    for _ in range(layers):
        text = text.replace("%", "%25")
    return text


@pytest.mark.parametrize(
    "filling", ["\ufdfa" * 60 + " ", "\ufdfb" * 150 + ", ", "\u33ae" * 150 + ", ", "\ufb03" * 190 + " "]
)
def test_letters_that_are_long_when_written_out_push_no_name_out_of_sight(filling):
    assert answers_for(PEOPLE["sam"], asked_for(f"{filling}U0SAM"))


@pytest.mark.parametrize("layers", [1, 7, 30, 90])
def test_no_number_of_encodings_hides_a_name(layers):
    written = f"U0SA{in_code('%4D', layers)}"
    assert len(written) <= 200, "longer than this is not taken"
    assert answers_for(PEOPLE["sam"], asked_for(written))
