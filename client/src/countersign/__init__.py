"""Ask a person before your AI agent acts."""

from countersign.action import Action
from countersign.claims import Claims
from countersign.client import Client
from countersign.decision import Change, DecidedBy, Decision, Status
from countersign.errors import (
    BadAnswer,
    BadKey,
    BadRequest,
    Conflict,
    CountersignError,
    NoSuchAction,
    NotApproved,
    OutOfScope,
    Refused,
    StillPending,
    Unavailable,
    UnfitPayload,
)

__all__ = [
    "Action",
    "BadAnswer",
    "BadKey",
    "BadRequest",
    "Change",
    "Claims",
    "Client",
    "Conflict",
    "CountersignError",
    "DecidedBy",
    "Decision",
    "NoSuchAction",
    "NotApproved",
    "OutOfScope",
    "Refused",
    "Status",
    "StillPending",
    "Unavailable",
    "UnfitPayload",
]
