"""What `deploy/` says agrees with what is built and with what the program needs."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib

import pytest
import yaml

from tests.architecture.source import PROJECT

DEPLOY = PROJECT / "deploy"


def built_from():
    wheel = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    return {
        *wheel["only-include"],
        *wheel["force-include"],
        "client",
        "LICENSE",
        "README.md",
        "pyproject.toml",
        "uv.lock",
    }


def test_the_image_is_built_from_what_the_wheels_are_built_from_and_nothing_else():
    lines = (PROJECT / ".dockerignore").read_text().splitlines()
    assert "*" in lines
    assert {line[1:] for line in lines if line.startswith("!")} == built_from()


def test_the_plain_folder_is_built_from_the_same():
    steps = (DEPLOY / "without-engine").read_text()
    packed = re.findall(r"client/tests ([\s\S]*?)\) \| tar -x", steps)[0]
    assert set(packed.replace("\\", " ").split()) == built_from()


def test_the_image_runs_as_nobody_and_is_asked_whether_it_is_well():
    stages = (DEPLOY / "Containerfile").read_text().split("\nFROM ")
    assert len(stages) == 3, "what comes before, what builds, what runs"
    for line in ("USER 10001:10001", "HEALTHCHECK ", "COPY --from=build /opt/sayso /opt/sayso"):
        assert f"\n{line}" in stages[-1]


def test_compose_gives_no_rights_and_starts_postgresql_only_when_asked():
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    for name in ("sayso", "migrate"):
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
    assert [name for name, service in services.items() if "profiles" not in service] == ["sayso"]


def test_the_unit_starts_what_the_page_installs():
    assert "\nExecStart=/opt/sayso/bin/sayso run\n" in (DEPLOY / "sayso.service").read_text()
    assert "-m venv /opt/sayso\n" in (PROJECT / "docs" / "how-to" / "deploy.md").read_text()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here (Debian: systemd)")
def test_systemd_knows_each_line_of_the_unit_and_finds_it_safe():
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(DEPLOY / "sayso.service")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == "", "a line that systemd does not know"
