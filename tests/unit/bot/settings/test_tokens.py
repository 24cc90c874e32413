"""A secret of the wrong kind is told by how it begins, before Slack is asked."""

import pytest

from bot.settings import Settings
from bot.settings.tokens import wrong_kinds

BOT, APP, USER, SIGNING = "xoxb-1-2-abc", "xapp-1-A1-2-abc", "xoxp-1-2-abc", "0123456789abcdef" * 2


def said(**secrets):
    return [str(wrong_kind) for wrong_kind in wrong_kinds(Settings(**secrets))]


def test_right_kinds_and_unknown_ones_are_left_to_slack():
    assert said(slack_bot_token=BOT, slack_app_token=APP, slack_signing_secret=SIGNING) == []
    assert said() == []
    assert said(slack_bot_token="made-up", slack_app_token="made-up", slack_signing_secret="made-up") == []


def test_swapped_tokens_are_one_sentence():
    (told,) = said(slack_bot_token=APP, slack_app_token=BOT)
    assert "are swapped" in told
    assert "xoxb-" in told


@pytest.mark.parametrize(
    ("setting", "secret", "kind"),
    [
        ("slack_bot_token", APP, "an app-level token"),
        ("slack_bot_token", USER, "a user token"),
        ("slack_bot_token", "xoxe.xoxp-1-2", "a user token"),
        ("slack_bot_token", "xoxe-1-2", "a refresh token"),
        ("slack_bot_token", SIGNING, "a signing secret"),
        ("slack_bot_token", "https://hooks.slack.com/services/T0/B0/x", "a URL"),
        ("slack_bot_token", "say_abcdefgh_secret", "an agent's key"),
        ("slack_bot_token", "A0123456789", "a Slack id"),
        ("slack_app_token", BOT, "a bot token"),
        ("slack_app_token", USER, "a user token"),
        ("slack_app_token", SIGNING, "a signing secret"),
        ("slack_signing_secret", BOT, "a bot token"),
        ("slack_signing_secret", "123456789.987654321", "a client id"),
    ],
)
def test_a_wrong_kind_is_named_and_not_shown(setting, secret, kind):
    (told,) = said(**{setting: secret})
    assert f"SAYSO_{setting.upper()} holds {kind}" in told
    assert "Set it to the" in told
    assert secret not in told
