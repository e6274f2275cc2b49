"""Slack's limits, with their source: https://docs.slack.dev/reference/block-kit/blocks"""

BLOCKS = 50
BLOCKS_TOGETHER = 13_000
"""Characters of JSON. Slack does not document it; above 13,200 people are told
msg_blocks_too_long.
"""
HEADER = 150
SECTION = 3000
FIELD = 2000
FIELDS = 2
"""Our own: as many as stand beside each other."""
CONTEXT_ELEMENTS = 10
SMALL_PRINT = 1000
"""Our own, so that ten of them pass."""
BUTTON = 75
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
