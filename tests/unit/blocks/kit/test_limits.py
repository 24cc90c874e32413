"""Slack takes whatever an agent sends, in every state and every script."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blocks.card.approval_card import approval_card
from blocks.card.thread_reply import thread_reply
from blocks.home.approvals_list import approvals_list
from blocks.home.home import home
from blocks.review.samples import Sampled, samples_message
from blocks.windows.details import details_modal
from blocks.windows.hand_over import hand_over_modal
from blocks.windows.reject import reject_modal
from oversight.action.decision import Actor, DeciderKind
from oversight.action.status import Status
from oversight.review.sample import Pick, Sample
from tests.unit.blocks.actions import (
    HINTS,
    TOKEN,
    an_action,
    decided,
    edited,
    every_event,
    every_state,
    payloads,
    texts,
    voted,
)
from tests.unit.blocks.editing.windows import edit_modal
from tests.unit.blocks.ladder import ladder_events, ladder_states
from tests.unit.blocks.slack_rules import check_message, check_view

many = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@pytest.mark.exhaustive
@many
@given(payloads(), texts(max_size=300), texts(min_size=1, max_size=80), st.sampled_from(["pending", "edited", "final"]))
def test_every_card_is_within_slacks_limits(payload, words, name, state):
    action = an_action(
        payload, description=words, reasoning=words, on_behalf_of=name, action_type=name, known_type=False
    )
    if state != "pending":
        action = edited(action, {"was": payload}, Actor(DeciderKind.HUMAN, "U1", name))
    if state == "final":
        action = decided(action, Status.MODIFIED, Actor(DeciderKind.HUMAN, "U1", name), words)
    check_message(approval_card(action, 0, TOKEN, HINTS))


@many
@given(payloads(), texts(max_size=300), st.integers(1, 40))
def test_every_view_is_within_slacks_limits(payload, words, page):
    action = an_action(payload, description=words, reasoning=words, context={words: payload})
    check_view(details_modal(action, page, "meta", HINTS, []))
    check_view(edit_modal(action, "meta", HINTS))
    check_view(reject_modal(action, "meta", HINTS))
    check_view(hand_over_modal(action, "meta", HINTS))


@pytest.mark.parametrize("payload", [{}, {"amount": "<&>" * 500, "order_id": "\u202e" * 500}, {"amount": " " * 9_000}])
@pytest.mark.parametrize("count", [0, 1, 60])
def test_every_list_is_within_slacks_limits(payload, count):
    action = an_action(payload, action_type="<&>" * 500)
    check_view(home([action] * count, hints={action.proposal.action_type: HINTS}))
    check_message(approvals_list([action] * count, hints={action.proposal.action_type: HINTS}))


@pytest.mark.exhaustive
@many
@given(payloads(), texts(max_size=300))
def test_every_sample_is_within_slacks_limits(payload, words):
    action = decided(an_action(payload, description=words), Status.APPROVED, Actor(DeciderKind.POLICY, "h", "policy"))
    sample = Sample("dig_1.1", "dig_1", Pick(action.id, "base_rate", 0.05), 1)
    check_message(samples_message([Sampled(sample, action, HINTS)], TOKEN))


@pytest.mark.parametrize("name", every_event() | ladder_events())
def test_every_note_is_within_slacks_limits(name):
    check_message(thread_reply(*(every_event() | ladder_events())[name]))


@pytest.mark.parametrize("name", every_state() | ladder_states())
def test_every_state_is_within_slacks_limits(name):
    action, rung = (every_state() | ladder_states())[name]
    check_message(approval_card(action, rung, TOKEN, HINTS))


def test_an_update_brings_new_block_ids():
    action = an_action(rung=1)
    one, two = (approval_card(shown, 1, TOKEN, HINTS).blocks for shown in (action, voted(action)))
    assert {block["block_id"] for block in one}.isdisjoint(block["block_id"] for block in two)
