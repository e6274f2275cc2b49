"""What a member of a team reads in private: the stories of a digest, one in full, who waits, and
what a search found. Pure; each within Telegram's limits for any text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from bot.core.claiming import Queued
from bot.core.model.digest import Digest
from bot.core.model.language import Language
from bot.core.model.story import Story
from bot.core.model.team import Team
from bot.core.ports.catalogue import Texts
from bot.i18n.sentences import choice_sentences, method_sentences
from handlers.telegram.limits import (
    FOUND_EXCERPT,
    LISTED_EXCERPT,
    PIECE,
    cut,
    escaped,
    units,
)
from handlers.telegram.message import Button, Message
from handlers.telegram.reader_words import (
    Goal,
    Wanted,
    button_data,
    digest_word,
    start_link,
    start_word,
    team_word,
)

Row = list[Button]
T = TypeVar("T")

PAGE = 10
"""Stories, or people who wait, on one page."""
_IN_ROW = 3


@dataclass(frozen=True, slots=True)
class TeamPages:
    """Draws for one team in one language."""

    team: Team
    language: Language
    texts: Texts

    def stories(self, digest: UUID, stories: Sequence[Story], page: int) -> Message:
        """Return a page of a digest's stories, each with the button that opens it."""
        if not stories:
            return Message(self._say("team-stories-none"), [self._others()])
        shown, page, pages = _of_page(stories, page)
        lines = [self._say("team-stories", stories=len(stories)), *self._numbered(page, pages)]
        lines += [_begun(story, LISTED_EXCERPT) for story in shown]
        turning = self._turning(Wanted.DIGEST, digest_word(digest), page, pages)
        rows = [*self._readable(shown), *turning, self._others(), self._own()]
        return Message("\n\n".join(lines), rows)

    def story(self, number: str, story: Story | None, piece: int) -> Message:
        """Return a piece of a story, with the button that shows the next one."""
        if story is None:
            return Message(self._say("read-gone"))
        pieces = _pieces(story.text)
        piece = min(piece, len(pieces) - 1)
        if piece + 1 < len(pieces):
            more = self._button("button-read-on", Wanted.STORY, number, piece + 1)
            return Message(f"{number}\n\n{pieces[piece]}", [[more]])
        source = self._say("read-source", week=str(story.week.number), language=story.language)
        return Message(f"{number}\n\n{pieces[piece]}\n\n{source}\n{self._say('masking')}")

    def vote(self, digest: UUID, stories: Sequence[Story], page: int) -> Message:
        """Return a page of the stories for which a reader may vote, each with its button."""
        if not stories:
            return Message(self._say("vote-none"))
        shown, page, pages = _of_page(stories, page)
        lines = [self._say("vote-label"), *self._numbered(page, pages)]
        lines += [_begun(story, LISTED_EXCERPT) for story in shown]
        place = digest_word(digest)
        picks = [
            Button(story.number, button_data(Goal(Wanted.PICK, place, story.number)))
            for story in shown
        ]
        turning = self._turning(Wanted.VOTE, place, page, pages)
        return Message("\n\n".join(lines), [*_in_rows(picks), *turning])

    def why(self, username: str, digest: UUID, number: str) -> Message:
        """Return the question why that story; the answer to it is the vote."""
        words = f"{self._say('team-vote-why', number=number)} {self._say('vote-hint')}"
        return _asking(username, start_word(Wanted.WHY, digest_word(digest), number), "💬", words)

    def method(self, digest: Digest | None) -> Message:
        """Return how a digest is made, and why the stories of this one were chosen."""
        said = method_sentences(self.language, self.texts)
        if digest is not None:
            said += choice_sentences(digest, self.language, self.texts)
        return Message("\n\n".join(said), [self._own()])

    def queue(self, queued: Sequence[Queued], page: int) -> Message:
        """Return who waits, each with the button that takes it on or gives it back."""
        if not queued:
            return Message(self._say("queue-empty"))
        shown, page, pages = _of_page(queued, page)
        lines = [self._say("queue-intro"), self._say("team-queue-seen")]
        lines += [*self._numbered(page, pages), *(self._waiting(each) for each in shown)]
        rows = [self._acts(each, page) for each in shown]
        turning = self._turning(Wanted.TURN, team_word(self.team), page, pages)
        return Message("\n\n".join(lines), [*rows, *turning])

    def found(self, stories: Sequence[Story]) -> Message:
        """Return what a search found."""
        lines = [self._say("search-found", stories=len(stories))]
        lines += [_begun(story, FOUND_EXCERPT) for story in stories]
        again = self._button("button-search-again", Wanted.SEARCH)
        return Message("\n\n".join(lines), [*self._readable(stories), [again]])

    def ask(self, username: str) -> Message:
        """Return the question which words are searched for."""
        words = self._say("team-search-ask", team=self.team.name)
        return _asking(username, start_word(Wanted.SEARCH, team_word(self.team)), "🔎", words)

    def _waiting(self, queued: Queued) -> str:
        promise = "late" if queued.is_overdue else "in-time"
        row = self._say("queue-row", number=queued.number, days=queued.days, promise=promise)
        if queued.is_own:
            return f"{row}\n{self._say('team-queue-own')}"
        return f"{row}\n{self._say('team-queue-taken')}" if queued.claimer else row

    def _acts(self, queued: Queued, page: int) -> Row:
        row = [self._button("button-read-number", Wanted.STORY, queued.number)]
        if queued.is_own:
            row.append(self._button("button-release-number", Wanted.RELEASE, queued.number, page))
        elif not queued.claimer:
            row.append(self._button("button-claim-number", Wanted.CLAIM, queued.number, page))
        return row

    def _readable(self, stories: Sequence[Story]) -> Iterator[Row]:
        buttons = [
            Button(story.number, self._data(Wanted.STORY, story.number)) for story in stories
        ]
        return _in_rows(buttons)

    def _own(self) -> Row:
        """Return what a reader chooses for themselves."""
        return [
            self._button("menu-mute", Wanted.MUTE),
            self._button("menu-speak", Wanted.SPEAK),
        ]

    def _others(self) -> Row:
        """Return where a reader goes from a list of stories."""
        return [
            self._button("button-search", Wanted.SEARCH),
            self._button("button-queue", Wanted.QUEUE),
        ]

    def _numbered(self, page: int, pages: int) -> Iterator[str]:
        if pages > 1:
            yield self._say("home-page", page=str(page + 1), pages=str(pages))

    def _turning(self, wanted: Wanted, place: str, page: int, pages: int) -> Iterator[Row]:
        steps = (("button-page-before", page - 1), ("button-page-after", page + 1))
        row = [
            Button(self._say(key), button_data(Goal(wanted, place, page=to)))
            for key, to in steps
            if 0 <= to < pages
        ]
        if row:
            yield row

    def _button(self, key: str, wanted: Wanted, number: str = "", page: int = 0) -> Button:
        return Button(self._say(key, number=number), self._data(wanted, number, page))

    def _data(self, wanted: Wanted, number: str = "", page: int = 0) -> str:
        return button_data(Goal(wanted, team_word(self.team), number, page))

    def _say(self, key: str, **arguments: str | float) -> str:
        return self.texts.text(self.language, key, **arguments)


