"""Ask a person before your AI agent acts."""

from sayso.action import Action
from sayso.claims import Claims
from sayso.client import Client
from sayso.decision import Change, DecidedBy, Decision, Status
from sayso.errors import (
    BadAnswer,
    BadKey,
    BadRequest,
    Conflict,
    NoSuchAction,
    NotApproved,
    OutOfScope,
    Refused,
    SaysoError,
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
    "DecidedBy",
    "Decision",
    "NoSuchAction",
    "NotApproved",
    "OutOfScope",
    "Refused",
    "SaysoError",
    "Status",
    "StillPending",
    "Unavailable",
    "UnfitPayload",
]
