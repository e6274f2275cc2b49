"""An idea in a story is kept as a tag on its whole sentence, in the words that are shown."""

from collections.abc import Sequence

import pytest

from bot.core.model.story import Story
from bot.core.model.tag import IDEA
from bot.sealing import KeyedSealer
from bot.tagging.tagger import CueTagger
from storage.store import SqlStore
from tests.core_builders import WEDNESDAY, Office, a_message, a_reply, an_edit
from tests.fakes import StandingClock


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    return Office(store, sealer, StandingClock(WEDNESDAY), tagger=CueTagger())


def quotes(story: Story) -> Sequence[str]:
    return [story.text[tag.start : tag.end] for tag in story.tags if (tag.facet, tag.key) == IDEA]


async def test_each_part_keeps_its_ideas_masked(office: Office) -> None:
    await office.intake.submit(a_message("The queue was long. I suggest a second till. Thanks."))
    await office.intake.submit(a_reply("Also, could the receipts be sent to anna@example.org?"))

    (story,) = await office.told()
    assert quotes(story) == [
        "I suggest a second till.",
        "Also, could the receipts be sent to [email]?",
    ]


async def test_an_edited_idea_is_quoted_as_it_is_now(office: Office) -> None:
    await office.intake.submit(a_message("I suggest a second till. Thanks."))
    await office.editing.edit(an_edit("The queue was long. I suggest a third till."))

    (story,) = await office.told()
    assert quotes(story) == ["I suggest a third till."]


@pytest.mark.parametrize(
    "text", ["Palvelu ei voisi olla parempaa. Kiitos.", "I couldn't imagine a nicer welcome."]
)
async def test_words_of_an_idea_in_a_sentence_that_tells_none_are_no_idea(
    office: Office, text: str
) -> None:
    await office.intake.submit(a_message(text))

    (story,) = await office.told()
    assert quotes(story) == []
