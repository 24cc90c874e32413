"""``sayso policy explain`` and ``policy backtest``, as an operator types them."""

import importlib.util
import json
import sys

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.unit.oversight.builders import POLICY

OTHER = POLICY.replace("tag.add: {risk: low, reversible: true}", "tag.add: {risk: high, reversible: true}")
REFUND = {"action_type": "refund.issue", "payload": {"amount": 900}}
TAG = {"action_type": "tag.add", "payload": {"tag": "x"}}
TRAFFIC = [
    {**TAG, "truth": {"correct": True}},
    {**TAG, "truth": {"correct": False}, "id": "slipped"},
    {**REFUND, "truth": {"correct": False}},
    {**REFUND, "payload": {"amount": -1}},
]


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """A folder with a policy, another one, and some traffic."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "140")
    (tmp_path / "policy.yml").write_text(POLICY)
    (tmp_path / "other.yml").write_text(OTHER)
    (tmp_path / "broken.yml").write_text("version: 2\n")
    (tmp_path / "one.json").write_text(json.dumps(REFUND))
    (tmp_path / "traffic.jsonl").write_text("\n".join(map(json.dumps, TRAFFIC)))
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, ["policy", *arguments], catch_exceptions=False)


def backtest(*arguments):
    return run("backtest", "--traffic", "traffic.jsonl", *arguments)


def test_explain_tells_the_way_and_every_part_of_it():
    told = run("explain", "one.json")
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert lines[0].startswith("It would wait for the team member, and where they stay silent the team lead")
    assert "  does not pass: within_policy, payload.amount <= 500" in lines


def test_explain_as_json():
    told = json.loads(run("explain", "one.json", "--json").stdout)
    assert told["route"]["verdict"] == "ask"
    assert told["checks"][0]["passes"] is False


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"action_type": "refund.issue", "payload": {}}', "It would be refused"),
        ("{", "one.json: $"),
    ],
)
def test_explain_of_what_would_be_refused(here, text, said):
    (here / "one.json").write_text(text)
    told = run("explain", "one.json")
    assert told.exit_code == 1
    assert said in told.stderr


def test_a_backtest_tells_volumes_hindsight_and_reasons():
    told = backtest().stdout
    for said in ("2 of 4, 50 % (15–85 %)", "wrong actions caught", "1 of 2, 50 %", "within_policy", "refund.issue"):
        assert said in told


def test_a_backtest_as_json():
    told = json.loads(backtest("--json", "--compare", "other.yml", "--minutes-per-review", "6").stdout)
    report = told["result"]["report"]
    assert report["fates"] == {"runs": 2, "asked": 1, "rejected": 0, "refused": 1}
    assert report["work"]["hours"] == pytest.approx(0.1)
    assert report["hindsight"]["slipped"] == ["slipped"]
    assert [move["after"] for move in told["comparison"]["moves"]] == ["team_member", "team_member"]
    assert told["other"]["report"]["hindsight"]["caught"]["hits"] == 2


def test_a_comparison_names_the_actions_that_change_their_way():
    told = backtest("--compare", "other.yml").stdout
    assert "From policy.yml to other.yml: 2 actions change their way" in told
    assert "Wrong actions: 1 more are stopped, 0 more run. Right actions: 0 more run, 1 more are stopped." in told
    assert "No action changes its way" in backtest("--compare", "policy.yml").stdout


def test_brackets_in_a_file_s_name_are_brackets(here):
    name = "[/red]policy[bold].yml"
    folder = here / "["
    folder.mkdir()
    (folder / "red]policy[bold].yml").write_text(POLICY)
    assert f"{name}: 4 actions" in backtest("--policy", name).stdout
    assert f"{name} is valid" in run("check", name).stdout


@pytest.mark.parametrize("minutes", ["inf", "1e300", "nan", "-1"])
def test_no_look_takes_longer_than_a_day(minutes):
    told = backtest("--minutes-per-review", minutes)
    assert told.exit_code == 2
    assert "minutes-per-review" in told.stderr


def test_what_is_not_read_is_said(here):
    (here / "traffic.jsonl").write_text(json.dumps({**TAG, "confidnce": 1}))
    assert "confidnce" in backtest().stderr


def test_missing_signals_are_hinted_at(here):
    (here / "traffic.jsonl").write_text(json.dumps({"action_type": "ticket.update", "payload": {}}))
    assert "--past" in backtest().stderr
    assert "--past" not in backtest("--past").stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--policy", "nowhere.yml"), "nowhere.yml"),
        (("--policy", "broken.yml"), "line 1"),
        (("--compare", "broken.yml"), "line 1"),
        (("--traffic", "nowhere.jsonl"), "nowhere.jsonl cannot be read"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(arguments, said):
    told = backtest(*arguments)
    assert told.exit_code == 1
    assert said in told.stderr


def test_without_matplotlib_a_picture_says_how_to_get_it(monkeypatch, here):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    told = backtest("--picture", "out.png")
    assert told.exit_code == 1
    assert "sayso-bot[picture]" in told.stderr
    assert not (here / "out.png").exists()


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("matplotlib") is None, reason="matplotlib is not installed")
@pytest.mark.parametrize("name", ["out.png", "out.svg"])
def test_a_picture_is_drawn(here, name):
    assert backtest("--compare", "other.yml", "--picture", name).exit_code == 0
    assert (here / name).stat().st_size > 1_000


def test_each_traffic_that_is_named_is_read(here):
    (here / "more.jsonl").write_text((here / "traffic.jsonl").read_text().replace('"id"', '"was"'))
    told = backtest("--traffic", "more.jsonl", "--json")
    assert json.loads(told.stdout)["result"]["report"]["actions"] == 8
    assert "more.jsonl" in told.stdout
    missing = backtest("--traffic", "nowhere.jsonl")
    assert missing.exit_code == 1
    assert "nowhere.jsonl" in missing.stderr


def test_tables_are_not_broken_in_a_pipe(here, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    narrow = backtest("--compare", "other.yml").stdout
    monkeypatch.setenv("COLUMNS", "400")
    assert narrow == backtest("--compare", "other.yml").stdout
