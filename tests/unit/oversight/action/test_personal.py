"""The log holds commitments to what is personal; once a salt is gone, nobody can find out the value."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from oversight.action.personal import PersonalValue, commitments, digest_in_log
from oversight.editing.personal import personal_values
from oversight.exact_json.canonical import canonical, sha256
from oversight.policy.personal_path import PersonalPath

RULES = (PersonalPath("email", "customer.id"), PersonalPath("customer.name", "customer.id"))
PAYLOAD = {"customer": {"id": "c-7", "name": "Ada", "email": "ada@example.org"}, "items": [{"email": "b@example.org"}]}


def salts():
    number = iter(range(1, 100))
    return lambda: f"{next(number):032x}"


def test_values_are_found_by_their_keys_at_any_depth_and_belong_to_their_subject():
    found = personal_values(PAYLOAD, RULES, salts())
    assert {one.path for one in found} == {("customer", "email"), ("items", 0, "email"), ("customer", "name")}
    assert {one.subject for one in found} == {"c-7"}
    assert len({one.salt for one in found}) == 3


def test_without_a_subject_in_the_payload_a_value_is_committed_to_all_the_same():
    (found,) = personal_values({"email": "ada@example.org"}, RULES[:1], salts())
    assert found.subject == ""


def test_a_commitment_can_be_checked_by_whoever_has_value_and_salt():
    one = PersonalValue(("email",), "c-7", "00" * 16)
    expected = hashlib.sha256(bytes(16) + canonical("ada@example.org")).hexdigest()
    assert one.commitment("ada@example.org") == f"sha256:{expected}"


@given(st.text(), st.text())
def test_the_digest_in_the_log_depends_on_the_salts_and_not_on_the_value_alone(value, other):
    payload, digest = {"email": value, "amount": 9}, "sha256:plain"
    salted = [digest_in_log(payload, digest, (PersonalValue(("email",), "c", salt * 32),)) for salt in "01"]
    assert len({digest, *salted, sha256(payload)}) == 4
    changed = digest_in_log(payload | {"email": other}, digest, (PersonalValue(("email",), "c", "0" * 32),))
    assert (changed == salted[0]) == (value == other)


def test_where_nothing_is_personal_the_log_has_the_plain_digest():
    assert digest_in_log(PAYLOAD, "sha256:plain", ()) == "sha256:plain"


def test_once_anything_is_erased_the_digest_stays_what_it_was():
    one, gone = PersonalValue(("email",), "c", "0" * 32), PersonalValue(("name",), "", "")
    assert digest_in_log({"email": "a", "name": "[erased]"}, "sha256:then", (one, gone)) == "sha256:then"
    assert commitments({"name": "[erased]"}, (gone,)) == {}
