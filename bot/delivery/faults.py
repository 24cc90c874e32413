"""One table: what Slack may say when something is sent, and what then becomes of it. None of it is silent."""

from enum import Enum, auto

from bot.slack.fault import NO_ANSWER


class Remedy(Enum):
    """What is done about a fault."""

    WAIT = auto()
    """Slack said how long; the method rests until then. Never given up."""
    OUTAGE = auto()
    """Slack is away; everything rests, longer each time. Never given up."""
    WORKSPACE = auto()
    """Our installation does not work any more; an operator has to fix it. Never given up."""
    ANOTHER_CHANNEL = auto()
    """This channel cannot be reached: the fallback channel, else the next tier."""
    POST_ANEW = auto()
    """The message is not there or not ours to change: another one takes its place."""
    PLAIN_TEXT = auto()
    """Slack does not take the blocks: the text alone, which tells the whole story."""
    TRY_AGAIN = auto()
    """Not known: again after a pause, and after so many times given up."""


REMEDIES: dict[str, Remedy] = {
    "ratelimited": Remedy.WAIT,
    # Slack away
    NO_ANSWER: Remedy.OUTAGE,
    "fatal_error": Remedy.OUTAGE,
    "internal_error": Remedy.OUTAGE,
    "request_timeout": Remedy.OUTAGE,
    "service_unavailable": Remedy.OUTAGE,
    "team_added_to_org": Remedy.OUTAGE,  # the workspace is being moved; Slack asks for patience
    # installation
    "access_denied": Remedy.WORKSPACE,
    "account_inactive": Remedy.WORKSPACE,
    "enterprise_is_restricted": Remedy.WORKSPACE,
    "ekm_access_denied": Remedy.WORKSPACE,
    "invalid_auth": Remedy.WORKSPACE,
    "missing_scope": Remedy.WORKSPACE,
    "no_permission": Remedy.WORKSPACE,
    "not_allowed_token_type": Remedy.WORKSPACE,
    "not_authed": Remedy.WORKSPACE,
    "org_login_required": Remedy.WORKSPACE,
    "team_access_not_granted": Remedy.WORKSPACE,
    "team_not_found": Remedy.WORKSPACE,
    "token_expired": Remedy.WORKSPACE,
    "token_revoked": Remedy.WORKSPACE,
    "two_factor_setup_required": Remedy.WORKSPACE,
    # channel
    "cannot_reply_to_message": Remedy.ANOTHER_CHANNEL,
    "channel_not_found": Remedy.ANOTHER_CHANNEL,
    "is_archived": Remedy.ANOTHER_CHANNEL,
    "is_inactive": Remedy.ANOTHER_CHANNEL,  # what chat.update says of an archived channel
    "messages_tab_disabled": Remedy.ANOTHER_CHANNEL,
    "method_not_supported_for_channel_type": Remedy.ANOTHER_CHANNEL,
    "not_in_channel": Remedy.ANOTHER_CHANNEL,
    "restricted_action": Remedy.ANOTHER_CHANNEL,
    "restricted_action_non_threadable_channel": Remedy.ANOTHER_CHANNEL,
    "restricted_action_read_only_channel": Remedy.ANOTHER_CHANNEL,
    "restricted_action_thread_locked": Remedy.ANOTHER_CHANNEL,
    "restricted_action_thread_only_channel": Remedy.ANOTHER_CHANNEL,
    # message
    "cant_update_message": Remedy.POST_ANEW,
    "edit_window_closed": Remedy.POST_ANEW,
    "message_not_found": Remedy.POST_ANEW,
    "thread_not_found": Remedy.POST_ANEW,
    # content
    "block_mismatch": Remedy.PLAIN_TEXT,
    "invalid_attachments": Remedy.PLAIN_TEXT,
    "invalid_blocks": Remedy.PLAIN_TEXT,
    "invalid_blocks_format": Remedy.PLAIN_TEXT,
    "msg_blocks_too_long": Remedy.PLAIN_TEXT,
    "msg_too_long": Remedy.PLAIN_TEXT,
    "no_text": Remedy.PLAIN_TEXT,
    "too_many_attachments": Remedy.PLAIN_TEXT,
}

STANDS_STILL = frozenset({"cant_update_message", "edit_window_closed"})
"""What Slack says of a message that is there for all to read, and that we may not change."""


def remedy_for(error: str) -> Remedy:
    """What is done about this error; any 5xx is an outage."""
    return Remedy.OUTAGE if error.startswith("http_5") else REMEDIES.get(error, Remedy.TRY_AGAIN)
