"""Slack's limits, as documented on docs.slack.dev unless a line says otherwise. Lengths count ``&amp; &lt; &gt;``."""

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_CHARACTERS = 9_000
"""Our budget for all text of one message. Undocumented: Slack refuses near 12,000 (bolt-js #2509, #2867)."""
FALLBACK_CHARACTERS = 4_000
"""Top-level ``text``: ``chat.update`` refuses more."""

TEXT_OBJECT = 3_000
SECTION_FIELDS = 10
HEADER = 150
CONTEXT_ELEMENTS = 10

BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
ACCESSIBILITY_LABEL = 75
ID = 255
"""``action_id``, ``block_id``, ``callback_id``, ``external_id``."""

CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30

OPTION_TEXT = 75
OPTION_VALUE = 75
"""Sources disagree, 75 or 150; this is within both."""
OVERFLOW_OPTIONS = 5

INPUT_LABEL = 2_000
INPUT_VALUE = 3_000
PLACEHOLDER = 150

MODAL_TITLE = 24
"""Also the submit and close buttons."""
PRIVATE_METADATA = 3_000
VIEW_BYTES = 250_000
"""JSON of a whole view."""
