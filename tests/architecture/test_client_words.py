"""The client imports nothing of the server, so its copies of the server's words are compared here."""

from __future__ import annotations

import sayso
from handlers.http.actions.proposal_body import ProposalBody
from oversight.action.status import Status

SAID_BY_EVERY_PROPOSAL = {"action_type", "description", "payload"}


def meaning(statuses):
    return {status.value: (status.is_final, status.releases) for status in statuses}


def test_a_status_means_the_same_to_the_client_and_to_the_server():
    assert meaning(sayso.Status) == meaning(Status)


def test_the_client_can_say_whatever_the_server_reads_and_nothing_else():
    assert SAID_BY_EVERY_PROPOSAL | sayso.Claims.__annotations__.keys() == ProposalBody.model_fields.keys()
