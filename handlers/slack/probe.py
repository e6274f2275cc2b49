"""Whether Slack knows us, for `doctor`."""

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient


async def probe(client: AsyncWebClient) -> str:
    """Return what to do when Slack cannot be used, else nothing."""
    try:
        await client.auth_test()
    except SlackApiError as error:
        reason = error.response.get("error", "unknown")
        return f"Slack refuses the bot token ({reason}): set KUULE_SLACK_BOT_TOKEN anew."
    except (aiohttp.ClientError, TimeoutError):
        return "Slack cannot be reached: check the network and slack.base_url."
    return ""
