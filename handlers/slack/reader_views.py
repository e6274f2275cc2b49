"""What a reader of a digest sees in private: a story, the queue, what a search found, and short
forms. Pure; each within Slack's limits for any text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.claiming import Queued
from bot.core.model.delivery import Address
from bot.core.model.digest import Digest
from bot.core.model.language import SPOKEN, Language
from bot.core.model.platforms import Platform
from bot.core.model.story import Story
from bot.core.opinions import LONGEST_WHY
from bot.core.ports.catalogue import Texts
from bot.i18n.sentences import choice_sentences, method_sentences
from handlers.slack import action_ids, limits
from handlers.slack.blocks import (
    SlackBlock,
    actions,
    button,
    mrkdwn_section,
    plain_section,
    plain_text,
    quotation,
    small_print,
)
from handlers.slack.reader_presses import Spot

WORDS = "words"
"""The block of what is searched for; those below are of the other forms."""
USEFUL = "useful"
STORY = "story"
WHY = "why"
LANGUAGE = "language"
YES, NO = "yes", "no"

_BEGINNING = 200
"""Characters of a story that was found."""
_MOST_QUEUED = 40
"""Two blocks each, within a modal's hundred."""
_MOST_WORDS = 100
_MOST_PARAGRAPHS = 40


@dataclass(frozen=True, slots=True)
class ReaderViews:
    """Draws in one language, for one place."""

    language: Language
    texts: Texts
    spot: Spot

    def story(self, story: Story | None) -> SlackBlock:
        """Return a story in its teller's words, or that it can be read no more."""
        if story is None:
            return self._view("read-title", [plain_section(self.say("read-gone"))])
        source = self.say("read-source", week=str(story.week.number), language=story.language)
        told = [quotation(part) for part in _pieces(story.text)[:_MOST_PARAGRAPHS]]
        view = self._view("read-title", [*told, *small_print([source, self.say("masking")])])
        return view | {"title": plain_text(story.number, limits.VIEW_TITLE)}

    def queue(self, queued: Sequence[Queued]) -> SlackBlock:
        """Return who waits, each with the button that takes it on or gives it back."""
        if not queued:
            return self._view("queue-title", [plain_section(self.say("queue-empty"))])
        rows = [block for each in queued[:_MOST_QUEUED] for block in self._queued(each)]
        return self._view("queue-title", [*small_print([self.say("queue-intro")]), *rows])

    def search(self, words: str, found: Sequence[Story] | None) -> SlackBlock:
        """Return the field with what was found; None before anything was searched for."""
        element: SlackBlock = {
            "type": "plain_text_input",
            "action_id": WORDS,
            "min_length": 2,
            "max_length": _MOST_WORDS,
            "focus_on_load": True,
        }
        field = self._input(
            WORDS, "search-label", element | ({"initial_value": words} if words else {})
        )
        results: list[SlackBlock] = []
        if found is not None:
            results += small_print([self.say("search-found", stories=len(found))])
        results += [block for story in found or () for block in self._found(story)]
        return self._form(
            action_ids.SEARCH_VIEW, "search-title", "button-search", [field, *results]
        )

    def rate(self) -> SlackBlock:
        """Return the question whether the digest was useful."""
        options = {YES: self.say("rate-yes"), NO: self.say("rate-no")}
        return self._form(
            action_ids.RATE_VIEW,
            "rate-title",
            "form-save",
            [self._radio(USEFUL, "rate-label", options)],
        )

    def vote(self, stories: Sequence[Story]) -> SlackBlock:
        """Return the question which story moved the reader most, and why."""
        if not stories:
            return self._view("vote-title", [plain_section(self.say("vote-none"))])
        menu: SlackBlock = {
            "type": "static_select",
            "action_id": STORY,
            "options": [
                _option(story.number, f"{story.number} {_beginning(story, limits.OPTION)}")
                for story in stories[: limits.OPTIONS]
            ],
        }
        why: SlackBlock = {
            "type": "plain_text_input",
            "action_id": WHY,
            "multiline": True,
            "max_length": LONGEST_WHY,
        }
        blocks = [
            self._input(STORY, "vote-label", menu),
            self._input(WHY, "vote-why", why),
            *small_print([self.say("vote-hint")]),
        ]
        return self._form(action_ids.VOTE_VIEW, "vote-title", "button-vote", blocks)

    def speak(self) -> SlackBlock:
        """Return the choice of the language for everything that only the reader sees."""
        options: dict[str, str] = {each: self.say(f"language-{each}") for each in SPOKEN}
        blocks = [self._radio(LANGUAGE, "speak-label", options)]
        return self._form(action_ids.SPEAK_VIEW, "speak-title", "form-save", blocks)

    def method(self, digest: Digest | None) -> SlackBlock:
        """Return how a digest is made, and why the stories of this one were chosen."""
        said = method_sentences(self.language, self.texts)
        if digest is not None:
            said += choice_sentences(digest, self.language, self.texts)
        return self._view("method-title", [plain_section(each) for each in said])

    def said(self, key: str) -> SlackBlock:
        """Return a sentence that ends a form."""
        return self._view("said-title", [plain_section(self.say(key))])

    def say(self, key: str, **arguments: str | float) -> str:
        """Return a sentence."""
        return self.texts.text(self.language, key, **arguments)

    def _queued(self, queued: Queued) -> list[SlackBlock]:
        promise = "late" if queued.is_overdue else "in-time"
        text = self.say("queue-row", number=queued.number, days=queued.days, promise=promise)
        if queued.claimer:
            text += f"\n{self.say('queue-claimer', who=self._colleague(queued.claimer))}"
        buttons = [self._read(queued.number)]
        if queued.is_own:
            buttons.append(self._button(action_ids.RELEASE, queued.number, "button-release"))
        elif not queued.claimer:
            buttons.append(self._button(action_ids.CLAIM, queued.number, "button-claim"))
        return [mrkdwn_section(text), actions(buttons)]

    def _colleague(self, address: Address) -> str:
        """Return a mention; who reads on another platform has no name here."""
        is_here = address.platform is Platform.SLACK
        return f"<@{address.channel}>" if is_here else self.say("team-colleague")

    def _found(self, story: Story) -> list[SlackBlock]:
        text = f"{story.number} · {_beginning(story, _BEGINNING)}"
        return [plain_section(text) | {"accessory": self._read(story.number)}]

    def _read(self, number: str) -> SlackBlock:
        return self._button(action_ids.READ, number, "button-read")

    def _button(self, action_id: str, number: str, key: str) -> SlackBlock:
        label = self.say(key)
        return button(action_id, number, label, f"{label} {number}")

    def _radio(self, block: str, label: str, options: Mapping[str, str]) -> SlackBlock:
        element = {
            "type": "radio_buttons",
            "action_id": block,
            "options": [_option(value, text) for value, text in options.items()],
        }
        return self._input(block, label, element)

    def _input(self, block: str, label: str, element: SlackBlock) -> SlackBlock:
        return {
            "type": "input",
            "block_id": block,
            "label": plain_text(self.say(label), limits.LABEL),
            "element": element,
        }

    def _form(
        self, callback_id: str, title: str, submit: str, blocks: Sequence[SlackBlock]
    ) -> SlackBlock:
        return self._view(title, blocks) | {
            "callback_id": callback_id,
            "submit": plain_text(self.say(submit), limits.VIEW_BUTTON),
        }

    def _view(self, title: str, blocks: Sequence[SlackBlock]) -> SlackBlock:
        return {
            "type": "modal",
            "private_metadata": self.spot.written(),
            "title": plain_text(self.say(title), limits.VIEW_TITLE),
            "close": plain_text(self.say("form-close"), limits.VIEW_BUTTON),
            "blocks": list(blocks[: limits.VIEW_BLOCKS]),
        }


def about(spot: Spot, digest: str) -> Spot:
    """Return the place with the digest that is spoken of."""
    return replace(spot, digest=digest)


def _option(value: str, text: str) -> SlackBlock:
    return {"text": plain_text(text, limits.OPTION), "value": value}


def _beginning(story: Story, most: int) -> str:
    return limits.cut(" ".join(story.text.split()), most)


def _pieces(text: str) -> list[str]:
    """Return the text in pieces of which each fits a block."""
    most = limits.SECTION
    return [text[start : start + most] for start in range(0, max(len(text), 1), most)]
