"""The questions that are asked of an action that ran without a person and was wrong."""

from typing import Annotated

from pydantic import AfterValidator

from oversight.policy.file.choices.choice_text import choice_text, refuse_twins
from oversight.policy.file.unfit import Unfit

FEWEST, MOST = 2, 5


def _rubric(questions: tuple[str, ...]) -> tuple[str, ...]:
    if questions and not FEWEST <= len(questions) <= MOST:
        raise Unfit(
            f"a rubric of {len(questions)} is not one that people answer: it has {FEWEST} to {MOST} questions",
            "Ask about what goes wrong most, such as Is it the right customer?",
        )
    refuse_twins("question", questions)
    return questions


Rubric = Annotated[tuple[Annotated[str, AfterValidator(choice_text("question"))], ...], AfterValidator(_rubric)]
