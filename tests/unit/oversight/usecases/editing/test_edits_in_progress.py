"""Edits in progress: saved as people go, sent in once, nobody else's, and gone after an hour."""

import dataclasses
from datetime import timedelta

from msgspec.structs import replace

from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.transition import Transition
from oversight.editing.edit import KEPT, Edit
from oversight.editing.form.working import Working
from oversight.policy.file.reading import read_policy
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.actions.withdraw_action import withdraw_action
from oversight.usecases.editing.change_edit import change_edit
from oversight.usecases.editing.check_edit import check_edit
from oversight.usecases.editing.drop_old_edits import drop_old_edits
from oversight.usecases.editing.open_edit import open_edit
from oversight.usecases.editing.opened_edit import GONE, OpenedEdit, find_edit
from oversight.usecases.editing.submit_edit import Overtaken, submit_edit
from tests.unit.oversight.builders import a_proposal, modify
from tests.unit.oversight.world import World, code


async def begun(world, user="UMEMBER", **payload):
    """An action that waits for members, and this person's edit of it."""
    action = await world.propose(a_proposal(payload={"amount": 400, **payload}))
    return action, await open_edit(action, user, world.ports)


def typing(value, reason=None):
    """A press before which this was typed."""

    def change(opened: OpenedEdit) -> Edit:
        edit = replace(opened.edit, working=Working(value))
        return edit if reason is None else replace(edit, reason=reason)

    return change


async def test_what_is_typed_is_there_when_the_edit_is_opened_again():
    world = World()
    action, opened = await begun(world)
    changed = await change_edit(opened.edit.token, "UMEMBER", typing({"amount": 7}, "Less"), world.ports)
    assert not isinstance(changed, Refusal)
    assert changed.edit.revision == 2
    world.clock.advance(KEPT - timedelta(seconds=1))
    again = await open_edit(action, "UMEMBER", world.ports)
    assert (again.edit.working.value, again.edit.reason) == ({"amount": 7}, "Less")
    assert again.edit.token == opened.edit.token


async def test_what_changes_nothing_writes_nothing():
    world = World()
    _, opened = await begun(world)
    same = await change_edit(opened.edit.token, "UMEMBER", lambda now: now.edit, world.ports)
    assert not isinstance(same, Refusal)
    assert same.edit.revision == 1


async def test_of_two_presses_at_once_the_second_adds_to_the_first():
    world = World()
    _, opened = await begun(world, note="a")
    token, calls = opened.edit.token, []

    def change(now: OpenedEdit) -> Edit:
        calls.append(now.edit.revision)
        if len(calls) == 1:
            known = world.books.edits.every[token]
            other = Working({**known.working.value, "note": "b"})
            world.books.edits.every[token] = replace(known, working=other, revision=known.revision + 1)
        return replace(now.edit, working=Working({**now.edit.working.value, "amount": 7}))

    changed = await change_edit(token, "UMEMBER", change, world.ports)
    assert not isinstance(changed, Refusal)
    assert changed.edit.working.value == {"amount": 7, "note": "b"}
    assert calls == [1, 2]


async def test_nobody_sees_the_edit_of_somebody_else():
    world = World()
    _, opened = await begun(world)
    assert await find_edit(opened.edit.token, "ULEAD", world.ports) == GONE
    assert await change_edit(opened.edit.token, "ULEAD", typing({"amount": 1}), world.ports) == GONE


async def test_sending_it_in_is_the_vote_and_ends_the_edit():
    world = World()
    action, opened = await begun(world)
    changed = await change_edit(opened.edit.token, "UMEMBER", typing({"amount": 7}, "Less"), world.ports)
    assert not isinstance(changed, Refusal)
    answered = await submit_edit(changed, 0, world.ports)
    assert isinstance(answered, Transition)
    decided = await world.now(action.id)
    assert decided.version.payload == {"amount": 7}
    assert decided.votes[0].reason == "Less"
    assert world.books.edits.every == {}
    assert await find_edit(opened.edit.token, "UMEMBER", world.ports) == GONE


