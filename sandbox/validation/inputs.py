"""The shape of everything that is typed into or uploaded through."""

from typing import Any, Final

from sandbox import limits
from sandbox.validation.finding import Report
from sandbox.validation.rich_text import RICH_TEXT
from sandbox.validation.rules import Rule, array, boolean, integer, one_of, shape, string, words
from sandbox.validation.texts import IDENTIFIER, plain_text

_TYPED: Final[dict[str, Rule]] = {
    "action_id": IDENTIFIER,
    "focus_on_load": boolean,
    "placeholder": plain_text(limits.PLACEHOLDER),
    "dispatch_action_config": shape(
        {}, {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), minimum=1)}
    ),
}


def _lengths_agree(value: Any, pointer: str, report: Report) -> None:
    low, high = value.get("min_length", 0), value.get("max_length", limits.PLAIN_TEXT_INPUT)
    if low > high:
        report.add("maximum", "min_length must not exceed max_length", f"{pointer}/min_length", high, low)
    if (length := len(value.get("initial_value", ""))) > high:
        report.add("max_length", f"must be less than {high + 1} characters", f"{pointer}/initial_value", high, length)


TEXT_INPUT: Final[dict[str, Rule]] = {
    "plain_text_input": shape(
        {},
        {
            **_TYPED,
            "initial_value": words(limits.PLAIN_TEXT_INPUT),
            "multiline": boolean,
            "min_length": integer(0, limits.PLAIN_TEXT_INPUT),
            "max_length": integer(1, limits.PLAIN_TEXT_INPUT),
        },
        _lengths_agree,
        kind="plain_text_input",
    ),
    "number_input": shape(
        {"is_decimal_allowed": boolean},
        {**_TYPED, "initial_value": string(), "min_value": string(), "max_value": string()},
        kind="number_input",
    ),
    "email_text_input": shape({}, {**_TYPED, "initial_value": string()}, kind="email_text_input"),
    "url_text_input": shape({}, {**_TYPED, "initial_value": string()}, kind="url_text_input"),
}
RICH_INPUT: Final[dict[str, Rule]] = {
    "rich_text_input": shape(
        {},
        {**_TYPED, "initial_value": RICH_TEXT, "min_lines": integer(1), "max_lines": integer(1)},
        kind="rich_text_input",
    )
}
FILE_INPUT: Final[dict[str, Rule]] = {
    "file_input": shape(
        {},
        {
            "action_id": IDENTIFIER,
            "filetypes": array(string(minimum=1), minimum=1),
            "max_files": integer(1, limits.FILE_INPUT_FILES),
        },
        kind="file_input",
    )
}
