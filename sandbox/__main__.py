"""`python -m sandbox`: the workspace by itself, for any Slack app."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path
from typing import Final

import yaml

from sandbox.server import Sandbox

_HIGHEST_PORT: Final = 65_535


def main() -> None:
    """The sandbox has run until it was interrupted."""
    parser = argparse.ArgumentParser(prog="sandbox", description="A Slack workspace on this machine.")
    parser.add_argument("--port", type=port_number, default=8765, help="if taken, the next free one; 0 picks any")
    parser.add_argument("--manifest", type=Path, help="enforce this app manifest's scopes, commands and events")
    parser.add_argument(
        "--request-url", type=http_address, help="deliver by signed HTTP to this address instead of Socket Mode"
    )
    parser.add_argument("--rate-limits", choices=["on", "off"], default="on")
    options = parser.parse_args()
    try:
        sandbox = Sandbox(
            options.port,
            manifest_path=options.manifest,
            rate_limits=options.rate_limits == "on",
            request_url=options.request_url,
            or_next_port=True,
        )
    except OSError as error:
        sys.exit(f"The manifest cannot be read: {error.strerror}: {options.manifest}")
    except (yaml.YAMLError, AttributeError, KeyError, TypeError):
        sys.exit(f"{options.manifest} is no app manifest. `sayso manifest` prints one.")
    try:
        asyncio.run(_serve(sandbox, options.port))
    except PermissionError:
        sys.exit(f"Port {options.port} is not for everybody. Give one above 1023, or --port 0 to pick a free one.")


def port_number(text: str) -> int:
    """The port that this option names."""
    port = int(text)
    if not 0 <= port <= _HIGHEST_PORT:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return port


def http_address(text: str) -> str:
    """The address that this option names."""
    if not text.startswith(("http://", "https://")):
        raise argparse.ArgumentTypeError("the request URL starts with http:// or https://")
    return text


async def _serve(sandbox: Sandbox, wanted: int) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)

    def say_where(url: str) -> None:
        port = url.rpartition(":")[2]
        if wanted and port != str(wanted):
            sys.stderr.write(f"Port {wanted} is taken, so the page is on the next free one, {port}.\n")
        sys.stdout.write(
            f"Sandbox workspace: {url}\n  Web API        {url}/api/\n"
            f"  bot token      {sandbox.bot_token}\n  app token      {sandbox.app_token}\n"
            f"  signing secret {sandbox.signing_secret}\n"
        )
        sys.stdout.flush()

    await sandbox.run_until(stopped, say_where)


if __name__ == "__main__":
    main()
