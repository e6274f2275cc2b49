"""What readers do with a digest on Slack: read, search, take on a reply, say what they think."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.core.archive import Archive
from bot.core.claiming import Claiming
from bot.core.model.language import spoken
from bot.core.model.team import Team, Teams
from bot.core.opinions import Opinions
from bot.core.payload import Payload
from bot.core.ports.catalogue import Texts
from bot.core.preferences import Preferences
from bot.core.talk import Talk
from handlers.slack import action_ids, reader_views
from handlers.slack.blocks import SlackBlock
from handlers.slack.languages import Languages
from handlers.slack.modals import Modals
from handlers.slack.parse import Self
from handlers.slack.private import answered
from handlers.slack.reader_presses import (
    ReaderForm,
    ReaderPress,
    Spot,
    parse_reader_form,
    parse_reader_press,
    to_claim,
    turned_away,
)
from handlers.slack.reader_views import ReaderViews

_Draw = Callable[[ReaderViews, ReaderPress, Team], Awaitable[SlackBlock]]

_ELSEWHERE, _OUTSIDER = "reader-elsewhere", "reader-outsider"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderListener:
    """Serves the readers of one workspace. The team is that of the channel in which they read."""

    me: Self
    teams: Teams
    archive: Archive
    claiming: Claiming
    opinions: Opinions
    preferences: Preferences
    talk: Talk
    views: Modals
    languages: Languages
    texts: Texts

    async def on_read(self, body: Payload, ack: AsyncAck) -> None:
        """A story is asked for, in a channel or from a list."""
        await self._show(body, self._story)
        await ack()

    async def on_queue(self, body: Payload, ack: AsyncAck) -> None:
        """The queue of those who wait is asked for."""
        await self._show(body, self._queue)
        await ack()

    async def on_search(self, body: Payload, ack: AsyncAck) -> None:
        """The form of the search is asked for."""
        await self._show(body, _search)
        await ack()

    async def on_method(self, body: Payload, ack: AsyncAck) -> None:
        """How a digest is made is asked for."""
        found = await self._pressed(body)
        if found is not None:
            press, team = found
            await self._open(_about(press, press.value), team, self._method)
        await ack()

    async def on_claim(self, body: Payload, ack: AsyncAck) -> None:
        """Somebody takes on a reply."""
        await self._claim(body, self.claiming.claim)
        await ack()

    async def on_release(self, body: Payload, ack: AsyncAck) -> None:
        """Somebody gives a reply back."""
        await self._claim(body, self.claiming.release)
        await ack()

    async def on_more(self, body: Payload, ack: AsyncAck) -> None:
        """Something of the menu is chosen."""
        found = await self._pressed(body)
        if found is not None:
            press, team = found
            wish, _, digest = press.value.partition(":")
            if wish == action_ids.MUTE:
                await self.preferences.let_ask(press.person, may=False)
                await self._say(press, "muted")
            elif wish in self._menu:
                await self._open(_about(press, digest), team, self._menu[wish])
        await ack()

    async def on_searched(self, body: Payload, ack: AsyncAck) -> None:
        """The form of the search is submitted: what was found stands below it."""
        form = parse_reader_form(body, self.me)
        if form is None:
            await ack()
            return
        team = self.teams.by_channel(form.spot.channel)
        if team is None:
            await self._end(form, _ELSEWHERE, ack)
            return
        words = form.values.get(reader_views.WORDS, "")
        found = await self.archive.search(team, words)
        views = await self._views(form.user, form.spot)
        await ack(response_action="update", view=views.search(words, found))

    async def on_rated(self, body: Payload, ack: AsyncAck) -> None:
        """Whether the digest was useful is submitted."""
        form = parse_reader_form(body, self.me)
        if form is not None and form.spot.digest_id is not None:
            is_useful = form.values.get(reader_views.USEFUL) == reader_views.YES
            digest = form.spot.digest_id
            kept = await self.opinions.rate(digest, form.person, is_useful=is_useful)
            await self._end(form, "rated" if kept else "team-rate-gone", ack)
        else:
            await ack()

    async def on_voted(self, body: Payload, ack: AsyncAck) -> None:
        """A vote is submitted."""
        form = parse_reader_form(body, self.me)
        if form is not None and form.spot.digest_id is not None:
            number = form.values.get(reader_views.STORY, "")
            why = form.values.get(reader_views.WHY, "")
            kept = await self.opinions.vote(form.spot.digest_id, form.person, number, why)
            await self._end(form, "voted" if kept else "vote-gone", ack)
        else:
            await ack()

    async def on_spoken(self, body: Payload, ack: AsyncAck) -> None:
        """A language is submitted."""
        form = parse_reader_form(body, self.me)
        if form is not None:
            chosen = spoken(form.values.get(reader_views.LANGUAGE, ""))
            await self.preferences.choose_language(form.person, chosen)
            await self._end(form, "spoken-to", ack)
        else:
            await ack()

    @property
    def _menu(self) -> dict[str, _Draw]:
        return {
            action_ids.RATE: _rate,
            action_ids.VOTE: self._vote,
            action_ids.SPEAK: _speak,
            action_ids.METHOD: self._method,
        }

    async def _claim(self, body: Payload, change: Callable[..., Awaitable[bool]]) -> None:
        found = await self._pressed(body)
        if found is None:
            return
        press, team = found
        await change(to_claim(press, team))
        if press.view_id:
            views = await self._views(press.user, press.spot)
            view = await self._queue(views, press, team)
            await self.views.update(press.view_id, press.view_hash, view)

    async def _show(self, body: Payload, draw: _Draw) -> None:
        found = await self._pressed(body)
        if found is not None:
            await self._open(*found, draw)

    async def _pressed(self, body: Payload) -> tuple[ReaderPress, Team] | None:
        """Return the press and the team that reads where it was made; None, and say so, where
        none of the settings does, and to people of another workspace: its stories are none of
        their business.
        """
        press = parse_reader_press(body, self.me)
        if press is None:
            if answer := turned_away(body, self.me, _OUTSIDER):
                await self.talk.answer(answer)
            return None
        team = self.teams.by_channel(press.spot.channel)
        if team is None:
            await self._say(press, _ELSEWHERE)
            return None
        return press, team

    async def _open(self, press: ReaderPress, team: Team, draw: _Draw) -> None:
        """Show a view: over the one in which the button is, else alone."""
        view = await draw(await self._views(press.user, press.spot), press, team)
        show = self.views.push if press.view_id else self.views.open
        if not await show(press.trigger_id, view):
            await self._say(press, "form-failed")

    async def _story(self, views: ReaderViews, press: ReaderPress, team: Team) -> SlackBlock:
        return views.story(await self.archive.story(team, press.value, press.person))

    async def _queue(self, views: ReaderViews, press: ReaderPress, team: Team) -> SlackBlock:
        return views.queue(await self.claiming.queue(team, press.person))

    async def _vote(self, views: ReaderViews, press: ReaderPress, _team: Team) -> SlackBlock:
        digest = press.spot.digest_id
        return views.vote(await self.opinions.candidates(digest) if digest else ())

    async def _method(self, views: ReaderViews, press: ReaderPress, _team: Team) -> SlackBlock:
        digest = press.spot.digest_id
        return views.method(await self.opinions.digest(digest) if digest else None)

    async def _end(self, form: ReaderForm, key: str, ack: AsyncAck) -> None:
        views = await self._views(form.user, form.spot)
        await ack(response_action="update", view=views.said(key))

    async def _views(self, user: str, spot: Spot) -> ReaderViews:
        return ReaderViews(await self.languages.of(user), self.texts, spot)

    async def _say(self, press: ReaderPress, note: str) -> None:
        await self.talk.answer(answered(press.key, press.user, note))


def _about(press: ReaderPress, digest: str) -> ReaderPress:
    return replace(press, spot=reader_views.about(press.spot, digest))


async def _search(views: ReaderViews, _press: ReaderPress, _team: Team) -> SlackBlock:
    return views.search("", None)


async def _rate(views: ReaderViews, _press: ReaderPress, _team: Team) -> SlackBlock:
    return views.rate()


async def _speak(views: ReaderViews, _press: ReaderPress, _team: Team) -> SlackBlock:
    return views.speak()


def register_reader(app: AsyncApp, listener: ReaderListener) -> None:
    """Register what readers do, before what is acknowledged and let be."""
    app.action(action_ids.READ)(listener.on_read)
    app.action(re.compile(f"^{action_ids.QUEUE}$"))(listener.on_queue)
    app.action(action_ids.SEARCH)(listener.on_search)
    app.action(action_ids.METHOD)(listener.on_method)
    app.action(action_ids.CLAIM)(listener.on_claim)
    app.action(action_ids.RELEASE)(listener.on_release)
    app.action(action_ids.MORE)(listener.on_more)
    app.view(action_ids.SEARCH_VIEW)(listener.on_searched)
    app.view(action_ids.RATE_VIEW)(listener.on_rated)
    app.view(action_ids.VOTE_VIEW)(listener.on_voted)
    app.view(action_ids.SPEAK_VIEW)(listener.on_spoken)
