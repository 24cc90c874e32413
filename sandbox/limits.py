"""Every Slack limit that the sandbox enforces, named once; text is counted after it is escaped."""

from typing import Final

# Messages
MESSAGE_BLOCKS: Final = 50
MESSAGE_TEXT: Final = 40_000  # chat.postMessage truncates later; beyond this it refuses
UPDATE_TEXT: Final = 4_000  # chat.update answers msg_too_long above it
MESSAGE_BLOCKS_TEXT: Final = 12_000  # undocumented: msg_blocks_too_long near it
MESSAGE_ATTACHMENTS: Final = 100
MESSAGE_METADATA_BYTES: Final = 16_000
MARKDOWN_TEXT: Final = 12_000

# Views
VIEW_BLOCKS: Final = 100
VIEW_TITLE: Final = 24
VIEW_PRIVATE_METADATA: Final = 3_000
VIEW_BYTES: Final = 250_000
VIEW_STACK: Final = 3

# Identifiers
IDENTIFIER: Final = 255

# Text objects and blocks
TEXT: Final = 3_000
SECTION_FIELDS: Final = 10
SECTION_FIELD_TEXT: Final = 2_000
HEADER_TEXT: Final = 150
CONTEXT_ELEMENTS: Final = 10
CONTEXT_ACTIONS_ELEMENTS: Final = 5
ACTIONS_ELEMENTS: Final = 25
INPUT_LABEL: Final = 2_000
INPUT_HINT: Final = 2_000
IMAGE_URL: Final = 3_000
IMAGE_ALT: Final = 2_000
IMAGE_TITLE: Final = 2_000
VIDEO_TITLE: Final = 200
VIDEO_AUTHOR: Final = 50
TABLE_ROWS: Final = 100
TABLE_CELLS: Final = 20
TABLE_CHARACTERS: Final = 10_000
TABLES_PER_MESSAGE: Final = 1
CAROUSEL_CARDS: Final = 10
CARD_TITLE: Final = 150
CARD_BODY: Final = 200

# Elements
BUTTON_TEXT: Final = 75
BUTTON_VALUE: Final = 2_000
BUTTON_URL: Final = 3_000
ACCESSIBILITY_LABEL: Final = 75
CONFIRM_TITLE: Final = 100
CONFIRM_TEXT: Final = 300
CONFIRM_BUTTON: Final = 30
OPTION_TEXT: Final = 75
OPTION_DESCRIPTION: Final = 75
OPTION_VALUE: Final = 150  # sources disagree: 75 or 150; the looser one, so that nothing true is refused
OPTION_URL: Final = 3_000
OPTION_GROUPS: Final = 100
OPTION_GROUP_LABEL: Final = 75
SELECT_OPTIONS: Final = 100
OVERFLOW_OPTIONS: Final = 5
CHECKBOX_OPTIONS: Final = 10
RADIO_OPTIONS: Final = 10
PLACEHOLDER: Final = 150
PLAIN_TEXT_INPUT: Final = 3_000
FILE_INPUT_FILES: Final = 10

# Time
TRIGGER_SECONDS: Final = 3.0
ACK_SECONDS: Final = 3.0
RESPONSE_URL_USES: Final = 5
RESPONSE_URL_SECONDS: Final = 1_800.0
EVENT_RETRY_SECONDS: Final = (0.0, 60.0, 300.0)
SIGNATURE_VERSION: Final = "v0"

# Socket Mode
SOCKET_CONNECTIONS: Final = 10