async def test_what_is_refused_stays_and_the_same_is_found_before_it_is_sent_in():
    world = World()
    action, opened = await begun(world)
    changed = await change_edit(opened.edit.token, "UMEMBER", typing({"amount": -5}), world.ports)
    assert not isinstance(changed, Refusal)
    refused = await submit_edit(changed, 0, world.ports)
    assert code(refused) is RefusalCode.INVALID_PAYLOAD
    assert isinstance(refused, Refusal)
    assert await check_edit(changed, world.ports) == refused.details
    assert (await world.now(action.id)).version.number == 1
    assert opened.edit.token in world.books.edits.every


async def test_text_that_cannot_be_read_is_never_sent_in():
    world = World()
    _, opened = await begun(world)

    def change(now: OpenedEdit) -> Edit:
        return replace(now.edit, working=Working({"amount": 7}, unread={"$.amount": "12 apples"}))

    changed = await change_edit(opened.edit.token, "UMEMBER", change, world.ports)
    assert not isinstance(changed, Refusal)
    refused = await submit_edit(changed, 0, world.ports)
    assert isinstance(refused, Refusal)
    assert [detail.path for detail in refused.details] == ["$.amount"]
    assert await check_edit(changed, world.ports) == refused.details


async def test_whoever_is_late_reads_that_first_and_keeps_the_edit():
    world = World()
    action, opened = await begun(world)
    await withdraw_action(action.id, action.agent, None, world.ports)
    found = await find_edit(opened.edit.token, "UMEMBER", world.ports)
    assert not isinstance(found, Refusal)
    assert code(await submit_edit(found, 0, world.ports)) is RefusalCode.ALREADY_DECIDED
    assert opened.edit.token in world.books.edits.every


async def test_another_version_in_between_is_an_answer_of_its_own():
    world = World()
    action = await world.propose(a_proposal("wire.send", {"amount": 5}))
    opened = await open_edit(action, "U1", world.ports)
    overtaken = replace(action, version=replace(action.version, number=2, payload={"amount": 6}))
    opened = dataclasses.replace(opened, action=overtaken)
    assert action.assignment is not None
    assert isinstance(await submit_edit(opened, action.assignment.rung, world.ports), Overtaken)


async def test_an_edit_that_nobody_changed_for_an_hour_is_gone():
    world = World()
    _, opened = await begun(world)
    world.clock.advance(KEPT)
    assert await find_edit(opened.edit.token, "UMEMBER", world.ports) == GONE
    assert await drop_old_edits(world.ports) == 0
    world.clock.advance(timedelta(seconds=1))
    assert await drop_old_edits(world.ports) == 1
    assert world.books.edits.every == {}


async def test_a_vote_by_other_means_leaves_no_way_to_vote_twice():
    world = World()
    action, opened = await begun(world)
    assert isinstance(await decide_action(action.id, "UMEMBER", modify({"amount": 3}), world.ports), Transition)
    found = await find_edit(opened.edit.token, "UMEMBER", world.ports)
    assert not isinstance(found, Refusal)
    assert isinstance(await submit_edit(found, 0, world.ports), Refusal)


HIDING = read_policy(
    """
version: 1
tiers: {team_member: {channel: "#members", reviewers: [UMEMBER]}}
action_types:
  card.order:
    risk: high
    schema:
      type: object
      properties: {amount: {type: number}, auth: {type: object, properties: {token: {type: object}}}}
      if: {properties: {amount: {minimum: 100}}}
      then: {properties: {auth: {properties: {token: {propertyNames: {maxLength: 2}}}}}}
    card: {redact: [token]}
"""
)


async def test_what_is_wrong_with_a_page_quotes_no_key_of_what_is_hidden():
    world = World(policy=HIDING)
    action = await world.propose(a_proposal("card.order", {"amount": 1, "auth": {"token": {"s3cret": 1}}}))
    opened = await open_edit(action, "UMEMBER", world.ports)
    edit = replace(opened.edit, working=Working({"amount": 200, "auth": {"token": {"s3cret": 1}}}))
    shown = dataclasses.replace(opened, edit=edit)
    said = await check_edit(shown, world.ports)
    assert said
    assert "s3cret" not in " ".join(map(str, said))
