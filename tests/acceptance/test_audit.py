"""The log as its users meet it: a key is made, a stranger checks what happened, a restored backup is noticed."""

from __future__ import annotations

import json

import pytest

from oversight.audit.log.keys import COSIGNATURE, SigningKey
from tests.acceptance.http_call import call
from tests.acceptance.installation import Bot, Installation
from tests.acceptance.patience import until
from tests.acceptance.workspace import SAM, Workspace

ORIGIN = "acme.example/sayso"
AUDIT = "audit log"
COSIGNER = SigningKey("witness.example/w", b"w" * 32, COSIGNATURE).verifier.written()
ANOTHER = SigningKey(ORIGIN, b"another" * 4 + b"key!").verifier.written()


@pytest.fixture
def public_key(installation: Installation) -> str:
    """The public half of a key that was made as an operator makes it."""
    done = installation.command("audit", "keygen", "--origin", ORIGIN)
    assert done.returncode == 0, done
    return done.stdout.strip()


def right(installation: Installation, *arguments: str) -> str:
    """What a command says that ends well."""
    done = installation.command("audit", *arguments)
    assert done.returncode == 0, (done.stdout, done.stderr)
    return done.stdout


def wrong(installation: Installation, *arguments: str) -> str:
    """What a command says that does not."""
    done = installation.command("audit", *arguments)
    assert done.returncode == 1, (done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def metric(bot: Bot, name: str) -> float:
    """What Prometheus reads."""
    lines = call("GET", f"{bot.url}/metrics").text.splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith(f"{name} ")))


def is_signed(installation: Installation, action: str) -> bool:
    """Whether a checkpoint covers everything about the action so far."""
    done = installation.command("audit", "prove", action, "--output", "probe.tlog-proof")
    return done.returncode == 0


def test_a_stranger_checks_what_happened(installation: Installation, slack: Workspace, public_key: str) -> None:
    key = installation.let_in("refund-bot")
    with installation.bot() as bot:
        agent = bot.agent(key)
        action = agent.propose(40)["id"]
        slack.press(SAM, slack.card(action), "Approve")
        assert agent.read(action, wait=10)["status"] == "approved"
        until(lambda: is_signed(installation, action), "a checkpoint")
        right(installation, "export", "first")
        for number in range(300):
            agent.file_note(f"note {number}")
        last = agent.file_note("the last")["id"]
        until(lambda: is_signed(installation, last), "another checkpoint")
        assert bot.unready(AUDIT) is None
        until(lambda: metric(bot, "sayso_audit_unsigned") == 0, "the metric")
        assert metric(bot, "sayso_audit_refused") == 0
        story = right(installation, "show", action)
        right(installation, "export", "whole")
        right(installation, "export", "whole")
    assert "Sam Okafor (U0SAM of T" in story
    assert "known by slack_socket" in story
    assert "Refund" in story
    told = right(installation, "verify", "whole", "--key", public_key, "--against", "first")
    assert "each as it was signed" in told
    right(installation, "prove", action)
    proved = right(installation, "verify", f"{action}.tlog-proof", "--key", public_key)
    assert json.loads(proved.splitlines()[1])["kind"] == "action.decided"
    right(
        *(installation, "prove", "--since", "first/checkpoint", "--until", "whole/checkpoint", "--output", "grew.txt")
    )
    grew = right(installation, "verify", "grew.txt", "--key", public_key, "--against", "first/checkpoint")
    assert "only grew" in grew
    assert "not signed by a log of this name" in wrong(installation, "verify", "whole", "--key", ANOTHER)
    assert "whom to believe" in wrong(installation, "verify", "whole")
    policy = installation.folder / "policy.txt"
    policy.write_text(f"log {public_key}\nquorum none\n")
    assert "each as it was signed" in right(installation, "verify", "whole", "--policy", "policy.txt")
    policy.write_text(f"log {public_key}\nwitness w {COSIGNER}\nquorum w\n")
    assert "the quorum w is not reached" in wrong(installation, "verify", "whole", "--policy", "policy.txt")
    entries = installation.folder / "whole" / "tile" / "entries" / "000"
    entries.write_bytes(entries.read_bytes().replace(b'"vote":"approve"', b'"vote":"reject!"'))
    told = wrong(installation, "verify", "whole", "--key", public_key)
    assert "First bad index:" in told
    assert "Nothing was overwritten" in wrong_export(installation)


def wrong_export(installation: Installation) -> str:
    """An export into a folder whose tree is another one."""
    tile = next((installation.folder / "whole" / "tile" / "0").glob("000"))
    tile.write_bytes(bytes(len(tile.read_bytes())))
    return wrong(installation, "export", "whole")


def test_a_restored_backup_is_not_signed_until_a_new_log_begins(
    installation: Installation, slack: Workspace, public_key: str
) -> None:
    key = installation.let_in("note-bot")
    with installation.bot() as bot:
        first = bot.agent(key).file_note("before the backup")["id"]
        until(lambda: is_signed(installation, first), "a checkpoint")
        saved = installation.command("backup", "--to", "saved/").stdout.strip()
        later = bot.agent(key).file_note("after the backup")["id"]
        until(lambda: is_signed(installation, later), "another checkpoint")
        right(installation, "export", "old")
    assert installation.command("restore", saved).returncode == 0
    with installation.bot() as bot:
        until(lambda: bot.unready(AUDIT), "a refusal")
        assert "went back in time" in str(bot.unready(AUDIT))
        until(lambda: metric(bot, "sayso_audit_refused") == 1, "the metric")
        until(bot.is_ready, "readiness: agents are served all the same")
        bot.agent(key).file_note("meanwhile")
    told = wrong(installation, "resume")
    assert "went back in time" in told
    assert "sayso audit resume --new-log" in told
    began = right(installation, "resume", "--new-log").splitlines()
    new_key = began[-1]
    assert f"{ORIGIN}/2" in new_key
    with installation.bot() as bot:
        after = bot.agent(key).file_note("in the new log")["id"]
        until(lambda: is_signed(installation, after), "a checkpoint of the new log")
        assert bot.unready(AUDIT) is None
        right(installation, "export", "new")
    right(installation, "verify", "new", "--key", new_key)
    right(installation, "verify", "old", "--key", public_key)
    entries = (installation.folder / "new" / "tile" / "entries").rglob("*")
    data = b"".join(file.read_bytes() for file in entries if file.is_file())
    first_leaf = json.loads(data[2 : 2 + int.from_bytes(data[:2], "big")])
    assert first_leaf["kind"] == "log.began"
    assert first_leaf["old_checkpoint"] == (installation.folder / "old" / "checkpoint").read_text()
    assert b"meanwhile" not in data, "leaves hold no payloads"


def test_without_a_key_nothing_is_signed_and_everybody_is_told(installation: Installation, bot: Bot) -> None:
    assert "no signing key" in str(bot.unready(AUDIT))
    until(bot.is_ready, "readiness without a key")
    assert "Nothing is signed yet" in wrong(installation, "export", "nothing")
    key_file = installation.folder / "var" / "sayso-audit.key"
    right(installation, "keygen", "--origin", ORIGIN)
    key_file.chmod(0o644)
    assert "chmod 600" in wrong(installation, "status")
    key_file.chmod(0o600)
    assert "already" in wrong(installation, "keygen", "--origin", ORIGIN)
    right(installation, "keygen", "--add")
    assert len(key_file.read_text().splitlines()) == 2
