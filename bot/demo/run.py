"""``sayso demo``: the whole product on this machine, with an embedded Slack and four agents that ask."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr
from rich.console import Console

from bot.audit.key_file import new_key
from bot.demo.agents import demo_crew, run_agents
from bot.demo.sandbox_process import SandboxProcess, Workspace
from bot.demo.terminal import Terminal
from bot.logs import configure_logging
from bot.program import Program
from bot.settings import Settings
from bot.wiring.operator_store import register_agent
from oversight.usecases.review.post_digest import post_digest

YOURS = "my-first-agent"
"""Whose key the newcomer is given."""
OWNER = "U0OLI"
"""Answers for the agents, and so approves nothing of theirs."""
FIRST_DIGEST_AFTER = 180.0
"""Seconds, in which the agents have done enough to look at."""


async def run_demo(*, port: int, traffic: Sequence[Path] = ()) -> None:
    """Everything runs until it is interrupted; nothing of it is kept."""
    configure_logging("warning", "text")
    if traffic:
        os.environ["SAYSO_DEMO_TRAFFIC"] = os.pathsep.join(map(str, traffic))
    console = Console(highlight=False, soft_wrap=True)
    with TemporaryDirectory(prefix="sayso-demo-") as folder:
        async with SandboxProcess(port) as slack, Program(_settings(slack.workspace, Path(folder))) as program:
            crew = demo_crew(Terminal(console))
            keys = {name: await _key(name, program) for name in crew}
            _greet(console, slack.workspace.url, program.url, await _key(YOURS, program, owner=None))
            tasks = [
                asyncio.create_task(run_agents(program.url, keys, crew, console)),
                asyncio.create_task(_first_digest(program)),
            ]
            try:
                await program.until_stopped()
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
    console.print("\n  Stopped. Nothing was kept. Goodbye!")


async def _first_digest(program: Program) -> None:
    """Nobody waits for Monday to see a digest."""
    await asyncio.sleep(FIRST_DIGEST_AFTER)
    await post_digest(program.ports.clock.now(), program.ports)


async def _key(agent: str, program: Program, owner: str | None = OWNER) -> str:
    key = await register_agent(agent, program.store, owner=owner)
    assert isinstance(key, str), "the demo's database is new, so no name is taken"
    return key


def _settings(workspace: Workspace, folder: Path) -> Settings:
    return Settings(
        database_url=SecretStr(f"sqlite:///{folder / 'sayso.db'}"),
        policy_file=Path(__file__).with_name("policy.yml"),
        run_dir=folder,
        audit_key_file=folder / "sayso-audit.key",
        audit_key=SecretStr(new_key("sayso.demo/audit").written()),
        port=0,
        slack_bot_token=SecretStr(workspace.bot_token),
        slack_app_token=SecretStr(workspace.app_token),
        slack_signing_secret=SecretStr(workspace.signing_secret),
        slack_base_url=f"{workspace.url}/api/",
    )


def _greet(console: Console, page: str, api: str, key: str) -> None:
    console.print()
    console.print(f"  [bold]Open {page}[/] and press Approve, Modify or Reject; switch persons at the lower left.")
    console.print(f"  Agents' API: {api}  (documentation: {api}/docs)")
    console.print("  Leave a social post alone and it runs out after 30 seconds: nobody's silence approves it.")
    console.print("  After three minutes Lea finds a digest in #agent-digest; /approvals digest makes another.")
    console.print("  Propose something yourself:")
    console.print(f"    curl {api}/v1/actions -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' \\")
    console.print("""      -d '{"action_type":"moon.launch","description":"Launch","payload":{"rocket":"Saturn V"}}'""")
    console.print("  Stop with Ctrl+C. Nothing is kept.")
    console.print()
