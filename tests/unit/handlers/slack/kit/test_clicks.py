"""Payloads are read for who, where and what, and for nothing else."""

from handlers.slack.kit.clicks import button_click, message_shortcut, submission, window_state
from handlers.slack.kit.window_state import WindowState

USER = {"user": {"id": "U1", "team_id": "T1"}, "team": {"id": "T2"}, "trigger_id": "1.2.3"}
METADATA = WindowState(token="token", version=3, channel="C1").text


def pressed(value, **fields):
    return {
        **USER,
        "container": {"type": "message", "channel_id": "C1", "message_ts": "5.6", "thread_ts": "5.0"},
        "actions": [{"action_id": "approve", "value": value}],
        **fields,
    }


def test_a_button_says_which_posting_and_version_it_belongs_to():
    click = button_click(pressed("tok-en_:3"))
    assert (click.user_id, click.token, click.version) == ("U1", "tok-en_", 3)
    assert (click.channel_id, click.message_ts, click.thread_ts) == ("C1", "5.6", "5.0")
    assert click.teams == {"T1", "T2"}


def test_a_value_that_is_none_of_ours_has_no_token():
    for value in ("", "token", "token:", ":1", "token:one", "token:²", None):
        assert button_click(pressed(value)).token is None


def test_a_modal_s_state_is_read_back_as_it_was_given():
    click = button_click(pressed("token:3"))
    back = submission({**USER, "view": {"private_metadata": window_state(click)}})
    assert (back.token, back.version, back.channel_id, back.message_ts) == ("token", 3, "C1", None)


def test_metadata_that_a_client_made_up_has_no_token():
    for made_up in ("", ":", "::", "token", "token:C1", "token:3:C1", "{}", METADATA.replace("3", "x")):
        assert submission({**USER, "view": {"private_metadata": made_up}}).token is None


def test_a_button_inside_a_modal_belongs_to_what_the_modal_belongs_to():
    view = {"type": "modal", "private_metadata": METADATA}
    click = button_click({**USER, "view": view, "actions": [{"value": "2"}], "container": {"type": "view"}})
    assert (click.token, click.version, click.channel_id) == ("token", 3, "C1")


def test_a_shortcut_takes_the_token_of_the_message_it_was_started_from():
    body = {**USER, "channel": {"id": "C1"}, "message": {"ts": "5.6"}}
    click = message_shortcut(body, "token")
    assert (click.token, click.channel_id, click.message_ts) == ("token", "C1", "5.6")
    assert message_shortcut(body, None).token is None


def test_only_a_pressed_button_shows_that_the_message_is_ours():
    """Anybody may copy our blocks into a message of theirs and open its menu."""
    assert button_click(pressed("token:1")).of_ours
    body = {**USER, "channel": {"id": "C1"}, "message": {"ts": "5.6"}}
    assert not message_shortcut(body, "token").of_ours
    assert not submission({**USER, "view": {"private_metadata": METADATA}}).of_ours
