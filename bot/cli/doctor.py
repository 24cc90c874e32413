"""``sayso doctor``: what is wrong with an installation, and how to fix it."""

import typer
from rich.text import Text

from bot.cli.console import finish, out
from bot.cli.lists import AsJson, print_json
from bot.doctor.diagnosis import Diagnosis, Health, bad
from bot.doctor.examination import examine
from bot.logs.redaction import redacted
from bot.logs.secrets import secrets_of
from bot.settings.faults import read_settings, setting_note, setting_warnings
from bot.settings.sources import BadSettings
from handlers.http.doors.version import version

MARKS = {Health.OK: "[green]ok[/]  ", Health.WARN: "[yellow]warn[/]", Health.BAD: "[red]bad[/] "}
WRONG_SETTING = 2


def doctor(*, as_json: AsJson = False) -> None:
    """Say what is wrong with this installation, and how to fix it. Writes nothing."""

    async def work() -> None:
        async for part, finding in examine(settings, setting_warnings(), setting_note()):
            findings.append((part, finding))
            if not as_json:
                _print(finding)

    findings: list[tuple[str, Diagnosis]] = []
    code = 0
    try:
        settings = read_settings()
    except BadSettings as error:
        findings, code = [("settings", bad(f"Settings: {fault}", "")) for fault in error.faults], WRONG_SETTING
        for _, finding in findings if not as_json else ():
            _print(finding)
    else:
        redacted.hide(secrets_of(settings))
        finish(work())
        code = int(any(finding.health is Health.BAD for _, finding in findings))
    if as_json:
        print_json(
            {
                "version": version(),
                "ok": code == 0,
                "findings": [
                    {"part": part, "health": finding.health.value, "what": finding.what.strip(), "fix": finding.fix}
                    for part, finding in findings
                ],
            }
        )
    if code:
        raise typer.Exit(code)


def _print(finding: Diagnosis) -> None:
    out.print(MARKS[finding.health], Text(finding.what))
    if finding.fix:
        out.print("      →", Text(finding.fix))