def _of_page(items: Sequence[T], page: int) -> tuple[Sequence[T], int, int]:
    """Return what is on the page, or on the last one, its number, and how many there are."""
    pages = -(-len(items) // PAGE)
    page = min(page, pages - 1)
    return items[page * PAGE : (page + 1) * PAGE], page, pages


def _in_rows(buttons: Sequence[Button]) -> Iterator[Row]:
    for start in range(0, len(buttons), _IN_ROW):
        yield [*buttons[start : start + _IN_ROW]]


def _asking(username: str, word: str, sign: str, words: str) -> Message:
    """Return a question whose sign is a link to itself, by which the answer is known as one."""
    text = f'<a href="{start_link(username, word)}">{sign}</a> {escaped(cut(words, PIECE))}'
    return Message(text, is_html=True, asks=True)


def _begun(story: Story, most: int) -> str:
    return f"{story.number} · {cut(' '.join(story.text.split()), most)}"


def _pieces(text: str) -> list[str]:
    """Return the text in pieces of which each fits a message; lines stay whole where they can."""
    pieces, rest = [], text
    while units(rest) > PIECE:
        head = cut(rest, PIECE)[:-1]
        at = head.rfind("\n", len(head) // 2)
        at = at if at > 0 else len(head)
        pieces.append(rest[:at])
        rest = rest[at:].lstrip("\n")
    return [*pieces, rest]
