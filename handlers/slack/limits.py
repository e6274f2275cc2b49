"""Slack's limits, with their source: https://docs.slack.dev/reference/block-kit/blocks"""

BLOCKS = 50
BLOCKS_TOGETHER = 13_000
"""Characters of JSON. Slack does not document it; above 13,200 people are told
msg_blocks_too_long.
"""
TOP_TEXT = 3500
THREAD_TEXT = 6000
"""Our own budgets for what people read in one message of a digest."""
HEADER = 150
SECTION = 3000
FIELD = 1700
"""Our own, so that two beside each other are within TOP_TEXT; Slack takes 2,000."""
FIELDS = 2
"""Our own: as many as stand beside each other."""
CONTEXT_ELEMENTS = 10
SMALL_PRINT = 1000
"""Our own, so that ten of them pass."""
BUTTON = 75
BUTTON_VALUE = 2000
ALT = 500
"""Our own; Slack takes 2,000."""
CELL = 200
"""Our own, of a table. Slack takes 10,000 characters and 100 rows altogether."""
TABLE_ROWS = 100
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30
PREVIEW = 800
"""Our own: of a story in its receipt. The whole message must stay within BLOCKS_TOGETHER, and a
character may take six in JSON.
"""
CHIPS = 300
"""Our own: the names of tags in a receipt."""
CHIPS_LINE = 400
"""Those names with the word before them."""
VIEW_BLOCKS = 100
VIEW_TITLE = 24
VIEW_BUTTON = 24
VIEW_TOGETHER = 250_000
"""Bytes of JSON. https://docs.slack.dev/surfaces/modals"""
INPUT = 3000
LABEL = 2000
PLACEHOLDER = 150
HINT = 2000
OPTION = 75
OPTIONS = 100
METADATA = 3000
EXCERPT = 300
"""Our own: of a story on the Home tab."""
TEXT = 200
"""Our own budget for the fall-back text of a notification."""


def cut(text: str, limit: int) -> str:
    """Return at most `limit` characters, ending in … where something was left out."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def cut_escaped(text: str, limit: int) -> str:
    """Cut escaped mrkdwn without leaving half an entity behind."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    ampersand = kept.rfind("&", max(len(kept) - 4, 0))
    if ampersand >= 0 and ";" not in kept[ampersand:]:
        kept = kept[:ampersand]
    return kept + "…"
