"""A record as a conversation: the agent is asked for a payload, and answers with one.

The fields are those that fine-tuning programs read: ``messages`` with ``role`` and ``content`` (OpenAI's fine-tuning,
TRL's language modelling), ``prompt``, ``chosen`` and ``rejected`` of such messages (TRL's preference data).
"""

from typing import TypedDict

import orjson

from oversight.editing.feedback.record import Prompt, Record
from oversight.exact_json.canonical import Json

ASKED = "Propose the payload of this action as JSON."


class Message(TypedDict):
    """One turn of a conversation."""

    role: str
    content: str


class Conversation(TypedDict):
    """An example to follow."""

    messages: list[Message]


class Pair(TypedDict):
    """One question with a better and a worse answer."""

    prompt: list[Message]
    chosen: list[Message]
    rejected: list[Message]


def conversation(record: Record) -> Conversation | None:
    """The question and the payload that a person wanted; None where they wanted none, or an error was found since."""
    if not record.is_good:
        return None
    return {"messages": [question(record.prompt), answer(record.final)]}


def question(prompt: Prompt) -> Message:
    """What the agent knew, as a person would ask it."""
    said = [ASKED, "", f"Type: {prompt.action_type}", f"Description: {prompt.description}"]
    if prompt.reasoning:
        said.append(f"Reasoning: {prompt.reasoning}")
    if prompt.context:
        said.append(f"Context: {_json(prompt.context)}")
    return {"role": "user", "content": "\n".join(said)}


def answer(payload: Json) -> Message:
    """The payload as the agent writes it."""
    return {"role": "assistant", "content": _json(payload)}


def _json(value: Json) -> str:
    return orjson.dumps(value).decode()
