"""Which variables are settings, which a platform made, and which were probably meant to be settings."""

import pytest

from bot.settings import Settings
from bot.settings.faults import read_settings, setting_note, setting_warnings
from bot.settings.names import name_warnings

FIELDS = Settings.model_fields
KUBERNETES = {
    "COUNTERSIGN_PORT": "tcp://10.0.0.1:8080",
    "COUNTERSIGN_SERVICE_HOST": "10.0.0.1",
    "COUNTERSIGN_SERVICE_PORT": "8080",
    "COUNTERSIGN_SERVICE_PORT_HTTP": "8080",
    "COUNTERSIGN_SERVICE_PORT_HTTP_METRICS": "9090",
    "COUNTERSIGN_PORT_8080_TCP": "tcp://10.0.0.1:8080",
    "COUNTERSIGN_PORT_8080_TCP_ADDR": "10.0.0.1",
    "COUNTERSIGN_PORT_8080_TCP_PORT": "8080",
    "COUNTERSIGN_PORT_8080_TCP_PROTO": "tcp",
    "COUNTERSIGN_PORT_53_UDP": "udp://10.0.0.1:53",
    "COUNTERSIGN_POSTGRES_SERVICE_HOST": "10.0.0.2",
    "COUNTERSIGN_POSTGRES_PORT": "tcp://10.0.0.2:5432",
    "COUNTERSIGN_POSTGRES_PORT_5432_TCP_ADDR": "10.0.0.2",
}
DOCKER = {
    "COUNTERSIGN_NAME": "/web/countersign",
    "COUNTERSIGN_PORT": "tcp://172.17.0.5:8080",
    "COUNTERSIGN_PORT_8080_TCP": "tcp://172.17.0.5:8080",
    "COUNTERSIGN_PORT_8080_TCP_START": "tcp://172.17.0.5:8080",
    "COUNTERSIGN_PORT_8080_TCP_END": "tcp://172.17.0.5:8090",
    "COUNTERSIGN_PORT_8080_TCP_PORT_START": "8080",
    "COUNTERSIGN_ENV_PATH": "/usr/bin",
}


def set_all(monkeypatch, environ):
    for name, value in environ.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("environ", [KUBERNETES, DOCKER], ids=["Kubernetes", "Docker"])
def test_names_that_a_platform_makes_of_a_service_are_no_settings(monkeypatch, environ):
    set_all(monkeypatch, environ)
    assert read_settings().port == 8080
    assert setting_warnings() == ()
    assert "COUNTERSIGN_PORT is not read: it is the address of a Kubernetes Service" in (setting_note() or "")


@pytest.mark.parametrize("address", ["tcp://10.0.0.1:8080", "tcp://[fd00::17]:8080", "udp://10.1.2.3:53"])
def test_an_address_of_a_service_leaves_the_port_as_the_file_has_it(monkeypatch, folder, address):
    (folder / "countersign.toml").write_text("port = 9001\n")
    monkeypatch.setenv("COUNTERSIGN_PORT", address)
    assert read_settings().port == 9001


@pytest.mark.parametrize(
    ("variable", "nearest"),
    [
        ("COUNTERSIGN_DB_URL", "COUNTERSIGN_DATABASE_URL"),
        ("COUNTERSIGN_DATABSE_URL", "COUNTERSIGN_DATABASE_URL"),
        ("COUNTERSIGN_DATABASEURL", "COUNTERSIGN_DATABASE_URL"),
        ("COUNTERSIGN__PORT", "COUNTERSIGN_PORT"),
        ("COUNTERSIGN_LISTEN_PORT", "COUNTERSIGN_PORT"),
        ("COUNTERSIGN_POLICY", "COUNTERSIGN_POLICY_FILE"),
        ("COUNTERSIGN_POLICY_PATH", "COUNTERSIGN_POLICY_FILE"),
        ("COUNTERSIGN_LOGLEVEL", "COUNTERSIGN_LOG_LEVEL"),
        ("COUNTERSIGN_BOT_TOKEN", "COUNTERSIGN_SLACK_BOT_TOKEN"),
        ("COUNTERSIGN_SLACK_BOT_TOKEN_FILE", "COUNTERSIGN_SLACK_BOT_TOKEN"),
        ("COUNTERSIGN_SLACK_TOKEN", "COUNTERSIGN_SLACK_BOT_TOKEN or COUNTERSIGN_SLACK_APP_TOKEN"),
        ("countersign_db_url", "COUNTERSIGN_DATABASE_URL"),
        ("COUNTERSING_DATABASE_URL", "COUNTERSIGN_DATABASE_URL"),
        ("COUNTER_SIGN_POLICY_FILE", "COUNTERSIGN_POLICY_FILE"),
        ("COUNTERSIGNPORT", "COUNTERSIGN_PORT"),
        ("DATABASE_URL", "COUNTERSIGN_DATABASE_URL"),
        ("SLACK_BOT_TOKEN", "COUNTERSIGN_SLACK_BOT_TOKEN"),
    ],
)
def test_a_misnamed_variable_is_named_with_the_nearest_setting(monkeypatch, variable, nearest):
    monkeypatch.setenv(variable, "secret-value")
    (warning,) = setting_warnings()
    assert warning.startswith(f"{variable} is not")
    assert nearest in warning
    assert "secret-value" not in warning


def test_a_name_like_none_is_told_without_a_guess(monkeypatch):
    monkeypatch.setenv("COUNTERSIGN_XYZZY", "1")
    (warning,) = setting_warnings()
    assert "countersign settings" in warning


@pytest.mark.parametrize(
    "environ",
    [
        {"countersign_port": "9000"},
        {"Countersign_Port": "9000"},
        {"COUNTERSIGN_PORT": "9000", "PORT": "80", "HOST": "x", "LOG_LEVEL": "debug"},
        {"COUNTERSIGN_PORT": "9000", "COUNTERSIGN_DATABASE_URL": "sqlite:///x.db", "DATABASE_URL": "postgresql://h/x"},
        {"COUNTERSIGN_PORT": "9000", "COUNTERSIGN_DEMO_TRAFFIC": "x.jsonl", "COUNT": "1", "COUNTRY": "DE"},
    ],
)
def test_what_is_read_and_what_is_not_ours_is_passed_over(monkeypatch, environ):
    set_all(monkeypatch, environ)
    assert setting_warnings() == ()
    assert read_settings().port == 9000
    assert setting_note() is None


def test_of_two_spellings_the_one_in_capitals_is_read_and_the_other_named(monkeypatch):
    set_all(monkeypatch, {"countersign_port": "9000", "COUNTERSIGN_PORT": "9001"})
    assert read_settings().port == 9001
    assert "countersign_port is not read" in setting_warnings()[0]


def test_no_setting_is_taken_for_a_platform_s():
    ours = {f"COUNTERSIGN_{name.upper()}": "a-value" for name in FIELDS}
    assert list(name_warnings(ours, FIELDS)) == []
