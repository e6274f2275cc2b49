"""Beside each shown text stands its vector, whatever happens to the text."""

from dataclasses import replace

import pytest

from bot.core.model.tag import Reading
from bot.core.model.team import Team
from bot.sealing import KeyedSealer
from bot.tagging.tagger import CueTagger
from bot.tagging.vectors import vector_of
from storage.store import SqlStore
from tests.contract.tables import rows
from tests.core_builders import (
    WEDNESDAY,
    Office,
    a_deletion,
    a_message,
    a_reply,
    an_edit,
)
from tests.fakes import PlainTagger, StandingClock

NAMED = "Liisa Virtanen auttoi, numero oli 040 1234567."


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    return Office(store, sealer, StandingClock(WEDNESDAY))


def kept(database: str) -> list[tuple[str, bytes]]:
    """Return each shown text with what stands beside it."""
    return sorted((str(row["shown"]), row["vector"]) for row in rows(database, "part"))


def of_texts(*shown: str) -> list[tuple[str, bytes]]:
    return [(text, vector_of(text)) for text in shown]


async def test_every_part_is_kept_with_the_vector_of_its_text(
    office: Office, database: str
) -> None:
    await office.intake.submit(a_message("First."))
    await office.intake.submit(a_reply("Second."))

    assert kept(database) == of_texts("First.", "Second.")


async def test_a_vector_knows_nothing_of_what_is_masked(
    store: SqlStore, sealer: KeyedSealer, database: str
) -> None:
    office = Office(store, sealer, StandingClock(WEDNESDAY), tagger=CueTagger())

    await office.intake.submit(a_message(NAMED))

    ((shown, vector),) = kept(database)
    assert "Virtanen" not in shown
    assert vector == vector_of(shown) != vector_of(NAMED)


async def test_an_edited_text_has_the_vector_of_its_new_words(
    office: Office, database: str
) -> None:
    await office.intake.submit(a_message("Old words."))

    await office.editing.edit(an_edit("Other ones."))

    assert kept(database) == of_texts("Other ones.")


class Masking(PlainTagger):
    """A newer tagger that masks one word more."""

    def read(self, text: str, team: Team) -> Reading:
        return replace(super().read(text, team), masked=text.replace("Virtanen", "[name]"))


async def test_what_a_newer_tagger_masks_goes_from_the_vector_as_well(
    office: Office, database: str
) -> None:
    await office.intake.submit(a_message("Virtanen came."))

    await replace(office, tagger=Masking(model="m2")).retagging.step()

    assert kept(database) == of_texts("[name] came.")


async def test_a_corrected_story_keeps_its_vector(office: Office, database: str) -> None:
    await office.intake.submit(a_message("Some words."))

    await office.correct("kind", new="praise")

    assert kept(database) == of_texts("Some words.")


async def test_a_removed_part_takes_its_vector_with_it(office: Office, database: str) -> None:
    await office.intake.submit(a_message("First."))
    await office.intake.submit(a_reply("Second."))

    await office.removal.remove(a_deletion("2.0"))

    assert kept(database) == of_texts("First.")


async def test_a_removed_story_leaves_no_vector(office: Office, database: str) -> None:
    await office.intake.submit(a_message("First."))
    await office.intake.submit(a_reply("Second."))

    await office.removal.remove(a_deletion())

    assert kept(database) == []
