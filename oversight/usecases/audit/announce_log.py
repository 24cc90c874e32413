"""Slack is told of the audit log: what was signed, now and then, and once that nothing can be signed any more."""

from datetime import datetime

from oversight.audit.announcing import is_due, refusal_channel
from oversight.policy import Policy
from oversight.ports.audit import AuditLog
from oversight.ports.audit_leaving import LogAnnouncements
from oversight.ports.delivery import Message, MessageKind
from oversight.ports.message_id import checkpoint_id

CHECKPOINT_URGENCY = 3
REFUSAL_URGENCY = 0
"""That the log cannot be believed any more is said before anything else."""


async def announce_log(log: AuditLog, announcements: LogAnnouncements, policy: Policy, now: datetime) -> bool:
    """Whether something waits to be told now; of several processes that try, one succeeds.

    It looks at what is stored and not at what was just signed. So the last checkpoint before a quiet week is posted,
    too, and whoever is killed after signing leaves nothing untold.
    """
    head = await log.head()
    told = await announcements.announced(head.number)
    if head.refused is not None:
        channel = refusal_channel(policy)
        if told.refusal or channel is None:
            return False
        refusal = Message(MessageKind.AUDIT_REFUSED, str(head.number), channel, REFUSAL_URGENCY)
        return await announcements.say_refused(head.number, refusal, now)
    newest = await log.newest_checkpoint(head.number)
    if policy.audit is None or newest is None or not is_due(newest.size, told.size, told.at, policy.audit.every, now):
        return False
    ref = checkpoint_id(newest.log, newest.size)
    message = Message(MessageKind.CHECKPOINT, ref, policy.audit.channel, CHECKPOINT_URGENCY)
    return await announcements.post_checkpoint(message, newest.size, now, told.size)
