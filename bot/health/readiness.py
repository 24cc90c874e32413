"""Is this replica of use: database, Slack, heartbeat, policy, delivery."""

from dataclasses import dataclass

from bot.audit.keeper import AuditKeeper
from bot.delivery.courier import Courier
from bot.policy.source import PolicyFile
from bot.slack.socket import SlackSocket
from bot.slack.workspace import SlackWorkspace
from handlers.http.api_ports import ReadinessCheck
from oversight.halts.words import halted_words
from oversight.ports.world import DirectoryUnavailable
from scheduler.heartbeat import Heartbeat
from storage.store import Store

DOCTOR = "Run: sayso doctor"
DEAF_SECONDS = 30.0
"""A socket that has been silent for longer than several pings is not believed in."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What the readiness page asks."""

    store: Store
    workspace: SlackWorkspace
    socket: SlackSocket | None
    """None where Slack reaches us over HTTP."""
    courier: Courier
    heartbeat: Heartbeat
    policies: PolicyFile
    keeper: AuditKeeper
    ways_out: tuple[ReadinessCheck, ...] = ()
    """Of how checkpoints leave the house."""

    def checks(self) -> tuple[ReadinessCheck, ...]:
        """Every check, in the order in which it is best fixed."""
        return (
            ReadinessCheck("database", self.store.vitals.problem, "Check SAYSO_DATABASE_URL and that the server is up"),
            ReadinessCheck(
                "scheduler",
                self._heartbeat,
                "The log has each job's error; one that does not run any more needs a restart",
            ),
            ReadinessCheck(
                "policy", self._policy, "Fix the file, then: sayso policy reload; the earlier policy is in force"
            ),
            ReadinessCheck("slack", self._slack, DOCTOR),
            ReadinessCheck("delivery", self._delivery, DOCTOR),
            ReadinessCheck("dead letters", self._dead_letters, DOCTOR, essential=False),
            ReadinessCheck(
                "audit log",
                self.keeper.trouble,
                "Run: sayso audit status",
                essential=False,
                state=self.keeper.newest_words,
            ),
            *self.ways_out,
            ReadinessCheck("halts", self._halts, "Halted on purpose. To resume: sayso resume", essential=False),
        )

    async def _heartbeat(self) -> str | None:
        # Without an error's words: the page needs no key, and they may quote what an agent sent.
        return "; ".join(f"{job}: {trouble}" for job, trouble in self.heartbeat.troubles().items()) or None

    async def _policy(self) -> str | None:
        return str(self.policies.last_fault) if self.policies.last_fault else None

    async def _slack(self) -> str | None:
        if self.workspace.locked_out:
            return self.workspace.locked_out
        try:
            await self.workspace.directory.home()
        except DirectoryUnavailable as error:
            return str(error)
        if self.socket is None:
            return None
        if not await self.socket.is_connected():
            return "no socket is open; clicks do not reach us"
        silence = self.socket.silence
        return f"nothing heard for {silence:.0f} s" if silence is not None and silence > DEAF_SECONDS else None

    async def _delivery(self) -> str | None:
        return self.courier.trouble

    async def _halts(self) -> str | None:
        return "; ".join(map(halted_words, (await self.store.halts.active()).active)) or None

    async def _dead_letters(self) -> str | None:
        dead = (await self.store.outbox.counts()).dead
        return f"{dead} messages to Slack were given up" if dead else None
