"""A teller's own stories: what others see of each, what became of it, and its button. Pure."""

from collections.abc import Callable, Iterator

from bot.core.home import OwnPage, OwnStory, progress
from bot.core.model.delivery import OwnStories, Shelf
from bot.core.ports.catalogue import Texts
from handlers.telegram.buttons import ERASE, REMOVE, shelf_data
from handlers.telegram.limits import OWN_EXCERPT, cut
from handlers.telegram.message import Button, Message

Say = Callable[..., str]


def own_stories(content: OwnStories, page: OwnPage, texts: Texts) -> Message:
    """Return one page."""

    def say(key: str, **arguments: str | float) -> str:
        return texts.text(content.language, key, **arguments)

    paragraphs = [*_opening(content, page, say), *(_about(each, say) for each in page.stories)]
    remove = [
        [Button(say("button-remove-number", number=each.story.number), REMOVE + each.story.number)]
        for each in page.stories
    ]
    rows = [*remove, *_turning(content, page, say)]
    if content.shelf is Shelf.DELETE:
        rows.append([Button(say("button-erase"), ERASE)])
    return Message("\n\n".join(paragraphs), rows)


def _opening(content: OwnStories, page: OwnPage, say: Say) -> Iterator[str]:
    if not page.stories:
        yield say("own-none")
        return
    yield say("own-delete" if content.shelf is Shelf.DELETE else "own-intro")
    if page.pages > 1:
        yield say("home-page", page=str(page.page + 1), pages=str(page.pages))


def _about(own: OwnStory, say: Say) -> str:
    week = str(own.standing.week.number) if own.standing.week else ""
    steps = " ".join(say(f"progress-{step}", week=week) for step in progress(own.standing))
    return f"{own.story.number}: {cut(own.story.text, OWN_EXCERPT)}\n{steps}"


def _turning(content: OwnStories, page: OwnPage, say: Say) -> Iterator[list[Button]]:
    row = []
    if page.page > 0:
        data = shelf_data(content.shelf, page.page - 1)
        row.append(Button(say("button-newer"), data))
    if page.page + 1 < page.pages:
        data = shelf_data(content.shelf, page.page + 1)
        row.append(Button(say("button-older"), data))
    if row:
        yield row
