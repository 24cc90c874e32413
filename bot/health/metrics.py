"""What the program measures of itself, for Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from oversight.halts.halt import ScopeKind
from oversight.ports import Books
from oversight.ports.audit import AuditLog
from oversight.ports.delivery import Outbox
from oversight.ports.world import Clock


class Metrics:
    """Gauges that a heartbeat job refreshes; reading them asks nothing of the database."""

    def __init__(self) -> None:
        """All at zero."""
        self.registry = CollectorRegistry()
        self._pending = Gauge(
            "sayso_actions_pending", "Actions that wait for a person, by tier", ["tier"], registry=self.registry
        )
        self._overdue = Gauge(
            "sayso_deadline_overdue_seconds", "How late the oldest unexpired deadline is", registry=self.registry
        )
        self._outbox = Gauge("sayso_outbox_waiting", "Messages waiting for Slack", registry=self.registry)
        self._outbox_age = Gauge(
            "sayso_outbox_oldest_seconds", "How long the oldest of them has waited", registry=self.registry
        )
        self._halts = Gauge("sayso_halts", "Halts that stand, by what they cover", ["scope"], registry=self.registry)
        self._spot_checks = Gauge(
            "sayso_draft_spot_checks",
            "Spot checks in finished drafts, by type of action and by what they found",
            ["action_type", "found"],
            registry=self.registry,
        )
        self._audit_refused = Gauge(
            "sayso_audit_refused", "1 while the audit log is not signed any more, for good", registry=self.registry
        )
        self._audit_unsigned = Gauge(
            "sayso_audit_unsigned", "Leaves that have their place and no signature yet", registry=self.registry
        )
        self._dead = Gauge("sayso_outbox_dead", "Messages given up", registry=self.registry)
        self.policy_reloads = Counter(
            "sayso_policy_reloads", "Policy reloads, by result", ["result"], registry=self.registry
        )
        for result in ("ok", "refused"):
            self.policy_reloads.labels(result)  # from zero on, so that the very first refusal is an increase

    async def refresh(self, books: Books, outbox: Outbox, audit: AuditLog, clock: Clock) -> None:
        """The gauges show how things stand now."""
        now = clock.now()
        backlog = await books.actions.backlog()
        self._pending.clear()
        for tier in backlog:
            self._pending.labels(tier.tier).set(tier.waiting)
        deadlines = [tier.next_deadline_at for tier in backlog if tier.next_deadline_at]
        late = max(((now - deadline).total_seconds() for deadline in deadlines), default=0.0)
        self._overdue.set(max(0.0, late))
        active = (await books.halts.active()).active
        for kind in ScopeKind:
            self._halts.labels(kind.value).set(sum(halt.scope.kind is kind for halt in active))
        for action_type, checks in (await books.drafts.spot_checks()).items():
            self._spot_checks.labels(action_type, "something").set(checks.found)
            self._spot_checks.labels(action_type, "nothing").set(checks.answered - checks.found)
        head = await audit.head()
        signed = await audit.newest_checkpoint(head.number)
        self._audit_refused.set(head.refused is not None)
        self._audit_unsigned.set(head.size - (signed.size if signed else 0))
        counts = await outbox.counts()
        self._outbox.set(counts.waiting)
        self._dead.set(counts.dead)
        waited = (now - counts.oldest_waiting_at).total_seconds() if counts.oldest_waiting_at else 0.0
        self._outbox_age.set(max(0.0, waited))

    def text(self) -> bytes:
        """The Prometheus text."""
        return generate_latest(self.registry)
