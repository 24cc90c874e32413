"""Where the audit log's checkpoints are posted, and how often."""

from datetime import timedelta

import pytest

from oversight.policy.audit_channel import AuditChannel
from oversight.policy.file.reading import read_policy
from tests.unit.oversight.builders import POLICY
from tests.unit.oversight.policy.file.bad_policy import only_fault


def section(text):
    return f"{POLICY}\naudit: {text}\n"


def test_without_the_section_nothing_is_posted_and_the_hash_is_as_before():
    assert read_policy(POLICY).audit is None
    assert read_policy(POLICY).hash == read_policy(section("null")).hash
    assert read_policy(POLICY).hash != read_policy(section('{channel: "#log"}')).hash


@pytest.mark.parametrize(
    ("every", "span"), [("", {"hours": 1}), (", every: 1m", {"minutes": 1}), (", every: 7d", {"days": 7})]
)
def test_the_section_as_it_is_written(every, span):
    read = read_policy(section(f'{{channel: "#log"{every}}}'))
    assert read.audit == AuditChannel("#log", timedelta(**span))


@pytest.mark.parametrize("wrong", ["every: 59s", "every: 8d", "every: 1", "evry: 1h", 'channel: "log"'])
def test_what_is_wrong_is_named(wrong):
    written = {"channel": '"#log"'} | dict([wrong.split(": ")])
    fault = only_fault(section("{" + ", ".join(f"{key}: {value}" for key, value in written.items()) + "}"))
    assert fault.path == f"$.audit.{wrong.split(':')[0]}"


def test_a_channel_has_to_be_named():
    assert only_fault(section("{every: 1h}")).path == "$.audit.channel"
