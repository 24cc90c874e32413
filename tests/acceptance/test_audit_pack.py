"""An auditor has the pack and the public key, and nothing else: no network, no database, no Slack, no settings."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import time
from pathlib import Path

from tests.acceptance.installation import Installation
from tests.acceptance.patience import until
from tests.acceptance.processes import COMMAND, environment
from tests.acceptance.workspace import SAM, Workspace

PERIOD = ("--from", "2020-01-01", "--to", "2120-01-01")
PATIENT = 120.0


def offline(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command in a folder of its own, cut off from every network."""
    cut_off = ["unshare", "--net", "--map-root-user"] if shutil.which("unshare") else []
    return subprocess.run(
        [*cut_off, COMMAND, *arguments], cwd=folder, env=environment(), check=False, capture_output=True, text=True
    )


def test_the_pack_is_checked_by_somebody_who_has_nothing_but_the_key(
    installation: Installation, slack: Workspace, tmp_path: Path
) -> None:
    made_key = installation.command("audit", "keygen", "--origin", "acme.example/sayso")
    public_key, key = made_key.stdout.strip(), installation.let_in("refund-bot")
    with installation.bot() as bot:
        agent = bot.agent(key)
        refund = agent.propose(40)["id"]
        slack.press(SAM, slack.card(refund), "Approve")
        assert agent.read(refund, wait=10)["status"] == "approved"
        proposed = [refund, *(agent.file_note(f"note {number}")["id"] for number in range(12))]
        probe = ("audit", "prove", proposed[-1], "--output", "probe.tlog-proof")
        until(lambda: installation.command(*probe).returncode == 0, "a checkpoint")
        packs = [
            installation.command("audit", "pack", name, *PERIOD, "--seed", "auditor's own words", "--sample", "13")
            for name in ("pack", "again")
        ]
    assert [made.returncode for made in packs] == [0, 0], packs
    assert "13 actions were proposed in the period; 13 were drawn" in packs[0].stdout
    auditor = tmp_path / "auditor"
    auditor.mkdir()
    shutil.move(installation.folder / "pack", auditor / "pack")
    page = (auditor / "pack" / "pack.html").read_text(encoding="utf-8")
    pack = json.loads((auditor / "pack" / "pack.json").read_text(encoding="utf-8"))
    again = json.loads((installation.folder / "again" / "pack.json").read_text(encoding="utf-8"))
    assert [item["action_id"] for item in pack["items"]] == [item["action_id"] for item in again["items"]]
    assert sorted(item["action_id"] for item in pack["items"]) == sorted(proposed)
    assert pack["population"]["decided"] == {"human": 1, "policy": 12}

    commands = [html.unescape(found) for found in re.findall(r"sayso (audit verify [^<]+)", page)]
    assert len(commands) == 1 + 13
    began = time.monotonic()
    for command in commands:
        done = offline(auditor / "pack", *command.replace("PUBLIC_KEY", public_key).split())
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    assert time.monotonic() - began < PATIENT
    assert "Sam Okafor" in page
    assert "What would run" in page
    assert "<script" not in page

    written = auditor / "pack" / "pack.json"
    for was, becomes in (('"proposed": 13', '"proposed": 12'), (proposed[3], proposed[4])):
        text = written.read_text(encoding="utf-8")
        written.write_text(text.replace(was, becomes), encoding="utf-8")
        done = offline(auditor, "audit", "verify", "pack", "--key", public_key)
        assert done.returncode == 1, done.stdout
        assert "not those of the log" in done.stdout
        written.write_text(text, encoding="utf-8")
