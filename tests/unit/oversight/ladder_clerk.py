"""What somebody would write down of one action on a ladder with stages: ages and counts, none of the rules' code."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.unit.oversight.builders import NOW

POLICY = """
version: 1
stages:
  security: {channel: "#s", reviewers: [U1, U2, U3], approvals_required: 2, on_disagreement: escalate,
             remind_after: 3m, remind_every: 2m, escalate_after: 12m, fallback_reviewers: [UF], fallback_after: 6m}
  legal:    {channel: "#g", reviewers: [U4, U1], modified_needs_second: true, escalate_after: 10m}
tiers:
  team_lead: {channel: "#l", reviewers: [U4, U5, U6], approvals_required: 2, escalate_after: 8m, remind_after: 4m}
  executive: {channel: "#x", reviewers: [U7, U8, UOWNER], approvals_required: 2, on_disagreement: escalate,
              escalate_after: 5m}
defaults: {review_timeout: 90m, extension: {by: 5m, at_most: 12m}, repeat_ladder: 1, on_timeout: %s}
action_types:
  refund.issue: {risk: high, reversible: false, stages: [legal, security], tier: team_lead}
"""


LIMIT = timedelta(minutes=90)


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


@dataclass(frozen=True)
class Place:
    """One rung as the clerk knows it."""

    stage: str
    people: frozenset[str]
    needed: int
    after_edit: int
    disagree: bool = False
    climb: timedelta | None = None
    reminders: tuple[timedelta, ...] = ()
    fallback: timedelta | None = None


def tiers(stage: str) -> list[Place]:
    lead = Place(stage, frozenset({"U4", "U5", "U6"}), 2, 2, climb=minutes(8), reminders=(minutes(4),))
    top = Place(stage, frozenset({"U7", "U8", "UOWNER"}), 2, 2, disagree=True, climb=minutes(5))
    return [lead, top]


SECURITY = Place(
    "security",
    frozenset({"U1", "U2", "U3"}),
    2,
    2,
    disagree=True,
    climb=minutes(12),
    reminders=(minutes(3), minutes(5), minutes(7)),
    fallback=minutes(6),
)
LEGAL = Place("legal", frozenset({"U4", "U1"}), 1, 2, climb=minutes(10))
PLACES = [SECURITY, *tiers("security"), LEGAL, *tiers("legal"), *tiers("")]
TOP = {"security": 2, "legal": 5, "": 7}
FIRST = {"security": 0, "legal": 3, "": 6}
EVERYBODY = ("U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", "UF", "UOWNER", "UNOBODY")


@dataclass
class Clerk:
    """What somebody would write down who has a stopwatch for the rung and one for the deadline."""

    on_timeout: str
    now: datetime = NOW
    status: str = "pending"
    revision: int = 1
    at: int = 0
    age: timedelta = timedelta()
    left: timedelta | None = LIMIT
    halted: bool = False
    reminded: int = 0
    fallback: bool = False
    handed: set[str] = field(default_factory=set)
    given: timedelta = timedelta()
    round: int = 0
    version: int = 1
    behind: set[str] = field(default_factory=set)
    answered: dict[str, str] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)
    disputed: bool = False
    """Whether a no sent it up in the first stage, where only its first rung lets one do so."""

    @property
    def place(self) -> Place:
        return PLACES[self.at]

    @property
    def pending(self) -> bool:
        return self.status == "pending"

    @property
    def overdue(self) -> bool:
        return self.pending and self.left is not None and self.left <= timedelta()

    @property
    def is_top(self) -> bool:
        return self.at == TOP[self.place.stage]

    def has_a_say(self, user: str) -> bool:
        people = self.place.people | self.handed | ({"UF"} if self.fallback else set())
        return self.pending and user in people and user not in ("UOWNER", "UNOBODY")

    def may_vote(self, user: str) -> bool:
        elsewhere = self.answered.get(user, self.place.stage) != self.place.stage
        return self.has_a_say(user) and user not in self.behind and not elsewhere

    def open(self, at: int) -> None:
        self.at, self.age, self.reminded, self.fallback = at, timedelta(), 0, False
        self.handed, self.behind = set(), set()

    def step(self) -> None:
        self.revision += 1

    def pass_time(self, span: timedelta) -> None:
        self.now += span
        if not self.halted:
            self.age += span
            self.left = None if self.left is None else self.left - span

    def at_deadline(self) -> None:
        self.step()
        if self.on_timeout == "hold":
            self.left = None
        elif self.on_timeout == "escalate" and not self.is_top:
            self.open(self.at + 1)
            self.left = minutes(90)
        else:
            self.status = "timed_out"

    def one_thing(self) -> bool:
        """Whether time did something."""
        here = self.place
        reminders = sum(reminder <= self.age for reminder in here.reminders)
        climbs = here.climb is not None and self.age >= here.climb
        if self.overdue:
            self.at_deadline()
        elif climbs and not self.is_top:
            self.step()
            self.open(self.at + 1)
        elif climbs and self.round < 1:
            self.step()
            self.open(FIRST[here.stage] + (self.disputed and here.stage == "security"))
            self.round += 1
        elif here.fallback is not None and self.age >= here.fallback and not self.fallback and "UF" not in self.handed:
            self.step()
            self.fallback = True
        elif reminders > self.reminded:
            self.step()
            self.reminded = reminders
        else:
            return False
        return True

    def tick(self) -> None:
        while self.pending and self.one_thing():
            pass

    def due(self) -> datetime | None:
        if not self.pending:
            return None
        here, waits = self.place, []
        if self.left is not None:
            waits.append(self.left)
        if here.climb is not None and (not self.is_top or self.round < 1):
            waits.append(here.climb - self.age)
        if here.fallback is not None and not self.fallback and "UF" not in self.handed:
            waits.append(here.fallback - self.age)
        waits += [reminder - self.age for reminder in here.reminders[self.reminded : self.reminded + 1]]
        if self.halted:
            return None  # whatever was due then has been done
        return self.now + min(waits) if waits else None

    def vote(self, user: str) -> None:
        self.behind.add(user)
        self.answered[user] = self.place.stage
        self.step()
        edited = self.version > 1
        if len(self.behind) < (self.place.after_edit if edited else self.place.needed):
            return
        self.passed.append(self.place.stage)
        if self.place.stage == "":
            self.status = "modified" if edited else "approved"
        else:
            self.open(TOP[self.place.stage] + 1)
