"""Slack's side of the program: who we are there, and Bolt with its listeners behind a transport,
while it runs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.asking import Asking
from bot.core.editing import Editing
from bot.core.gate import Gate
from bot.core.intake import Intake
from bot.core.model.team import Teams
from bot.core.overseeing import Overseeing
from bot.core.ports.catalogue import Texts
from bot.core.ports.clock import Clock
from bot.core.preferences import Preferences
from bot.core.previews import Previews
from bot.core.removal import Removal
from bot.core.talk import Talk
from bot.core.trying import Trying
from bot.digest.blocks import Labels
from handlers.slack.asking import Pause, introduce
from handlers.slack.boundary import SlackBoundary
from handlers.slack.languages import Languages
from handlers.slack.listeners import SlackListener, register
from handlers.slack.messages import Messages
from handlers.slack.modal_listener import ModalListener
from handlers.slack.modals import Modals
from handlers.slack.not_saved import NotSaved
from handlers.slack.oversight import OversightListener
from handlers.slack.parse import Self
from handlers.slack.pointing import PointingListener
from handlers.slack.profiles import Profiles
from handlers.slack.reader import ReaderListener
from handlers.slack.refusals import Doorkeeper
from handlers.slack.teller import TellerListener


class Transport(Protocol):
    """A way by which Slack's requests come."""

    async def serve(self, boundary: SlackBoundary) -> None:
        """Bring them to the boundary until cancelled; then answer what came in."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackConnection:
    """A transport with everything behind it."""

    client: AsyncWebClient
    transport: Transport
    teams: Teams
    intake: Intake
    editing: Editing
    removal: Removal
    talk: Talk
    teller: Callable[[Self, Languages], TellerListener]
    reader: Callable[[Self, Languages], ReaderListener]
    overseeing: Overseeing
    trying: Trying
    gate: Gate
    profiles: Profiles
    preferences: Preferences
    previews: Previews
    asking: Asking
    texts: Texts
    labels: Labels
    clock: Clock
    pause: Pause

    async def run(self) -> None:
        """Listen until cancelled; then answer what came in."""
        me = await introduce(self.client, self.pause)
        app = build_app(self.client, me)
        doorkeeper = Doorkeeper(self.profiles)
        languages = Languages(me.workspace, self.preferences, self.profiles, self.teams)
        modal = ModalListener(
            me=me,
            teams=self.teams,
            intake=self.intake,
            previews=self.previews,
            talk=self.talk,
            texts=self.texts,
            labels=self.labels,
            profiles=self.profiles,
            languages=languages,
            modals=Modals(self.client),
            clock=self.clock,
        )
        pointing = PointingListener(
            me=me,
            teams=self.teams,
            intake=self.intake,
            asking=self.asking,
            talk=self.talk,
            messages=Messages(self.client),
            doorkeeper=doorkeeper,
            clock=self.clock,
        )
        listener = SlackListener(
            me=me,
            teams=self.teams,
            intake=self.intake,
            editing=self.editing,
            removal=self.removal,
            talk=self.talk,
            trying=self.trying,
            modal=modal,
            pointing=pointing,
            doorkeeper=doorkeeper,
            clock=self.clock,
        )
        teller, reader = self.teller(me, languages), self.reader(me, languages)
        owner = OversightListener(me=me, overseeing=self.overseeing, clock=self.clock)
        register(app, listener, teller, reader, owner)
        not_saved = NotSaved(self.texts, languages)
        await self.transport.serve(SlackBoundary(app, self.gate, not_saved))


def build_app(client: AsyncWebClient, me: Self) -> AsyncApp:
    """Return Bolt for one workspace, acknowledging after its listeners.

    It is authorised here, once: Bolt's own way asks Slack at the first event, and when that
    fails it acknowledges an event that nobody handled. Its other short cuts, which acknowledge
    before any listener, are off for the same reason.
    """

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=me.workspace, bot_user_id=me.user, bot_token=client.token
        )

    # The token comes from `authorize`; Bolt warns of one that stands in the client too.
    bare = AsyncWebClient(base_url=client.base_url, timeout=client.timeout, retry_handlers=[])
    return AsyncApp(
        client=bare,
        authorize=authorize,
        process_before_response=True,
        ignoring_self_events_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
