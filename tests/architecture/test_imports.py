from __future__ import annotations

import subprocess
import sys

from tests.architecture.source import PROJECT


def test_imports_go_only_in_the_house_s_direction():
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " kept" in done.stdout, done.stdout
