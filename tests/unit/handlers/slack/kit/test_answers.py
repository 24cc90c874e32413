"""What Slack's answers mean is known without loading the listeners."""

import subprocess
import sys

import pytest


@pytest.mark.slow
def test_who_only_calls_slack_loads_no_listener():
    program = "import sys, handlers.slack.kit.answers; print(sorted({'slack_bolt', 'oversight'} & sys.modules.keys()))"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
