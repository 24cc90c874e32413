"""The doctor looks for everybody and every channel that the policy names."""

import aiohttp

from bot.doctor.diagnosis import Health
from bot.doctor.slack import check_slack
from bot.settings import Settings
from bot.slack.app import slack_client
from oversight.policy.file.reading import read_policy

POLICY = """
version: 1
tiers:
  team_member: {channel: "#agent-approvals", reviewers: ["@support"], fallback_reviewers: [U0GONE, "@nights"]}
  team_lead: {channel: "#agent-approvals-leads", on_call: leads}
  executive: {channel: "#agent-approvals-exec", fallback_reviewers: [U0MINA]}
stages:
  security: {channel: "#no-such-channel", reviewers: [U0DEV], fallback_reviewers: [U0LEA]}
  legal: {channel: "#general", reviewers: [U0NOBODY]}
rotations:
  leads:
    timezone: UTC
    people: [U0LEA]
    handover: mon 09:00
    starts: 2026-01-05
    overrides: [{person: U0NEVER, from: 2026-12-24, until: 2026-12-27}]
out_of_office: [{person: U0LEA, from: 2026-03-01, until: 2026-03-02, deputy: U0STRANGE}]
audit: {channel: "#no-such-log"}
"""


async def test_fallbacks_overrides_deputies_and_stages_are_looked_for(workspace):
    async with aiohttp.ClientSession() as http:
        client = slack_client(workspace.bot_token, f"{workspace.url}/api/", http)
        settings = Settings(
            _env_file=None,
            slack_bot_token=workspace.bot_token,
            slack_app_token=workspace.app_token,
            slack_base_url=f"{workspace.url}/api/",
        )
        found = [setting async for setting in check_slack(settings, read_policy(POLICY), client)]
    told = {finding.what for finding in found if finding.health is Health.BAD}
    assert told == {
        "tier team_member, fallback_reviewers: no active user U0GONE",
        "tier team_member, fallback_reviewers: no user group @nights",
        "tier team_lead, overrides: no active user U0NEVER",
        "stage security: no channel #no-such-channel",
        "stage legal: the bot is not in #general",
        "stage legal: no active user U0NOBODY",
        "stage legal: nobody may decide",
        "audit: no channel #no-such-log",
        "out_of_office, deputies: no active user U0STRANGE",
    }
    well = {finding.what for finding in found if finding.health is Health.OK}
    assert {
        "tier team_member: 1 reviewer",
        "tier executive: 0 reviewers, 1 fallback",
        "stage security: 1 reviewer, 1 fallback",
    } <= well
