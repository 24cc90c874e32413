"""What is signed leaves by every way that the settings name, and an export of it satisfies a policy with a quorum."""

from __future__ import annotations

import asyncio
import shutil

import pytest
from structlog.testing import capture_logs

from bot.audit.checkpoint_file import CheckpointFile
from bot.audit.export import export_log
from bot.audit.key_file import new_key, write_keys
from bot.audit.trust import notes_in, read_trust
from bot.audit.verify import verify_folder, verify_proof
from bot.settings import Settings
from bot.start_refused import StartRefused
from bot.wiring.audit import keeper_of
from bot.wiring.departures import checkpoints_leave
from oversight.audit.log.proof import Proof
from oversight.usecases.audit.prove import prove_leaf
from storage.store import open_store
from tests.contract.test_audit_log import some_leaves, write_leaves
from tests.fakes.witness import FakeWitness

KEY = new_key("acme.example/sayso")


@pytest.fixture
async def store(tmp_path, migrated_file):
    async with open_store(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'sayso.db')}", serving=True) as store:
        yield store


@pytest.fixture
async def witness():
    async with FakeWitness("witness.example/w1", logs={KEY.name: KEY.verifier.written()}).serving() as witness:
        yield witness


@pytest.fixture
def settings_of(tmp_path):
    """With a key, and with this policy file if there is one."""
    write_keys(tmp_path / "key", (KEY,), anew=True)

    def made(policy=None, **more):
        if policy is not None:
            (tmp_path / "policy.txt").write_text(policy)
            more["audit_policy_file"] = tmp_path / "policy.txt"
        return Settings(audit_key_file=tmp_path / "key", **more)

    return made


class Kept:
    """Set when a witness has cosigned."""

    def __init__(self, book):
        self.real, self.event = book.cosign, asyncio.Event()

    async def __call__(self, *given):
        await self.real(*given)
        self.event.set()


async def test_checkpoints_leave_by_file_and_by_witness(store, witness, settings_of, tmp_path, monkeypatch):
    policy = f"log {KEY.verifier.written()}\nwitness W1 {witness.vkey} {witness.url}\nquorum W1\n"
    settings = settings_of(policy, audit_checkpoint_file=tmp_path / "checkpoints")
    keeper = keeper_of(settings, store)
    monkeypatch.setattr(store.audit, "cosign", kept := Kept(store.audit))
    await write_leaves(store, some_leaves(700))
    async with checkpoints_leave(settings, store, keeper) as checks:
        await keeper.beat()
        async with asyncio.timeout(5):
            await kept.event.wait()
        assert [check.name for check in checks] == ["checkpoint file", "witness W1"]
        assert [await check.problem() for check in checks] == [None, None]
        assert not any(check.essential for check in checks)
        (age,) = [str(await check.state()) for check in checks if check.state]
        assert age.startswith("its newest cosignature is of 700 leaves and ")
        assert str(await keeper.newest_words()).startswith("the newest checkpoint has 700 of 700 leaves and is ")
    # The way to the file may have been cut off in the middle; whoever starts next adds what is missing.
    await CheckpointFile(tmp_path / "checkpoints", store.audit).catch_up()
    assert notes_in((tmp_path / "checkpoints").read_text()) == [(await store.audit.newest_checkpoint(1)).note]
    trust = read_trust((), tmp_path / "policy.txt")
    await export_log(store.audit, tmp_path / "export", lambda _, __: None)
    # What lies in the file is not cosigned, and need not be: whether the log goes on from it is all that is asked.
    assert verify_folder(tmp_path / "export", trust, [tmp_path / "checkpoints"]).is_right
    proof = await prove_leaf(store.audit, None, 500)
    assert isinstance(proof, Proof)
    (tmp_path / "one.tlog-proof").write_text(proof.written())
    assert verify_proof(tmp_path / "one.tlog-proof", trust, ()).is_right


async def test_without_settings_nothing_leaves(store, settings_of):
    settings = settings_of()
    keeper = keeper_of(settings, store)
    await write_leaves(store, some_leaves(3))
    async with checkpoints_leave(settings, store, keeper) as checks:
        assert checks == ()
        await keeper.beat()
    assert (await store.audit.newest_checkpoint(1)).size == 3


@pytest.mark.parametrize(
    ("policy", "why"),
    [
        ("quorum none", "cannot be followed: the last line has no end"),
        ("witness W1 {vkey} witness.example\nquorum W1\n", "the URL of the witness W1 is none"),
        ("witness W1 {vkey} ftp://witness.example\nquorum W1\n", "the URL of the witness W1 is none"),
    ],
)
async def test_a_policy_file_that_cannot_be_followed_is_refused_at_the_start(store, settings_of, policy, why):
    settings = settings_of(policy.format(vkey=FakeWitness("witness.example/w1").vkey))
    with pytest.raises(StartRefused, match=why):
        async with checkpoints_leave(settings, store, keeper_of(settings, store)):
            pass


async def test_a_policy_file_that_is_not_there_is_refused_at_the_start(store, settings_of, tmp_path):
    settings = settings_of(audit_policy_file=tmp_path / "none")
    with pytest.raises(StartRefused, match="SAYSO_AUDIT_POLICY_FILE"):
        async with checkpoints_leave(settings, store, keeper_of(settings, store)):
            pass


async def test_a_policy_file_that_asks_nobody_or_believes_another_log_is_warned_of(store, settings_of):
    settings = settings_of(f"log {new_key('acme.example/other').verifier.written()}\nquorum none\n")
    with capture_logs() as said:
        async with checkpoints_leave(settings, store, keeper_of(settings, store)):
            pass
    assert [line["event"].partition(":")[0] for line in said if line["log_level"] == "warning"] == [
        "no witness is asked",
        "whoever follows the policy file does not believe this log",
    ]
