"""A window drawn again holds what was entered, and says above it what is wrong."""

from typing import Any

from blocks.kit.modal import modal, text_input
from blocks.kit.refilled import refilled

CHOICES = [{"text": {"type": "plain_text", "text": name}, "value": name} for name in ("a", "b", "c")]


def sent(values: dict[str, Any]) -> dict[str, Any]:
    """A window with a field of each kind that ours have, as Slack sends it in."""
    boxes = {"type": "checkboxes", "action_id": "boxes", "options": CHOICES, "initial_options": CHOICES[:1]}
    menu = {"type": "static_select", "action_id": "menu", "options": CHOICES, "initial_option": CHOICES[0]}
    blocks = [
        text_input("text", "text", "Text", optional=True, value="before"),
        *({"type": "input", "block_id": one["action_id"], "label": {}, "element": one} for one in (boxes, menu)),
    ]
    state = {"values": {name: {name: entry} for name, entry in values.items()}}
    return modal("any", "A window", blocks, "token:1:C1", submit="Send") | {"id": "V1", "hash": "1.x", "state": state}


def elements(view: dict[str, Any]) -> dict[str, Any]:
    return {block["block_id"]: block["element"] for block in view["blocks"] if "element" in block}


def test_what_was_entered_stands_in_every_kind_of_field():
    of_the_client = {**CHOICES[1], "text": {"type": "plain_text", "text": "b", "emoji": True}}
    view = sent(
        {
            "text": {"type": "plain_text_input", "value": "after & <b>"},
            "boxes": {"type": "checkboxes", "selected_options": [of_the_client, CHOICES[2]]},
            "menu": {"type": "static_select", "selected_option": of_the_client},
        }
    )
    fields = elements(refilled(view, "No."))
    assert fields["text"]["initial_value"] == "after & <b>"
    assert fields["boxes"]["initial_options"] == CHOICES[1:]
    assert fields["menu"]["initial_option"] == CHOICES[1]


def test_what_was_emptied_stays_empty():
    fields = elements(
        refilled(
            sent(
                {
                    "text": {"type": "plain_text_input", "value": None},
                    "boxes": {"type": "checkboxes", "selected_options": []},
                    "menu": {"type": "static_select", "selected_option": None},
                }
            ),
            "No.",
        )
    )
    assert not [key for element in fields.values() for key in element if key.startswith("initial")]


def test_it_is_sent_in_as_the_same_window_and_the_newest_words_alone_stand_above_it():
    once = refilled(sent({}), "The first words.")
    twice = refilled(once | {"id": "V1"}, "The second words.")
    assert {"id", "hash", "state"}.isdisjoint(twice)
    assert (twice["callback_id"], twice["private_metadata"]) == ("any", "token:1:C1")
    assert "The first words." not in str(twice)
    assert twice["blocks"][0]["text"]["text"] == "The second words."
    assert twice["blocks"][1:] == sent({})["blocks"]
