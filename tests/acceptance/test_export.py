"""What is remembered goes through a pipe, whole or as much of it as the reader takes."""

import asyncio
import json
import subprocess

import pytest
from msgspec.structs import replace

from oversight.policy.file.reading import read_policy
from storage.policies import SqlPolicies
from storage.store import open_store
from tests.acceptance.installation import POLICY, Installation
from tests.acceptance.processes import COMMAND, environment
from tests.builders import NOON, a_proposal, an_action, decided, new

MANY = 2_000
"""More than a pipe takes up."""


@pytest.fixture
def answered(installation: Installation) -> Installation:
    """An installation in which people have answered a lot."""
    text = POLICY.read_text(encoding="utf-8")

    async def fill() -> None:
        async with open_store(installation.settings["SAYSO_DATABASE_URL"], serving=False) as store:
            policy_hash = read_policy(text).hash
            await SqlPolicies(store.database).remember(policy_hash, text, NOON)
            answers = [
                decided(an_action(proposal=a_proposal(reasoning="Because. " * 20), policy_hash=policy_hash), at=NOON)
                for _ in range(MANY)
            ]
            await store.actions.commit_all([new(replace(answer, revision=1)) for answer in answers])

    asyncio.run(fill())
    return installation


def piped(installation: Installation, what: str, reader: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", f"{COMMAND} export {what} | {reader}"],
        cwd=installation.folder,
        env=environment(**installation.settings),
        check=False,
        capture_output=True,
        text=True,
        timeout=90,
    )


def test_every_line_arrives(answered: Installation) -> None:
    done = piped(answered, "feedback --format sft", "cat")
    assert len([json.loads(line)["messages"] for line in done.stdout.splitlines()]) == MANY
    assert f"{MANY} records" in done.stderr


@pytest.mark.parametrize("what", ["feedback", "actions"])
def test_a_reader_that_has_enough_ends_it_without_a_word(answered: Installation, what: str) -> None:
    done = piped(answered, what, "head -n 1")
    assert json.loads(done.stdout)["id"].startswith("act_")
    assert done.stderr == ""
