"""Texts that people choose from in Slack: one visible line each, and no two alike."""

from collections.abc import Callable, Sequence
from html import escape

from oversight.policy.file.unfit import Unfit

LONGEST = 75
"""Characters of a radio button's or check box's text, as Slack counts: ``&`` is five, ``<`` and ``>`` are four."""


def choice_text(noun: str) -> Callable[[str], str]:
    """Checks one text that is a ``noun``, such as “reason”."""

    def checked(text: str) -> str:
        if not text.strip():
            raise Unfit(f"a {noun} without words says nothing", "Write a few words, such as Wrong customer")
        if text != text.strip() or not text.isprintable():
            raise Unfit(f"{text!r} is not one line of visible text", "Write it on one line, without spaces around it")
        if (length := len(escape(text, quote=False))) > LONGEST:
            raise Unfit(
                f"it has {length} characters, and Slack's radio buttons show {LONGEST} (& counts as 5, < and > as 4)",
                "Write fewer; reviewers can say more in the field below",
            )
        return text

    return checked


def refuse_twins(noun: str, texts: Sequence[str]) -> None:
    """Raises where two are alike but for capital letters."""
    folded = [text.casefold() for text in texts]
    if twins := sorted({text for text in texts if folded.count(text.casefold()) > 1}):
        raise Unfit(f"the same {noun} stands here twice: {', '.join(twins)}", "Remove one, so that they can be counted")
