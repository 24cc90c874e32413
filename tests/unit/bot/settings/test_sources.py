"""``sayso.toml``: read as the environment is, and each fault is a sentence."""

import pytest

from bot.cli.settings import shown_value
from bot.settings.faults import read_settings, setting_warnings
from bot.settings.sources import BadSettings


def test_values_in_the_file_are_understood_as_in_the_environment(folder):
    (folder / "sayso.toml").write_bytes(
        b'\xef\xbb\xbfport = "8081/tcp"\r\nkey_grace = "36h"\r\nlog_level = "WARN"\r\nhost = ""\r\n'
    )
    settings = read_settings()
    assert (settings.port, settings.key_grace.total_seconds(), settings.log_level) == (8081, 36 * 3600, "warning")
    assert settings.host == "127.0.0.1", "empty is not set"


def test_the_environment_comes_before_the_file_and_empty_does_not_count(folder, monkeypatch):
    (folder / "sayso.toml").write_text('port = 1\nhost = "::1"\n')
    monkeypatch.setenv("SAYSO_PORT", "2")
    monkeypatch.setenv("SAYSO_HOST", "")
    settings = read_settings()
    assert (settings.port, settings.host) == (2, "::1")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("databse_url = 'x'", "databse_url in sayso.toml is not a setting; did you mean database_url?"),
        ("SAYSO_PORT = 80", "did you mean port?"),
        ("port = 70000", "port in sayso.toml is “70000”: write a number"),
        ("port = true", "port in sayso.toml is “True”: write a number"),
        ("port = 80.5", "port in sayso.toml is “80.5”: write a number"),
        ("slack_bot_token = 12345678", "slack_bot_token in sayso.toml cannot be used (its value is not shown"),
        ("[slack]\nbot_token = 'xoxb-12345678'", "[slack] in sayso.toml is a section"),
        ("port 80", "sayso.toml is no TOML"),
        ("host = 'a'\nhost = 'b'", "Cannot overwrite a value"),
    ],
)
def test_a_fault_in_the_file_is_one_sentence(folder, text, told):
    (folder / "sayso.toml").write_text(text)
    with pytest.raises(BadSettings) as refused:
        read_settings()
    assert told in str(refused.value)
    assert len(refused.value.faults) == 1
    assert "12345678" not in str(refused.value)


@pytest.mark.parametrize("contents", [b"\xff\xfep\x00", "host = 'é'".encode("latin-1")])
def test_a_file_in_another_encoding_is_told(folder, contents):
    (folder / "sayso.toml").write_bytes(contents)
    with pytest.raises(BadSettings, match="UTF-8"):
        read_settings()


def test_a_folder_in_its_place_is_told(folder):
    (folder / "sayso.toml").mkdir()
    with pytest.raises(BadSettings, match=r"sayso\.toml cannot be read"):
        read_settings()


@pytest.mark.parametrize(
    ("mode", "text", "warned"),
    [
        (0o644, 'slack_bot_token = "xoxb-1"', True),
        (0o640, 'slack_bot_token = "xoxb-1"', False),
        (0o600, 'database_url = "postgresql://u:p@h/d"', False),
        (0o604, 'database_url = "postgresql://u:p@h/d"', True),
        (0o644, "port = 1", False),
        (0o644, 'slack_bot_token = ""', False),
    ],
)
def test_a_file_of_secrets_that_every_account_can_read_is_a_warning(folder, mode, text, warned):
    (folder / "sayso.toml").write_text(text)
    (folder / "sayso.toml").chmod(mode)
    assert ["chmod o-rwx sayso.toml" in setting_warning.fix for setting_warning in setting_warnings()] == [
        True
    ] * warned


@pytest.mark.parametrize(
    "text",
    [
        "port = ['xoxb-1-hunter22']",
        "host = ['a', {password = 'hunter22'}]",
        "xoxb-1-hunter22 = 1",
        "'say_abcdefgh_hunter22' = 'x'",
        "['xoxb-1-hunter22']\na = 1",
        "host = 'u:hunter22@h'",
    ],
)
def test_a_secret_in_the_wrong_place_of_the_file_is_not_shown(folder, text):
    (folder / "sayso.toml").write_text(text)
    with pytest.raises(BadSettings) as refused:
        read_settings()
    assert "sayso.toml" in str(refused.value)
    assert "hunter22" not in str(refused.value)


def test_a_token_that_passes_for_a_host_is_not_printed(folder):
    (folder / "sayso.toml").write_text("host = 'xoxb-1-hunter22'")
    assert shown_value("host", read_settings().host) == "xoxb-***"
