"""The whole examination: settings, policy, database, outbox, Slack. Nothing is written anywhere."""

from collections.abc import AsyncIterator, Iterable

from slack_sdk.web.async_client import AsyncWebClient

from bot.doctor.database import check_database
from bot.doctor.diagnosis import Diagnosis, Health, bad, ok, warn
from bot.doctor.owners import check_owners
from bot.doctor.review import check_review
from bot.doctor.slack import check_slack
from bot.policy.source import NoPolicyFile, load_policy
from bot.settings import Settings
from bot.settings.names import SettingWarning
from oversight.policy import Policy
from oversight.policy.file.reading import BadPolicy, FaultAtLine, warnings_in

PATIENCE_SECONDS = 10
"""For each question to Slack."""


async def examine(
    settings: Settings, warnings: Iterable[SettingWarning] = (), note: str | None = None
) -> AsyncIterator[tuple[str, Diagnosis]]:
    """Everything that the doctor can say, each with the part that it is about, in the order of fixing.

    ``warnings`` and ``note`` are about the environment.
    """
    yield "settings", ok("Settings: all valid")
    for warning in warnings:
        yield "settings", warn(f"Settings: {warning.problem}", warning.fix)
    if note:
        yield "settings", ok(f"Settings: {note}")
    policy, findings = _policy(settings)
    for finding in findings:
        yield "policy", finding
    async for finding in check_database(settings):
        yield "database", finding
    client = AsyncWebClient(
        settings.slack_bot_token.get_secret_value(), base_url=settings.slack_base_url, timeout=PATIENCE_SECONDS
    )
    is_answering = False
    async for finding in check_slack(settings, policy, client):
        is_answering = is_answering or finding.health is Health.OK
        yield "slack", finding
    if is_answering:
        async for finding in check_owners(settings, client):
            yield "owners", finding


def _policy(settings: Settings) -> tuple[Policy | None, list[Diagnosis]]:
    try:
        policy, text = load_policy(settings.policy_file)
    except NoPolicyFile as error:
        return None, [bad(f"Policy: {error.problem}", error.fix)]
    except BadPolicy as error:
        return None, [bad(_place(settings, fault), fault.fix) for fault in error.faults]
    never = [warn(_place(settings, warning), warning.fix) for warning in warnings_in(policy, text)]
    return policy, [ok(f"Policy {settings.policy_file}: valid, {policy.hash}"), *never, *check_review(policy)]


def _place(settings: Settings, fault: FaultAtLine) -> str:
    return f"Policy {settings.policy_file}: line {fault.line}, {fault.path}: {fault.problem}"
