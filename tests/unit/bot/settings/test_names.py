"""Which variables are settings, which a platform made, and which were probably meant to be settings."""

import pytest

from bot.settings import Settings
from bot.settings.faults import read_settings, setting_note, setting_warnings
from bot.settings.names import name_warnings

FIELDS = Settings.model_fields
KUBERNETES = {
    "SAYSO_PORT": "tcp://10.0.0.1:8080",
    "SAYSO_SERVICE_HOST": "10.0.0.1",
    "SAYSO_SERVICE_PORT": "8080",
    "SAYSO_SERVICE_PORT_HTTP": "8080",
    "SAYSO_SERVICE_PORT_HTTP_METRICS": "9090",
    "SAYSO_PORT_8080_TCP": "tcp://10.0.0.1:8080",
    "SAYSO_PORT_8080_TCP_ADDR": "10.0.0.1",
    "SAYSO_PORT_8080_TCP_PORT": "8080",
    "SAYSO_PORT_8080_TCP_PROTO": "tcp",
    "SAYSO_PORT_53_UDP": "udp://10.0.0.1:53",
    "SAYSO_POSTGRES_SERVICE_HOST": "10.0.0.2",
    "SAYSO_POSTGRES_PORT": "tcp://10.0.0.2:5432",
    "SAYSO_POSTGRES_PORT_5432_TCP_ADDR": "10.0.0.2",
}
DOCKER = {
    "SAYSO_NAME": "/web/sayso",
    "SAYSO_PORT": "tcp://172.17.0.5:8080",
    "SAYSO_PORT_8080_TCP": "tcp://172.17.0.5:8080",
    "SAYSO_PORT_8080_TCP_START": "tcp://172.17.0.5:8080",
    "SAYSO_PORT_8080_TCP_END": "tcp://172.17.0.5:8090",
    "SAYSO_PORT_8080_TCP_PORT_START": "8080",
    "SAYSO_ENV_PATH": "/usr/bin",
}


def set_all(monkeypatch, environ):
    for name, value in environ.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("environ", [KUBERNETES, DOCKER], ids=["Kubernetes", "Docker"])
def test_names_that_a_platform_makes_of_a_service_are_no_settings(monkeypatch, environ):
    set_all(monkeypatch, environ)
    assert read_settings().port == 8080
    assert setting_warnings() == ()
    assert "SAYSO_PORT is not read: it is the address of a Kubernetes Service" in (setting_note() or "")


@pytest.mark.parametrize("address", ["tcp://10.0.0.1:8080", "tcp://[fd00::17]:8080", "udp://10.1.2.3:53"])
def test_an_address_of_a_service_leaves_the_port_as_the_file_has_it(monkeypatch, folder, address):
    (folder / "sayso.toml").write_text("port = 9001\n")
    monkeypatch.setenv("SAYSO_PORT", address)
    assert read_settings().port == 9001


@pytest.mark.parametrize(
    ("variable", "nearest"),
    [
        ("SAYSO_DB_URL", "SAYSO_DATABASE_URL"),
        ("SAYSO_DATABSE_URL", "SAYSO_DATABASE_URL"),
        ("SAYSO_DATABASEURL", "SAYSO_DATABASE_URL"),
        ("SAYSO__PORT", "SAYSO_PORT"),
        ("SAYSO_LISTEN_PORT", "SAYSO_PORT"),
        ("SAYSO_POLICY", "SAYSO_POLICY_FILE"),
        ("SAYSO_POLICY_PATH", "SAYSO_POLICY_FILE"),
        ("SAYSO_LOGLEVEL", "SAYSO_LOG_LEVEL"),
        ("SAYSO_BOT_TOKEN", "SAYSO_SLACK_BOT_TOKEN"),
        ("SAYSO_SLACK_BOT_TOKEN_FILE", "SAYSO_SLACK_BOT_TOKEN"),
        ("SAYSO_SLACK_TOKEN", "SAYSO_SLACK_BOT_TOKEN or SAYSO_SLACK_APP_TOKEN"),
        ("sayso_db_url", "SAYSO_DATABASE_URL"),
        ("SASYO_DATABASE_URL", "SAYSO_DATABASE_URL"),
        ("SAY_SO_POLICY_FILE", "SAYSO_POLICY_FILE"),
        ("SAYSOPORT", "SAYSO_PORT"),
        ("DATABASE_URL", "SAYSO_DATABASE_URL"),
        ("SLACK_BOT_TOKEN", "SAYSO_SLACK_BOT_TOKEN"),
    ],
)
def test_a_misnamed_variable_is_named_with_the_nearest_setting(monkeypatch, variable, nearest):
    monkeypatch.setenv(variable, "secret-value")
    (warning,) = map(str, setting_warnings())
    assert warning.startswith(f"{variable} is not")
    assert nearest in warning
    assert "secret-value" not in warning


def test_a_name_like_none_is_told_without_a_guess(monkeypatch):
    monkeypatch.setenv("SAYSO_XYZZY", "1")
    (warning,) = map(str, setting_warnings())
    assert "sayso settings" in warning


@pytest.mark.parametrize(
    "environ",
    [
        {"sayso_port": "9000"},
        {"Sayso_Port": "9000"},
        {"SAYSO_PORT": "9000", "PORT": "80", "HOST": "x", "LOG_LEVEL": "debug"},
        {"SAYSO_PORT": "9000", "SAYSO_DATABASE_URL": "sqlite:///x.db", "DATABASE_URL": "postgresql://h/x"},
        {"SAYSO_PORT": "9000", "SAYSO_DEMO_TRAFFIC": "x.jsonl", "COUNT": "1", "COUNTRY": "DE"},
    ],
)
def test_what_is_read_and_what_is_not_ours_is_passed_over(monkeypatch, environ):
    set_all(monkeypatch, environ)
    assert setting_warnings() == ()
    assert read_settings().port == 9000
    assert setting_note() is None


def test_of_two_spellings_the_one_in_capitals_is_read_and_the_other_named(monkeypatch):
    set_all(monkeypatch, {"sayso_port": "9000", "SAYSO_PORT": "9001"})
    assert read_settings().port == 9001
    assert "sayso_port is not read" in setting_warnings()[0].problem


def test_no_setting_is_taken_for_a_platform_s():
    ours = {f"SAYSO_{name.upper()}": "a-value" for name in FIELDS}
    assert list(name_warnings(ours, FIELDS)) == []
