"""Ask a person before your AI agent acts."""

from sayso.action import Action
from sayso.claims import Claims
from sayso.client import Client
from sayso.decision import Change, DecidedBy, Decision, Status
from sayso.draft import Block, Draft, FinalBlock, FinishedDraft, confident, placeholder, uncertain
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
    "Block",
    "Change",
    "Claims",
    "Client",
    "Conflict",
    "DecidedBy",
    "Decision",
    "Draft",
    "FinalBlock",
    "FinishedDraft",
    "NoSuchAction",
    "NotApproved",
    "OutOfScope",
    "Refused",
    "SaysoError",
    "Status",
    "StillPending",
    "Unavailable",
    "UnfitPayload",
    "confident",
    "placeholder",
    "uncertain",
]
