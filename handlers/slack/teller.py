"""What a teller does with their own stories on Slack: taps, forms, and the Home tab."""

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.core.amending import Amending
from bot.core.erasing import Erasing
from bot.core.home import HomeVisits
from bot.core.model.incoming import Change
from bot.core.model.language import spoken
from bot.core.payload import Payload, read_mapping, read_string
from bot.core.ports.catalogue import Texts
from bot.core.ports.clock import Clock
from bot.core.preferences import Preferences
from bot.core.removal import Removal
from bot.core.talk import Talk
from bot.core.text import is_blank
from handlers.slack import action_ids
from handlers.slack.home import home_view
from handlers.slack.languages import Languages
from handlers.slack.modals import Modals
from handlers.slack.parse import Self
from handlers.slack.presses import (
    Form,
    Press,
    Submission,
    chosen_tags,
    parse_erasing,
    parse_press,
    parse_removal,
    parse_submission,
    parse_tap,
    to_amendment,
    unchanged,
    written_words,
)
from handlers.slack.private import answered
from handlers.slack.profiles import Profiles
from handlers.slack.receipt import FORTNIGHT
from handlers.slack.receipt_forms import Vocabulary, tags_form, words_form

_TAPS = re.compile(f"^({action_ids.FEELING}|{action_ids.EXPECTATION}|{action_ids.SHARE})[a-z_]+$")
_OTHER_FEELING = re.compile(f"^({action_ids.CORRECT}|{action_ids.FEELING}other)$")
_PAGES = re.compile(f"^{action_ids.HOME_PAGE}[a-z]+$")
_LANGUAGES = re.compile(f"^{action_ids.LANGUAGE}[a-z]+$")
_ASKING = re.compile(f"^{action_ids.ASKING}[a-z]+$")
_HOMES_KEPT = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TellerListener:
    """Serves the tellers of one workspace."""

    me: Self
    amending: Amending
    removal: Removal
    erasing: Erasing
    homes: HomeVisits
    preferences: Preferences
    talk: Talk
    views: Modals
    profiles: Profiles
    languages: Languages
    texts: Texts
    vocabulary_of: Callable[[str], Vocabulary]
    clock: Clock
    open_homes: OrderedDict[str, int] = field(default_factory=OrderedDict)
    """Who has visited the Home tab lately, and on which page: that is drawn anew."""

    async def on_home(self, body: Payload) -> None:
        """Somebody opens the Home tab, or the messages beside it."""
        event = read_mapping(body, "event")
        if event.get("tab") == "home" and read_string(body, "team_id") == self.me.workspace:
            await self._draw(read_string(event, "user"), 0)

    async def on_tap(self, body: Payload, ack: AsyncAck) -> None:
        """A feeling, an expectation, or who may see the story."""
        press = parse_press(body, self.me, self.clock.now())
        if press is not None:
            await self.amending.amend(parse_tap(press))
            await self._redraw(press.user)
        await ack()

    async def on_correct(self, body: Payload, ack: AsyncAck) -> None:
        """The form of the tags is asked for."""
        press = parse_press(body, self.me, self.clock.now())
        if press is not None:
            await self._open_tags(press)
        await ack()

    async def on_edit(self, body: Payload, ack: AsyncAck) -> None:
        """The form of the words is asked for."""
        press = parse_press(body, self.me, self.clock.now())
        if press is not None:
            await self._open_words(press)
        await ack()

    async def on_tags(self, body: Payload, ack: AsyncAck) -> None:
        """The form of the tags is submitted."""
        submission = parse_submission(body, self.me)
        if submission is not None:
            await self._save(submission, chosen_tags(submission), ack)
        else:
            await ack()

    async def on_words(self, body: Payload, ack: AsyncAck) -> None:
        """The form of the words is submitted."""
        submission = parse_submission(body, self.me)
        if submission is None:
            await ack()
            return
        words = written_words(submission)
        blank = [part.hex for part, text in words.texts.items() if is_blank(text)]
        if blank:
            text = self.texts.text(await self.languages.of(submission.user), "words-blank")
            await ack(response_action="errors", errors=dict.fromkeys(blank, text))
            return
        await self._save(submission, words, ack)

    async def on_page(self, body: Payload, ack: AsyncAck) -> None:
        """Older or newer stories on the Home tab."""
        press = parse_press(body, self.me, self.clock.now())
        if press is not None:
            await self._draw(press.user, int(press.value) if press.value.isdecimal() else 0)
        await ack()

    async def on_language(self, body: Payload, ack: AsyncAck) -> None:
        """A language is chosen, or left to Slack again."""
        press = parse_press(body, self.me, self.clock.now())
        if press is not None:
            chosen = spoken(press.action_id.removeprefix(action_ids.LANGUAGE))
            await self.preferences.choose_language(press.person, chosen)
            await self._redraw(press.user)
        await ack()

    async def on_asking(self, body: Payload, ack: AsyncAck) -> None:
        """How often somebody may be asked is chosen, at home or under the first receipt."""
        press = parse_press(body, self.me, self.clock.now())
        if press is not None:
            may = press.action_id == action_ids.ASKING + FORTNIGHT
            await self.preferences.let_ask(press.person, may=may)
            if press.place.channel:
                # In a receipt nothing shows what was chosen.
                await self._say(press, "asking-started")
            await self._redraw(press.user)
        await ack()

    async def on_stop_asking(self, body: Payload, ack: AsyncAck) -> None:
        """The button under a question ends all questions."""
        press = parse_press(body, self.me, self.clock.now())
        if press is not None:
            await self.preferences.let_ask(press.person, may=False)
            await self._say(press, "asking-stopped")
            await self._redraw(press.user)
        await ack()

    async def on_remove(self, body: Payload, ack: AsyncAck) -> None:
        """The button that removes a story, in a receipt or on the Home tab."""
        press = parse_press(body, self.me, self.clock.now())
        if press is not None:
            await self.removal.remove(parse_removal(press))
            await self._redraw(press.user)
        await ack()

    async def on_erase(self, body: Payload, ack: AsyncAck) -> None:
        """The button that erases everything, once its question was answered with yes."""
        press = parse_press(body, self.me, self.clock.now())
        if press is not None:
            await self.erasing.erase(parse_erasing(press))
            await self._redraw(press.user)
        await ack()

    async def _open_tags(self, press: Press) -> None:
        story = await self.amending.story(press.person, press.value)
        if story is None:
            await self._say_gone(press)
            return
        language = await self.languages.of(press.user)
        vocabulary = self.vocabulary_of(story.team)
        view = tags_form(_form(press), story, language, self.texts, vocabulary)
        await self._open(press, view)

    async def _open_words(self, press: Press) -> None:
        words = await self.amending.words(press.person, press.value)
        if not words:
            await self._say_gone(press)
            return
        language = await self.languages.of(press.user)
        await self._open(press, words_form(_form(press), words, language, self.texts))

    async def _say_gone(self, press: Press) -> None:
        """Answer a button of a story that has been removed since it was drawn."""
        await self.amending.amend(unchanged(press))
        await self._redraw(press.user)

    async def _open(self, press: Press, view: dict[str, object]) -> None:
        if not await self.views.open(press.trigger_id, view):
            await self._say(press, "form-failed")

    async def _save(self, submission: Submission, change: Change, ack: AsyncAck) -> None:
        """Keep the change before the form closes."""
        await self.amending.amend(to_amendment(submission, change, self.me))
        await ack()
        await self._redraw(submission.user)

    async def _say(self, press: Press, note: str) -> None:
        await self.talk.answer(answered(press.key, press.user, note))

    async def _redraw(self, user: str) -> None:
        if user in self.open_homes:
            await self._draw(user, self.open_homes[user])

    async def _draw(self, user: str, page: int) -> None:
        home = await self.homes.look(("slack", self.me.workspace, user), page)
        language = home.language or await self.profiles.language(user) or home.team.language
        self.open_homes[user] = home.page
        self.open_homes.move_to_end(user)
        if len(self.open_homes) > _HOMES_KEPT:
            self.open_homes.popitem(last=False)
        await self.views.publish(user, home_view(home, language, self.texts))


def register_teller(app: AsyncApp, listener: TellerListener) -> None:
    """Register what tellers do, before what is acknowledged and let be."""
    app.event("app_home_opened")(listener.on_home)
    app.action(_OTHER_FEELING)(listener.on_correct)
    app.action(_TAPS)(listener.on_tap)
    app.action(action_ids.REMOVE)(listener.on_remove)
    app.action(action_ids.ERASE)(listener.on_erase)
    app.action(action_ids.EDIT)(listener.on_edit)
    app.action(action_ids.STOP_ASKING)(listener.on_stop_asking)
    app.action(_PAGES)(listener.on_page)
    app.action(_LANGUAGES)(listener.on_language)
    app.action(_ASKING)(listener.on_asking)
    app.view(action_ids.TAGS_VIEW)(listener.on_tags)
    app.view(action_ids.WORDS_VIEW)(listener.on_words)


def _form(press: Press) -> Form:
    return Form(nonce=press.trigger_id, number=press.value, place=press.place)
