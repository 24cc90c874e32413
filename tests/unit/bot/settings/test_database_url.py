"""The database's URL: looked at before a driver sees it, and its password is shown nowhere."""

import pytest

from bot.settings.database_url import masked_url
from bot.settings.faults import read_settings
from bot.settings.sources import BadSettings

SECRET = "s3cr3tPassw0rd"
TAKEN = [
    "sqlite:///var/sayso.db",
    "sqlite:////var/lib/sayso.db",
    "postgres://bot@db/sayso",
    f"postgresql://bot:{SECRET}@db.example.com:5432/sayso?sslmode=require",
    f"postgresql+asyncpg://bot:{SECRET}@db/sayso",
    f"postgresql://bot@server:{SECRET}@db/sayso",
    f"postgresql://bot:{SECRET}@[::1]:5432/sayso",
    f"postgresql://bot:{SECRET}@a:5432,b:5433/sayso?target_session_attrs=read-write",
    f"postgresql:///sayso?host=/run/postgresql&password={SECRET}&user=a@b",
    f"postgresql://bot:{SECRET}%2F%40@db/sayso",
]


@pytest.mark.parametrize("url", TAKEN)
def test_a_url_that_can_be_used_is_taken_as_it_is(monkeypatch, url):
    monkeypatch.setenv("SAYSO_DATABASE_URL", f'"{url}"\n')
    settings = read_settings()
    assert settings.database_url.get_secret_value() == url
    for shown in (repr(settings), str(settings), settings.model_dump_json(), masked_url(url)):
        assert SECRET not in shown


@pytest.mark.parametrize(
    "url",
    [
        "sayso.db",
        "/var/lib/sayso.db",
        "sqlite://sayso.db",
        "sqlite:sayso.db",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:///a.db?mode=ro",
        "sqlite:///${HOME}/a.db",
        f"mysql://bot:{SECRET}@db/sayso",
        f"bot:{SECRET}@db/sayso",
        f"postgresql:bot:{SECRET}@db/sayso",
        f"postgresql://bot:{SECRET}/2@db/sayso",
        f"postgresql://bot:{SECRET}#2@db/sayso",
        f"postgresql://bot:12#{SECRET}@db/sayso",
        f"postgresql://bot:12/{SECRET}@db/sayso",
        f"postgresql://bot:12?{SECRET}@db/sayso",
        f"postgresql://bot:[{SECRET}@db/sayso",
        f"postgresql://bot:{SECRET} @db/sayso",
        f"postgresql://bot:{SECRET}@db:port/sayso",
        f"postgresql://bot:{SECRET}@db:99999/sayso",
        f"postgresql://bot:{SECRET}@a:5432,[::1]:65536/sayso",
    ],
)
def test_a_url_that_cannot_be_used_is_a_sentence_without_its_password(monkeypatch, url):
    monkeypatch.setenv("SAYSO_DATABASE_URL", url)
    with pytest.raises(BadSettings) as refused:
        read_settings()
    (sentence,) = refused.value.faults
    assert sentence.startswith("SAYSO_DATABASE_URL")
    assert "write" in sentence
    assert SECRET not in sentence


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"postgresql://bot:{SECRET}@db/x", "postgresql://bot:***@db/x"),
        (f"postgresql://a@b:{SECRET}@db/x?sslpassword={SECRET}", "postgresql://a@b:***@db/x?sslpassword=***"),
        (f"https://u:{SECRET}@proxy/api/", "https://u:***@proxy/api/"),
        ("postgresql://bot@db/x?passfile=/p&sslmode=require", "postgresql://bot@db/x?passfile=/p&sslmode=require"),
        ("sqlite:///var/x.db", "sqlite:///var/x.db"),
        ("policy.yml", "policy.yml"),
    ],
)
def test_a_password_in_any_url_is_hidden_and_the_rest_stays(url, shown):
    assert masked_url(url) == shown


def test_a_home_folder_is_found(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SAYSO_DATABASE_URL", "sqlite:///~/sayso.db")
    assert read_settings().database_url.get_secret_value() == f"sqlite:///{tmp_path}/sayso.db"
