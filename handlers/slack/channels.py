"""Whether Kuule is in the channels of the settings, and whether they suit it. For `doctor`."""

from collections.abc import AsyncIterator, Iterator

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.model.check import Check
from bot.core.model.team import Teams
from handlers.slack.answers import word_of

_UNSEEN = (
    "Whether Kuule is in its channels cannot be seen without the scope channels:history or "
    "channels:read: look in Slack."
)
_PARTLY_SEEN = (
    "Whether channels are archived or shared with another organisation cannot be seen without "
    "the scope channels:read: look in Slack."
)
_NOT_IN = "Kuule is not in this channel: type /invite @Kuule there."
_NOT_FOUND = "Slack does not show this channel: correct its id, or invite Kuule if it is private."
_PRIVATE = (
    "This channel is private, and the app lacks {}: paste what `kuule slack manifest --private` "
    "prints under App Manifest in Slack and install the app again."
)
_ARCHIVED = "This channel is archived: unarchive it in Slack, or choose another."
_SHARED = (
    "This channel is shared with another organisation, where Kuule takes no stories and a digest "
    "would be read by others: choose another."
)
_NO_ANSWER = "Slack gave no answer on this channel: run `kuule doctor` again later."

_READ, _HISTORY = "channels:read", "channels:history"
_NEVER = "9999999999.000000"
"""A history from then on holds no message: that Slack answers at all is what counts."""


async def look_at_channels(
    client: AsyncWebClient, teams: Teams, granted: frozenset[str] | None
) -> AsyncIterator[Check]:
    """Yield a check for each channel, as far as the scopes let it be seen; `granted` None is
    not known, so everything is tried.
    """
    scopes = frozenset({_READ, _HISTORY}) if granted is None else granted
    if not scopes & {_READ, _HISTORY}:
        yield Check("slack-channels", _UNSEEN, is_remark=True)
        return
    if _READ not in scopes:
        yield Check("slack-channels", _PARTLY_SEEN, is_remark=True)
    look = _by_info if _READ in scopes else _by_history
    for key, channel in _named(teams):
        try:
            fix = await look(client, channel)
        except SlackApiError as error:
            fix = _refused(error)
        except (aiohttp.ClientError, TimeoutError):
            fix = _NO_ANSWER
        yield Check(key, fix)


def _named(teams: Teams) -> Iterator[tuple[str, str]]:
    """Yield each channel with the key of the setting that names it."""
    for number, team in enumerate(teams.all):
        for place, channel in enumerate(team.slack_listen):
            yield f"teams[{number}].slack.listen[{place}]", channel
        if team.slack_digest:
            yield f"teams[{number}].slack.digest", team.slack_digest
        if team.slack_leadership:
            yield f"teams[{number}].slack.leadership", team.slack_leadership


async def _by_info(client: AsyncWebClient, channel: str) -> str:
    found = (await client.conversations_info(channel=channel)).get("channel") or {}
    if found.get("is_archived") is True:
        return _ARCHIVED
    if found.get("is_ext_shared") is True or found.get("is_pending_ext_shared") is True:
        return _SHARED
    return _NOT_IN if found.get("is_member") is False else ""


async def _by_history(client: AsyncWebClient, channel: str) -> str:
    await client.conversations_history(channel=channel, oldest=_NEVER, limit=1)
    return ""


def _refused(error: SlackApiError) -> str:
    word = word_of(error)
    if word == "not_in_channel":
        return _NOT_IN
    if word == "missing_scope":
        return _PRIVATE.format(error.response.get("needed") or "a scope")
    return _NOT_FOUND if word == "channel_not_found" else _NO_ANSWER
