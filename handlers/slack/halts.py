"""/approvals halt, resume, halts: the kill switch in Slack."""

import re

from blocks.halts import halt_answer, halts_list, resume_answer
from blocks.kit.message import SlackMessage
from blocks.kit.text import unescaped
from blocks.refusal import refusal_text
from handlers.slack.kit.ports import SlackPorts
from oversight.action.refusal import Refusal
from oversight.usecases.entitled import member
from oversight.usecases.halts.halt_actions import halt_as
from oversight.usecases.halts.resume_actions import resume_as

_TYPED = re.compile(
    r"(?P<verb>halts|halt|resume)"
    r"(?:\s+(?:[\"“”](?P<quoted>[^\"“”]+)[\"“”]|(?P<word>\S+)))?(?:\s+(?P<why>.*))?",
    re.DOTALL | re.IGNORECASE,
)


async def halts_answer(user_id: str, typed: str, ports: SlackPorts) -> SlackMessage | None:
    """The answer to a person who halts, resumes, or asks what is halted, saved before; None to other words."""
    read = read_words(typed)
    if read is None:
        return None
    verb, word, why = read
    match verb:
        case "halt":
            return await _halt(user_id, word, why, ports)
        case "resume":
            return await _resume(user_id, word, why, ports)
        case _:
            return await _list(user_id, ports)


def changes_something(typed: str) -> bool:
    """Whether these words may halt or resume something."""
    read = read_words(typed)
    return read is not None and read[0] in {"halt", "resume"}


def read_words(typed: str) -> tuple[str, str, str | None] | None:
    """The verb, what to halt or resume, and the reason; None where the words are about something else."""
    read = _TYPED.fullmatch(typed)
    if read is None:
        return None
    return read["verb"].lower(), _as_typed(read["quoted"] or read["word"] or ""), _as_typed(read["why"] or "") or None


async def _halt(user_id: str, word: str, why: str | None, ports: SlackPorts) -> SlackMessage:
    done = await halt_as(user_id, word, why, ports.use_cases)
    words = refusal_text(done) if isinstance(done, Refusal) else halt_answer(done.halt, is_new=done.is_new)
    return SlackMessage(words, [])


async def _resume(user_id: str, word: str, why: str | None, ports: SlackPorts) -> SlackMessage:
    done = await resume_as(user_id, word, why, ports.use_cases)
    return SlackMessage(refusal_text(done) if isinstance(done, Refusal) else resume_answer(done), [])


async def _list(user_id: str, ports: SlackPorts) -> SlackMessage:
    person = await member(user_id, ports.use_cases)
    if isinstance(person, Refusal):
        return SlackMessage(refusal_text(person), [])
    return halts_list(await ports.use_cases.halts.active(anew=True))


def _as_typed(text: str) -> str:
    """What the person wrote, without the escapes that Slack puts in for three characters of a command."""
    return unescaped(text).strip()
