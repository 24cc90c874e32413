"""A no with its reason: refusals are values that can be shown to a person, never exceptions."""

from enum import StrEnum

from msgspec import Struct


class RefusalCode(StrEnum):
    """The rule behind a refusal, stable for programs; the sentence beside it is for people."""

    ACTION_NOT_FOUND = "action_not_found"
    AGENT_NOT_FOUND = "agent_not_found"
    ALREADY_DECIDED = "already_decided"
    ALREADY_VOTED = "already_voted"
    BOT = "bot"
    CANNOT_ALLOW = "cannot_allow"
    CANNOT_HAND_OVER = "cannot_hand_over"
    CANNOT_REVEAL = "cannot_reveal"
    DEACTIVATED = "deactivated"
    DRAFT_UNFINISHED = "draft_unfinished"
    FOREIGN_WORKSPACE = "foreign_workspace"
    GUEST = "guest"
    HALT_SCOPE_UNKNOWN = "halt_scope_unknown"
    IDENTITY_UNKNOWN = "identity_unknown"
    INVALID_DRAFT = "invalid_draft"
    INVALID_OUTCOME = "invalid_outcome"
    INVALID_PAYLOAD = "invalid_payload"
    NAME_TAKEN = "name_taken"
    NO_DEADLINE = "no_deadline"
    NO_EXTENSION = "no_extension"
    NOT_A_REVIEWER = "not_a_reviewer"
    NOTHING_HIDDEN = "nothing_hidden"
    NOT_HALTED = "not_halted"
    NOT_RELEASED = "not_released"
    NEEDS_HIGHER_TIER = "needs_higher_tier"
    NO_HIGHER_TIER = "no_higher_tier"
    OTHER_STAGE = "other_stage"
    OUTCOME_CONFLICT = "outcome_conflict"
    POLICY_GONE = "policy_gone"
    REASON_MISSING = "reason_missing"
    REQUESTER_NOT_CHECKED = "requester_not_checked"
    SCOPE = "scope"
    SELF_APPROVAL = "self_approval"
    STALE_CARD = "stale_card"
    STANDING_NOT_FOUND = "standing_not_found"
    STANDING_OVER = "standing_over"
    TOO_MANY_KEYS = "too_many_keys"
    UNCHANGED = "unchanged"
    UNKNOWN_REQUESTER = "unknown_requester"


class Detail(Struct, frozen=True):
    """One thing that is wrong, and where in the payload, if it is there."""

    problem: str
    path: str | None = None
    """JSON path of the value, for example ``$.amount``."""
    keys: tuple[str, ...] = ()
    """The keys of the object there that it is about: those that are missing, or should not be there."""

    def __str__(self) -> str:
        return self.problem if self.path is None else f"{self.path}: {self.problem}"


class Refusal(Struct, frozen=True):
    """Why something did not happen, in a sentence that tells the person what to do next."""

    code: RefusalCode
    sentence: str
    details: tuple[Detail, ...] = ()
