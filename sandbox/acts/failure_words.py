"""What Slack tells the person whose act the app did not take."""

from typing import Final

from sandbox.channel import Channel
from sandbox.delivery.envelope import Ack
from sandbox.message import Message
from sandbox.workspace import Workspace

SLACKBOT: Final = "USLACKBOT"
_SENTENCES: Final = {
    "app_not_connected": "The app is not connected. Start it, then try again.",
    "app_not_reachable": "The app's request URL does not answer. Start the app, then try again.",
    "connection_lost": "The app's connection broke before it answered. Try again.",
    "interactivity_disabled": "The app's manifest does not enable interactivity. Enable it, then try again.",
    "operation_timeout": "The app did not answer within 3 seconds. Try again.",
    "outage": "The workspace has an outage. End it, then try again.",
    "ssl_error": "The app's request URL has no valid certificate. Fix that, then try again.",
    "too_many_redirects": "The app's request URL redirects more than twice. Give the final address.",
}


def sentence(error: str) -> str:
    """One sentence for the person about an act that the app did not take."""
    return _SENTENCES.get(error) or f"The app answered with an error ({error}). Look at its log, then try again."


def tell_of_failed_command(space: Workspace, room: Channel, user: str, command: str, ack: Ack) -> Message:
    """Slackbot has told the person, alone, that the command failed, in the words that Slack has for it."""
    timed_out = ack.error == "operation_timeout"
    words = f'{command} failed with the error "{"operation_timeout" if timed_out else "dispatch_failed"}"'
    message = Message(space.world.next_ts(space.clock()), room.id, SLACKBOT, words, only_for=user)
    space.world.ephemerals.setdefault(user, []).append(message)
    space.stream.tell("ephemeral.posted", channel=room.id, user=user, message=message.as_json())
    return message
