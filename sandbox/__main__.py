"""`python -m sandbox`: the workspace by itself, for any Slack app."""

import argparse
import asyncio
import errno
import signal
import sys
from pathlib import Path

from sandbox.server import Sandbox


def main() -> None:
    """The sandbox has run until it was interrupted."""
    parser = argparse.ArgumentParser(prog="sandbox", description="A Slack workspace on this machine.")
    parser.add_argument("--port", type=int, default=8765, help="0 picks a free one")
    parser.add_argument("--manifest", type=Path, help="enforce this app manifest's scopes, commands and events")
    parser.add_argument("--request-url", help="deliver by signed HTTP to this address instead of Socket Mode")
    parser.add_argument("--rate-limits", choices=["on", "off"], default="on")
    options = parser.parse_args()
    sandbox = Sandbox(
        options.port,
        manifest_path=options.manifest,
        rate_limits=options.rate_limits == "on",
        request_url=options.request_url,
    )
    try:
        asyncio.run(_serve(sandbox))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        sys.exit(f"Port {options.port} is taken. Stop what uses it, or give --port 0 to pick a free one.")


async def _serve(sandbox: Sandbox) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)

    def say_where(url: str) -> None:
        sys.stdout.write(
            f"Sandbox workspace: {url}\n  Web API        {url}/api/\n"
            f"  bot token      {sandbox.bot_token}\n  app token      {sandbox.app_token}\n"
            f"  signing secret {sandbox.signing_secret}\n"
        )
        sys.stdout.flush()

    await sandbox.run_until(stopped, say_where)


if __name__ == "__main__":
    main()
