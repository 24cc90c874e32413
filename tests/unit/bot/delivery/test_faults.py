"""Every error that Slack is known to give when something is sent has its remedy in the table."""

import pytest

from bot.delivery.faults import REMEDIES, Remedy, remedy_for

# The errors of chat.postMessage and chat.update that the project's notes on Slack name.
NAMED = [
    "account_inactive",
    "cant_update_message",
    "channel_not_found",
    "edit_window_closed",
    "invalid_auth",
    "invalid_blocks",
    "is_archived",
    "is_inactive",
    "message_not_found",
    "missing_scope",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_text",
    "not_in_channel",
    "ratelimited",
    "token_revoked",
    "too_many_attachments",
]


@pytest.mark.parametrize("error", NAMED)
def test_a_named_error_has_a_row(error):
    assert error in REMEDIES


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        ("http_503", Remedy.OUTAGE),
        ("http_500", Remedy.OUTAGE),
        ("http_404", Remedy.TRY_AGAIN),
        ("never_heard_of", Remedy.TRY_AGAIN),
        ("token_revoked", Remedy.WORKSPACE),
        ("is_archived", Remedy.ANOTHER_CHANNEL),
    ],
)
def test_what_is_not_in_the_table_is_tried_again_and_server_errors_are_outages(error, remedy):
    assert remedy_for(error) is remedy
