"""The whole examination: settings, policy, database, outbox, Slack."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.doctor.database import check_database
from bot.doctor.finding import Finding, bad, ok, warn
from bot.doctor.owners import check_owners
from bot.doctor.review import check_review
from bot.doctor.slack import check_slack
from bot.policy_source import load_policy
from bot.settings import Settings
from oversight.policy import Policy
from oversight.policy.reading import BadPolicy, warnings_in


async def examine(settings: Settings) -> list[Finding]:
    """Everything that the doctor can say, in the order in which it is best mended."""
    findings = [ok("Settings: all valid")]
    policy, more = _policy(settings)
    findings += more
    findings += [finding async for finding in check_database(settings)]
    client = AsyncWebClient(settings.slack_bot_token.get_secret_value(), base_url=settings.slack_base_url)
    findings += [finding async for finding in check_slack(settings, policy, client)]
    findings += [finding async for finding in check_owners(settings, client)]
    return findings


def _policy(settings: Settings) -> tuple[Policy | None, list[Finding]]:
    try:
        policy, text = load_policy(settings.policy_file)
    except BadPolicy as error:
        return None, [bad(f"Policy {settings.policy_file}: {f.path}: {f.problem}", f.mend) for f in error.faults]
    never = [warn(f"Policy {settings.policy_file}: {w.path}: {w.problem}", w.mend) for w in warnings_in(policy, text)]
    return policy, [ok(f"Policy {settings.policy_file}: valid, {policy.hash}"), *never, *check_review(policy)]
