"""The shape of every button, and which elements fit which block."""

from typing import Final

from sandbox import limits
from sandbox.validation.inputs import FILE_INPUT, RICH_INPUT, TEXT_INPUT
from sandbox.validation.menus import ACT, BOXES, MOMENTS, OVERFLOW, PICKERS, SELECTS
from sandbox.validation.rules import Rule, array, by_type, one_of, shape, string, words
from sandbox.validation.texts import IDENTIFIER, any_text, image, plain_text

_LABEL: Final[dict[str, Rule]] = {"accessibility_label": words(limits.ACCESSIBILITY_LABEL)}
_STYLE: Final[dict[str, Rule]] = {"style": one_of("primary", "danger")}
_SEEN_BY: Final[dict[str, Rule]] = {"visible_to_user_ids": array(string(minimum=1), limits.VISIBLE_TO_USERS, minimum=1)}
_FEEDBACK: Final = shape(
    {"text": plain_text(limits.BUTTON_TEXT), "value": string(limits.BUTTON_VALUE)},
    {"accessibility_label": words(limits.ACCESSIBILITY_LABEL)},
)
_TRIGGER: Final = shape(
    {"url": string(limits.BUTTON_URL, minimum=1)},
    {"customizable_input_parameters": array(shape({"name": string(minimum=1), "value": string()}), minimum=1)},
)

BUTTON: Final[dict[str, Rule]] = {
    "button": shape(
        {"text": plain_text(limits.BUTTON_TEXT)},
        {
            **ACT,
            **_LABEL,
            **_STYLE,
            **_SEEN_BY,
            "url": string(limits.BUTTON_URL, minimum=1),
            "value": string(limits.BUTTON_VALUE),
            "agent_prompt": words(limits.BUTTON_AGENT_PROMPT),
            "agent_prompt_display": words(),
        },
        kind="button",
    )
}
_WORKFLOW: Final[dict[str, Rule]] = {
    "workflow_button": shape(
        {"text": plain_text(limits.BUTTON_TEXT), "workflow": shape({"trigger": _TRIGGER})},
        {**ACT, **_LABEL, **_STYLE},
        kind="workflow_button",
    )
}
_IMAGE: Final[dict[str, Rule]] = {"image": image()}
_CHOSEN: Final = {**PICKERS, **BOXES, **SELECTS}
_CONTEXT: Final = {**_IMAGE, "plain_text": plain_text(), "mrkdwn": any_text()}
_CONTEXT_ACTIONS: Final[dict[str, Rule]] = {
    "feedback_buttons": shape(
        {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
        {"action_id": IDENTIFIER},
        kind="feedback_buttons",
    ),
    "icon_button": shape(
        {"icon": string(minimum=1), "text": plain_text()},
        {**ACT, **_LABEL, **_SEEN_BY, "value": string(limits.BUTTON_VALUE)},
        kind="icon_button",
    ),
}
ELEMENTS: Final = {
    **BUTTON,
    **_WORKFLOW,
    **OVERFLOW,
    **_CHOSEN,
    **MOMENTS,
    **TEXT_INPUT,
    **RICH_INPUT,
    **FILE_INPUT,
    **_CONTEXT,
    **_CONTEXT_ACTIONS,
}
"""Every element by its type."""

ACTIONS_ELEMENT: Final = by_type({**BUTTON, **_WORKFLOW, **OVERFLOW, **MOMENTS, **RICH_INPUT, **_CHOSEN})
ACCESSORY: Final = by_type({**BUTTON, **_WORKFLOW, **OVERFLOW, **_IMAGE, **_CHOSEN})
INPUT_ELEMENT: Final = by_type({**TEXT_INPUT, **RICH_INPUT, **FILE_INPUT, **MOMENTS, **_CHOSEN})
CONTEXT_ELEMENT: Final = by_type(_CONTEXT)
CONTEXT_ACTIONS_ELEMENT: Final = by_type(_CONTEXT_ACTIONS)
CARD_ELEMENT: Final = by_type(BUTTON)
PROVIDER_ELEMENT: Final = by_type(OVERFLOW)
