"""What is built is what is installed: the two wheels belong together, and nobody else's package takes a part."""

from __future__ import annotations

import subprocess
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from tests.acceptance.wheels import DECOY_VERSION, decoy_index, other_peoples_environment, pip_install, server_wheel


def test_the_server_asks_for_the_client_of_its_own_release(wheels: Path) -> None:
    """Any other release of the package `sayso`, whoever made it, does not do."""
    client, server = metadata(wheels, "sayso"), metadata(wheels, "sayso_bot")
    asked_for = [text for text in server.get_all("Requires-Dist", []) if text.split("=")[0] == "sayso"]
    assert asked_for == [f"sayso=={client['Version']}"]
    assert server["Version"] == client["Version"]


def test_nothing_foreign_is_fetched_where_both_wheels_are_at_hand(wheels: Path, tmp_path: Path) -> None:
    """An index that has newer packages of every name is asked, and not one of them is taken."""
    python = other_peoples_environment(tmp_path / "venv")
    with decoy_index() as decoy:
        said = pip_install(python, str(server_wheel(wheels)), wheels=wheels, index=decoy.url)
        assert decoy.fetched == []
        assert "/simple/sayso/" in decoy.asked_for, "the decoy was in the way, or this shows nothing"
    version = metadata(wheels, "sayso")["Version"]
    assert f"Successfully installed sayso-{version} sayso-bot-{version}" in said.stdout
    done = subprocess.run(
        [python.with_name("sayso"), "--version"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, f"sayso {version}\n"), done


def test_the_decoy_is_taken_where_a_version_is_not_pinned(wheels: Path, tmp_path: Path) -> None:
    """The client by its bare name: this is what the pin is for."""
    python = other_peoples_environment(tmp_path / "venv")
    with decoy_index() as decoy:
        pip_install(python, "sayso", wheels=wheels, index=decoy.url)
        assert decoy.fetched == [f"/simple/sayso/sayso-{DECOY_VERSION}-py3-none-any.whl"]


def metadata(wheels: Path, name: str) -> Message:
    """What the wheel says of itself."""
    (file,) = wheels.glob(f"{name}-*.whl")
    with zipfile.ZipFile(file) as wheel:
        (about,) = (entry for entry in wheel.namelist() if entry.endswith(".dist-info/METADATA"))
        return message_from_bytes(wheel.read(about))
