"""Values as files, shells and manifests leave them: understood, or one sentence that says what to write."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import Settings, Transport
from bot.settings.faults import read_settings
from bot.settings.sources import BadSettings
from bot.settings.values import unwrapped

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("name", "written", "meant"),
    [
        ("port", "8080/tcp", 8080),
        ("port", "8080/TCP", 8080),
        ("port", ":9000", 9000),
        ("port", '"8080"', 8080),
        ("port", "'8080'\r\n", 8080),
        ("port", "\ufeff8080", 8080),
        ("port", "\u200b 8080 \u00a0", 8080),
        ("port", "0", 0),
        ("port", "65535", 65535),
        ("port", "", 8080),
        ("port", "  ", 8080),
        ("port", '""', 8080),
        ("host", "[::1]", "::1"),
        ("host", "0.0.0.0", "0.0.0.0"),
        ("host", "fe80::1%eth0", "fe80::1%eth0"),
        ("host", "localhost", "localhost"),
        ("host", "bot.internal.", "bot.internal."),
        ("key_grace", "24h", DAY),
        ("key_grace", "1d", DAY),
        ("key_grace", "P1D", DAY),
        ("key_grace", "PT24H", DAY),
        ("key_grace", "24:00:00", DAY),
        ("key_grace", "24H", DAY),
        ("key_grace", "24 hours", DAY),
        ("key_grace", "1 day", DAY),
        ("key_grace", "1 day, 0:00:00", DAY),
        ("key_grace", "23h 60m", DAY),
        ("key_grace", "90 minutes", timedelta(minutes=90)),
        ("key_grace", "0", timedelta()),
        ("log_level", "INFO", "info"),
        ("log_level", "Warn", "warning"),
        ("log_level", "WARNING", "warning"),
        ("log_format", "JSON", "json"),
        ("slack_transport", "HTTP", Transport.HTTP),
        ("slack_base_url", "https://slack.com/api", "https://slack.com/api/"),
        ("slack_posts_per_second", "0.5", 0.5),
        ("policy_file", "~/policy.yml", Path.home() / "policy.yml"),
        ("run_dir", "/run/sayso\n", Path("/run/sayso")),
    ],
)
def test_what_can_mean_only_one_thing_is_understood(monkeypatch, name, written, meant):
    monkeypatch.setenv(f"SAYSO_{name.upper()}", written)
    assert getattr(read_settings(), name) == meant


@pytest.mark.parametrize("wrapped", ["xoxb-1-2\n", " xoxb-1-2\r\n", '"xoxb-1-2"', "'xoxb-1-2'", "“xoxb-1-2”"])
def test_a_secret_read_from_a_file_is_the_secret_alone(monkeypatch, wrapped):
    monkeypatch.setenv("SAYSO_SLACK_BOT_TOKEN", wrapped)
    assert read_settings().slack_bot_token.get_secret_value() == "xoxb-1-2"


@pytest.mark.parametrize(
    ("name", "written", "write"),
    [
        ("port", "70000", "0 to 65535"),
        ("port", "-1", "0 to 65535"),
        ("port", "8080/udp", "0 to 65535"),
        ("port", "eighty", "0 to 65535"),
        ("port", "8080 # the port", "0 to 65535"),
        ("port", "127.0.0.1:8080", "0 to 65535"),
        ("port", "tcp://localhost:8080", "0 to 65535"),
        ("port", "tcp://0.0.0.0:8080", "0 to 65535"),
        ("port", "http://10.0.0.1:8080", "0 to 65535"),
        ("port", "true", "0 to 65535"),
        ("host", "http://0.0.0.0", "the address alone"),
        ("host", "0.0.0.0:8080", "the address alone"),
        ("host", "*", "0.0.0.0 for every address"),
        ("host", "256.1.1.1", "the address alone"),
        ("host", "my host", "the address alone"),
        ("key_grace", "24", "24h, 30m"),
        ("key_grace", "soon", "24h, 30m"),
        ("key_grace", "-1h", "24h, 30m"),
        ("key_grace", "-P1D", "24h, 30m"),
        ("key_grace", "1M", "24h, 30m"),
        ("key_grace", "P999999999D", "up to a year"),
        ("log_level", "yes", "debug, info, warning, error"),
        ("log_level", "info # quiet", "debug, info, warning, error"),
        ("log_format", "on", "text, json"),
        ("slack_transport", "websocket", "socket, http"),
        ("slack_base_url", "slack.com/api/", "https://slack.com/api/"),
        ("slack_base_url", "https://slack.com", "https://slack.com/api/"),
        ("slack_base_url", "https://[slack/api/", "https://slack.com/api/"),
        ("slack_posts_per_second", "nan", "above 0"),
        ("slack_posts_per_second", "inf", "above 0"),
        ("slack_posts_per_second", "1,5", "above 0"),
        ("slack_posts_per_second", "0", "above 0"),
        ("policy_file", "${HOME}/policy.yml", "the path itself"),
        ("policy_file", "file:///etc/policy.yml", "no URL"),
        ("policy_file", "~nobody-of-this-name/policy.yml", "in full"),
    ],
)
def test_what_cannot_be_understood_is_one_sentence_with_what_was_read_and_what_to_write(
    monkeypatch, name, written, write
):
    monkeypatch.setenv(f"SAYSO_{name.upper()}", written)
    with pytest.raises(BadSettings) as refused:
        read_settings()
    (sentence,) = refused.value.faults
    assert sentence.startswith(f"SAYSO_{name.upper()} is “{written}”: ")
    assert write in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("secret", ["xoxb-1-2 xapp-1-2", "xoxb-1\nxapp-2", "xoxb-…", "xoxb-\udcff"])
@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"])
def test_a_secret_that_cannot_be_one_is_named_and_not_shown(monkeypatch, name, secret):
    monkeypatch.setenv(f"SAYSO_{name}", secret)
    with pytest.raises(BadSettings) as refused:
        read_settings()
    assert name in str(refused.value)
    assert secret not in str(refused.value)
    assert refused.value.__context__ is None or secret not in str(refused.value.__context__)


@pytest.mark.parametrize("secret", ["xoxb-12-34-abcdef", "xapp-1-A1-2", "say_abcdefgh_x", "0" * 32])
def test_a_secret_in_the_wrong_setting_is_not_shown(monkeypatch, secret):
    monkeypatch.setenv("SAYSO_PORT", secret)
    with pytest.raises(BadSettings) as refused:
        read_settings()
    assert "SAYSO_PORT" in str(refused.value)
    assert secret not in str(refused.value)


@pytest.mark.parametrize(
    "misplaced",
    [
        "host=h user=u password=hunter22 dbname=x",
        "//u:hunter22@h/db",
        "u:hunter22@h:5432/db",
        "bearer hunter22hunter22",
        "https://hooks.slack.com/services/T/B/hunter22",
    ],
)
def test_a_password_in_the_wrong_setting_is_not_shown(monkeypatch, misplaced):
    for name in ("PORT", "HOST", "LOG_LEVEL", "KEY_GRACE"):
        monkeypatch.setenv(f"SAYSO_{name}", misplaced)
        with pytest.raises(BadSettings) as refused:
            read_settings()
        assert f"SAYSO_{name}" in str(refused.value)
        assert "hunter22" not in str(refused.value)


def test_a_base_url_with_a_user_s_name_is_refused_and_the_name_is_not_shown(monkeypatch):
    monkeypatch.setenv("SAYSO_SLACK_BASE_URL", "https://botname@proxy/api/")
    with pytest.raises(BadSettings, match="write the URL without a user's name and password") as refused:
        read_settings()
    assert "botname" not in str(refused.value)


def test_every_faulty_setting_is_named_at_once(monkeypatch):
    for name, text in {"PORT": "x", "HOST": "a b", "LOG_LEVEL": "loud"}.items():
        monkeypatch.setenv(f"SAYSO_{name}", text)
    with pytest.raises(BadSettings) as refused:
        read_settings()
    assert len(refused.value.faults) == 3


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_unwrapping_twice_changes_nothing_more(text):
    once = unwrapped(text)
    assert unwrapped(once) == once
    assert once in text


def test_the_description_of_the_grace_period_can_be_written(monkeypatch):
    described = Settings.model_fields["key_grace"].description or ""
    for span in described.rpartition(":")[2].strip(" .").split(", "):
        monkeypatch.setenv("SAYSO_KEY_GRACE", span)
        assert read_settings().key_grace > timedelta()
