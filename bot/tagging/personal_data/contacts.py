"""E-mail addresses, handles and links, also as Slack writes them.

Sources: Slack's "Formatting text for app surfaces" (people are <@U1>, links <https://…|text>,
<tel:…|…> and <mailto:…|…>); RFC 3986 for what a link may contain.
"""

import re
from collections.abc import Iterator

from bot.core.model.tag import PersonalData

# Every quantifier is bounded, or its run cannot fail once begun: time is linear.
_W = r"\w\u0300-\u036f"
_SLACK = re.compile(
    r"<(?:(?P<handle>@[^<>\[\]\s]{1,200})|(?P<phone>tel:[^<>\[\]\n]{1,200})"
    r"|(?P<email>mailto:[^<>\[\]\n]{1,600})"
    r"|(?P<link>https?://[^<>\[\]\s|]{1,2000}(?:\|[^<>\[\]\n]{0,600})?))>"
)
_LINK = re.compile(
    r"(?:https?://|(?<![\w@.-])www\.)(?=[^\W_])[^\s<>\[\]\"”“„»«…|]+", re.IGNORECASE
)
_CASE_ENDING = re.compile(r":(?:s|t|n|[ei]n|t?[aä]|(?:ss|st|ll|lt)[aä]|lle|ksi)$")
_PUNCTUATION = ".,;:!?'’*_~`"

_AT = r"(?:@|\s?[(\[](?:at|ät|snabel-?a|miukumauku)[)\]]\s?)"
_DOT = r"\s?[(\[](?:piste|dot|punkt)[)\]]\s?"
_EMAIL = re.compile(
    rf"(?<![{_W}.%+'-])[{_W}.%+'-]{{1,120}}+(?:{_DOT}[{_W}-]{{1,63}}){{0,2}}(?:"
    rf"(?:{_AT}|\s?[(\[]a[)\]]\s?)[^\W\d_][{_W}-]{{0,100}}(?:{_DOT}[{_W}-]{{1,63}}){{1,4}}"
    rf"|\s?[(\[]a[)\]]\s?[^\W\d_][{_W}.-]{{0,253}}\.[^\W\d_]{{2,24}}"
    rf"|{_AT}[^\W\d_][{_W}.-]{{0,253}}[^\W_](?:@[{_W}.-]{{1,253}})*)",
    re.IGNORECASE,
)
_SAID_AT = re.compile(r"[(\[](?:at?|ät|snabel-?a|miukumauku)[)\]]", re.IGNORECASE)
_HANDLE = re.compile(
    rf"@(?<![\w/]@)(?![\d.,]+(?!\w))[^\W_](?:[{_W}.-]{{0,253}}\w)?(?:@[{_W}.-]{{1,253}})*"
)
_BROADCASTS = frozenset({"@here", "@channel", "@everyone", "@kanava", "@kaikki", "@alla", "@all"})


def slack_forms(text: str) -> Iterator[PersonalData]:
    """Yield what Slack wrote in angle brackets, as a whole."""
    if "<" in text:
        for match in _SLACK.finditer(text):
            yield PersonalData(str(match.lastgroup), *match.span())


def links(text: str) -> Iterator[PersonalData]:
    """Yield web addresses without the punctuation and the case ending after them."""
    if "://" in text or "www." in text.lower():
        for match in _LINK.finditer(text):
            written = _CASE_ENDING.sub("", _bare(match.group()))
            yield PersonalData("link", match.start(), match.start() + len(written))


def emails(text: str) -> Iterator[PersonalData]:
    """Yield mail addresses, also those that say (at) and (dot)."""
    if "@" in text or _SAID_AT.search(text):
        for match in _EMAIL.finditer(text):
            yield PersonalData("email", *match.span())


def handles(text: str) -> Iterator[PersonalData]:
    """Yield @names that are somebody; @here and its like are everybody."""
    if "@" in text:
        for match in _HANDLE.finditer(text):
            if match.group().casefold() not in _BROADCASTS:
                yield PersonalData("handle", *match.span())


def _bare(link: str) -> str:
    link = link.rstrip(_PUNCTUATION)
    if link.endswith(")") and "(" not in link:
        return link.rstrip(_PUNCTUATION + ")")
    return link
