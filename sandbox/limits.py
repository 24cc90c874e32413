"""Every Slack limit that the sandbox enforces, named once; text is counted after it is escaped.

From docs.slack.dev, Slack's own SDKs and the types that they publish. Where these disagree the comment says so.
"""

from typing import Final

# Messages
MESSAGE_BLOCKS: Final = 50
MESSAGE_TEXT: Final = 40_000  # chat.postMessage truncates later; beyond this it refuses
UPDATE_TEXT: Final = 4_000  # chat.update answers msg_too_long above it
MESSAGE_BLOCKS_TEXT: Final = 12_000  # undocumented: msg_blocks_too_long near it
MESSAGE_ATTACHMENTS: Final = 100
MESSAGE_METADATA_BYTES: Final = 16_000
MARKDOWN_TEXT: Final = 12_000  # of all markdown blocks of a message together

# Views
VIEW_BLOCKS: Final = 100
VIEW_TITLE: Final = 24  # also of the submit and close buttons
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
VIDEO_TITLE: Final = 199  # "must be less than 200 characters"
VIDEO_AUTHOR: Final = 49  # "must be less than 50 characters"
ALERT_TEXT: Final = 200  # Slack's Java SDK; the published types have no limit
CAROUSEL_CARDS: Final = 10
CARD_TITLE: Final = 150
CARD_SUBTITLE: Final = 150
CARD_BODY: Final = 200
CARD_SUBTEXT: Final = 200
CARD_ACTIONS: Final = 3
CONTAINER_BLOCKS: Final = 10
CONTAINER_TITLE: Final = 150
CONTAINER_SUBTITLE: Final = 150
PROVIDER_VALUE: Final = 150
PROVIDER_NAME: Final = 75
PROVIDER_DESCRIPTION: Final = 150
PROVIDER_CONNECTED: Final = 75
PROVIDER_URL: Final = 3_000

# Tables and charts
TABLE_ROWS: Final = 100
TABLE_CELLS: Final = 20
TABLE_CHARACTERS: Final = 10_000  # of all cells of all tables of a message together
TABLES_PER_MESSAGE: Final = 1
DATA_TABLE_ROWS: Final = 201  # with its header; the documentation said 101 at first
DATA_TABLE_PAGE: Final = 100
CHARTS_PER_MESSAGE: Final = 2
CHART_TITLE: Final = 50
CHART_LABEL: Final = 20
CHART_AXIS_LABEL: Final = 50
CHART_SERIES: Final = 12  # the documentation said 6 at first; also the segments of a pie
CHART_POINTS: Final = 20

# Elements
BUTTON_TEXT: Final = 75
BUTTON_VALUE: Final = 2_000
BUTTON_URL: Final = 3_000
BUTTON_AGENT_PROMPT: Final = 4_000
ACCESSIBILITY_LABEL: Final = 75
VISIBLE_TO_USERS: Final = 10
CONFIRM_TITLE: Final = 100
CONFIRM_TEXT: Final = 300
CONFIRM_BUTTON: Final = 30
OPTION_TEXT: Final = 75
OPTION_DESCRIPTION: Final = 75
OPTION_VALUE: Final = 75  # sources disagree, 75 or 150: what passes here passes by both
OPTION_URL: Final = 3_000
OPTION_GROUPS: Final = 100
OPTION_GROUP_LABEL: Final = 75
SELECT_OPTIONS: Final = 100
OVERFLOW_OPTIONS: Final = 5
CHECKBOX_OPTIONS: Final = 10
RADIO_OPTIONS: Final = 10
PLACEHOLDER: Final = 150
PLAIN_TEXT_INPUT: Final = 3_000  # the value, min_length and max_length
FILE_INPUT_FILES: Final = 10
EPOCH_SECONDS: Final = 9_999_999_999  # ten digits
LIST_INDENT: Final = 8

# Time
TRIGGER_SECONDS: Final = 3.0
ACK_SECONDS: Final = 3.0
RESPONSE_URL_USES: Final = 5
RESPONSE_URL_SECONDS: Final = 1_800.0
EVENT_RETRY_SECONDS: Final = (0.0, 60.0, 300.0)
SIGNATURE_VERSION: Final = "v0"

# Socket Mode
SOCKET_CONNECTIONS: Final = 10

# Files
FILE_BYTES: Final = 1_000_000_000
FILE_ALT_TEXT: Final = 1_000
FILE_SNIPPET_BYTES: Final = 1_000_000
FILE_CHANNELS: Final = 100

# Scheduled messages
SCHEDULE_SECONDS: Final = 120 * 86_400
SCHEDULE_WINDOW_SECONDS: Final = 300
SCHEDULED_PER_WINDOW: Final = 30  # in one channel, within any five minutes
SCHEDULE_FIXED_SECONDS: Final = 60  # so close to its time, a message cannot be taken back

# Conversations
GROUP_DM_PEOPLE: Final = 8
CHANNEL_NAME: Final = 80
