"""Slack's mrkdwn to plain text and back. Only & < > are control characters there; everything
else is text.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re

_CONTROL = re.compile(r"<([@#!][^<>]*|[A-Za-z][A-Za-z0-9+.-]*:[^<>]*)>")
"""A mention, a channel, a special word or a link. Any other < in a text stays one."""
_DECODED = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_ENTITY = re.compile("|".join(_DECODED))


def plain(text: str) -> str:
    """Return what a person sees: links by their label or address, mentions as @ID, entities
    decoded once.
    """
    return _ENTITY.sub(lambda match: _DECODED[match[0]], _CONTROL.sub(_spell, text))


def escaped(text: str) -> str:
    """Return text that Slack shows as it is: no mention, link or date can arise from it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def without_mention(text: str, user: str) -> str:
    """Drop a user's mention, with which a story to Kuule begins."""
    return re.sub(rf"\s*<@{re.escape(user)}(\|[^<>]*)?>[\s:,]*", " ", text).strip()


def _spell(match: re.Match[str]) -> str:
    target, _, label = match[1].partition("|")
    if target.startswith("@"):
        return target
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        # <!channel>, <!subteam^S1|@group>, <!date^…|text>: the fallback text, else the word
        # without its power.
        return label or target[1:].partition("^")[0]
    return label or target.removeprefix("mailto:").removeprefix("tel:")
