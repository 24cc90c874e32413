"""An embedded Slack workspace: a strict stand-in for Web API, Socket Mode and interactivity, with a page.

`world` is what the workspace contains, `files` what was uploaded to it, `validation` what Slack refuses, `webapi` what
an app may call, `delivery` how payloads reach an app, `acts` what a person can do, `control` the same as JSON for
tests, and `page` the same for the eye. An app meets it over HTTP and WebSocket only, through the real Slack clients.
"""

import sys
from pathlib import Path

if sys.argv[0] == "-m" and not sys.flags.safe_path and Path(sys.path[0]).resolve() != Path(__file__).parents[1]:
    # `python -m sandbox` looks first into the working directory, where a queue.py would be taken for Python's own.
    del sys.path[0]
