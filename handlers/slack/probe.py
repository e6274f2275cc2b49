"""Whether Slack knows us, for `doctor`."""

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.answers import status_of, word_of

_AWAY = "Slack cannot be reached: check the network and slack.base_url."


async def probe(client: AsyncWebClient) -> str:
    """Return what to do when Slack cannot be used, else nothing."""
    try:
        await client.auth_test()
    except SlackApiError as error:
        reason = word_of(error)
        if status_of(error) != 200 or not reason:
            return _AWAY
        return f"Slack refuses the bot token ({reason}): set KUULE_SLACK_BOT_TOKEN anew."
    except (aiohttp.ClientError, TimeoutError):
        return _AWAY
    return ""
