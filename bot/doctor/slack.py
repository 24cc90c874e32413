"""Is Slack reachable with these tokens, and are the policy's channels and reviewers really there?"""

from collections.abc import AsyncIterator, Iterator
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.doctor.attendance import who_is_there
from bot.doctor.diagnosis import Diagnosis, bad, ok, warn
from bot.doctor.people import Groups, PeopleCheck, tiers_and_stages
from bot.doctor.slack_answers import MANIFEST, SOMETHING_ELSE, SlackSaidNo, asked
from bot.settings import Settings, Transport
from bot.settings.tokens import APP, BOT, wrong_kinds
from bot.slack.manifest import bot_scopes
from oversight.policy import Policy
from storage.engine.clock import SystemClock

INVITE = "Invite the bot there: /invite @sayso"


async def check_slack(settings: Settings, policy: Policy | None, client: AsyncWebClient) -> AsyncIterator[Diagnosis]:
    """Tokens, scopes, then each tier's channel and reviewers; stops where nothing further could be asked."""
    if missing := settings.missing_for_slack():
        names = ", ".join(f"SAYSO_{name.upper()}" for name in missing)
        yield bad(f"Slack: {names} not set", "Copy them from your app's page at api.slack.com/apps")
        return
    if wrong_ones := list(wrong_kinds(settings)):
        for wrong in wrong_ones:
            yield bad(f"Slack: {wrong.problem}", wrong.fix)
        return
    try:
        async for finding in _answers(settings, policy, client):
            yield finding
    except SlackSaidNo as no:
        yield no.finding
    except (AttributeError, LookupError, TypeError, ValueError):
        # Slack says more than “ok”: where that is missing, something else has answered.
        yield SOMETHING_ELSE


async def _answers(settings: Settings, policy: Policy | None, client: AsyncWebClient) -> AsyncIterator[Diagnosis]:
    me = await asked(client.auth_test(), BOT)
    yield _who(me["user"], me["team"])
    yield _scopes(me.headers)
    if settings.slack_transport is Transport.SOCKET:
        yield await _socket(settings, client)
    if policy is not None:
        async for finding in _places_and_people(policy, client):
            yield finding
        for finding in who_is_there(policy, SystemClock().now()):
            yield finding


def _who(user: object, team: object) -> Diagnosis:
    if not isinstance(user, str) or not isinstance(team, str):
        raise SlackSaidNo(SOMETHING_ELSE)
    return ok(f"Slack: {user} in {team}")


def _scopes(headers: Any) -> Diagnosis:
    held = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",") if scope.strip()}
    if not held:
        return warn("Slack: it did not say which scopes are granted", "Compare them with `sayso manifest`")
    missing = sorted(bot_scopes() - held)
    if missing:
        return bad(f"Slack: scopes missing: {', '.join(missing)}", MANIFEST)
    return ok("Slack: all scopes granted")


async def _socket(settings: Settings, client: AsyncWebClient) -> Diagnosis:
    token = settings.slack_app_token.get_secret_value()
    opening = client.apps_connections_open(app_token=token)
    try:
        await asked(opening, APP)
    except SlackSaidNo as no:
        if no.error == "missing_scope":
            return bad(no.finding.what, "Make another app-level token, with the scope connections:write, and set it")
        return no.finding
    return ok("Slack: Socket Mode opens")


async def _places_and_people(policy: Policy, client: AsyncWebClient) -> AsyncIterator[Diagnosis]:
    channels = [channel async for channel in _all_channels(client)]
    listing = asked(client.usergroups_list(include_users=True), BOT)
    groups = {group["handle"]: group["users"] for group in (await listing)["usergroups"]}
    people = PeopleCheck(groups, client)
    for role, tier in tiers_and_stages(policy):
        yield _channel(role, tier.channel, channels)
        async for finding in people.reviewers(role, tier):
            yield finding
    async for finding in people.deputies(policy):
        yield finding
    async for finding in people.entitled(policy):
        yield finding
    if policy.defaults.fallback_channel is None:
        yield warn(
            "No fallback channel", "Set defaults.fallback_channel in the policy: cards go there when a channel fails"
        )
    else:
        yield _channel("fallback", policy.defaults.fallback_channel, channels)
    for finding in _announcements(policy, channels, groups):
        yield finding


def _announcements(policy: Policy, channels: list[dict[str, Any]], groups: Groups) -> Iterator[Diagnosis]:
    """Where halts, digests and checkpoints are posted, and who may halt and review."""
    if policy.halt.channel is not None:
        yield _channel("halts", policy.halt.channel, channels)
    for name in policy.halt.may:
        if name.startswith("@") and name[1:] not in groups:
            yield bad(f"halts: no user group {name}", "Create it in Slack, or fix halt.may in the policy")
    if policy.lazy_review.digest is not None:
        yield _channel("digest", policy.lazy_review.digest.channel, channels)
        if not policy.lazy_review.reviewers:
            yield warn(
                "Lazy review: nobody may answer samples", "Name people under lazy_review.reviewers in the policy"
            )
    if policy.audit is not None:
        yield _channel("audit", policy.audit.channel, channels)


async def _all_channels(client: AsyncWebClient) -> AsyncIterator[dict[str, Any]]:
    cursor: str | None = None
    while True:
        listing = client.conversations_list(types="public_channel,private_channel", limit=200, cursor=cursor)
        page = await asked(listing, BOT)
        for channel in page["channels"]:
            yield channel
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
        if cursor is None:
            return


def _channel(role: str, wanted: str, channels: list[dict[str, Any]]) -> Diagnosis:
    found = next((channel for channel in channels if wanted in (channel["id"], "#" + channel["name"])), None)
    if found is None:
        return bad(f"{role}: no channel {wanted}", f"Create it (or fix the policy). {INVITE}")
    if found.get("is_archived"):
        return bad(f"{role}: {wanted} is archived", "Unarchive it, or name another channel in the policy")
    if not found.get("is_member"):
        return bad(f"{role}: the bot is not in {wanted}", INVITE)
    if found.get("is_ext_shared"):
        return warn(
            f"{role}: {wanted} is shared with another workspace", "Use a channel of your own: strangers read it"
        )
    return ok(f"{role}: {wanted}")
