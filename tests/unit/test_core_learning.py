"""A team's corrections teach at once; a refit is taken into use if it is no worse; what is removed
teaches nothing.
"""

import json
import shutil
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.corrections import Corrected
from bot.core.model.learning import Example, Layer
from bot.sealing import KeyedSealer
from bot.tagging.learner import LessonLearner
from storage.store import SqlStore, open_store
from tests.contract.tables import everything, rows
from tests.core_builders import (
    CUES,
    SERVICE,
    WEDNESDAY,
    Office,
    a_deletion,
    a_message,
    a_reply,
    an_edit,
)
from tests.fakes import PlainTagger, StandingClock

TAGGER = PlainTagger("fi", {"lasku": "touchpoint:invoice"})
AUTOMAT = "touchpoint:self_service"
NEXT_NIGHT = timedelta(days=1)


@pytest.fixture
async def elsewhere(
    sealer: KeyedSealer, sqlite_template: Path, tmp_path: Path
) -> AsyncIterator[Office]:
    """Another installation, where everything else is the same."""
    path = shutil.copy(sqlite_template, tmp_path / "elsewhere.db")
    async with open_store(f"sqlite:///{path}", sealer) as store:
        yield Office(store, sealer, StandingClock(WEDNESDAY), tagger=TAGGER)


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    return Office(store, sealer, StandingClock(WEDNESDAY), tagger=TAGGER)


async def tell(office: Office, text: str, ts: str) -> str:
    """Tell a story and return its number."""
    before = {story.number for story in await office.told()}
    await office.intake.submit(a_message(text, ts))
    (number,) = {story.number for story in await office.told()} - before
    return number


async def teach(office: Office, *texts: str, first: int = 1) -> None:
    """Tell stories, and then say of each that it is about the automat."""
    told = [await tell(office, text, f"{serial}.0") for serial, text in enumerate(texts, first)]
    for number in told:
        assert await office.correct("touchpoint", number, new="self_service") is Corrected.DONE


def written(office: Office) -> bytes:
    """Return the layer of the team as bytes."""
    layer = office.layers[SERVICE.id].layer
    taken = {name: sorted(cues) for name, cues in layer.taken.items()}
    return json.dumps([layer.found, taken, layer.polarity], sort_keys=True).encode()


def finds(office: Office, text: str = "Automaattinne taas.") -> bool:
    tags = office.taught.read(text, SERVICE).tags
    return AUTOMAT in {f"{tag.facet}:{tag.key}" for tag in tags}


LIKE = ("Automaatti söi kortin.", "Kävin automaatilla turhaan.")


# At once


async def test_what_people_say_twice_is_found_in_the_next_story(office: Office) -> None:
    await teach(office, *LIKE)

    await office.intake.submit(a_message("Automaattinne taas.", "9.0"))

    story = next(each for each in await office.told() if each.text == "Automaattinne taas.")
    (tag,) = (tag for tag in story.tags if tag.facet == "touchpoint")
    assert (tag.key, tag.source) == ("self_service", "machine")
    assert story.text[tag.start : tag.end] == "Automaattinne"


async def test_what_people_remove_twice_is_found_no_more(office: Office) -> None:
    for serial, text in enumerate(("Hiihdon lasku.", "Jyrkkä lasku."), 1):
        number = await tell(office, text, f"{serial}.0")
        await office.correct("touchpoint", number, old="invoice")

    assert office.taught.read("Loiva lasku.", SERVICE).tags == ()


async def test_a_story_is_told_under_the_version_of_the_teaching(
    office: Office, database: str
) -> None:
    await teach(office, *LIKE)
    await office.intake.submit(a_message("Jotain muuta.", "9.0"))

    layers = {row["layer"] for row in rows(database, "tag_set") if row["number"] == 0}
    assert layers == {"", "0.2"}


async def test_another_process_learns_it_at_its_next_look(office: Office) -> None:
    other = Office(office.store, office.sealer, office.clock, tagger=TAGGER)
    await teach(office, *LIKE)
    assert not finds(other)

    await other.learning.look()

    assert finds(other)
    assert other.layers == office.layers


async def test_a_start_learns_what_was_taught_before(
    office: Office, database: str, sealer: KeyedSealer
) -> None:
    await teach(office, *LIKE)

    async with open_store(database, sealer) as store:
        again = Office(store, sealer, office.clock, tagger=TAGGER)
        await again.learning.look()

    assert again.layers == office.layers


async def test_a_look_at_what_has_not_changed_reads_nothing_again(office: Office) -> None:
    await teach(office, *LIKE)
    layer = office.layers[SERVICE.id]

    await office.learning.look()

    assert office.layers[SERVICE.id] is layer


async def test_a_learned_tag_that_people_leave_alone_is_confirmed(office: Office) -> None:
    """Stories corrected for another reason do not count against it."""
    await teach(office, *LIKE)
    for serial in range(5, 9):
        number = await tell(office, f"Automaattinne numero {serial}.", f"{serial}.0")
        await office.correct("kind", number, new="praise")

    assert finds(office)


async def test_a_learned_tag_that_people_remove_is_unlearned(office: Office) -> None:
    await teach(office, *LIKE)
    number = await tell(office, "Automaatti on muuta.", "5.0")

    await office.correct("touchpoint", number, old="self_service")

    assert not finds(office)


# The refit


async def test_a_night_makes_a_version_of_all_corrections(office: Office, database: str) -> None:
    await teach(office, *LIKE)
    office.clock.advance(NEXT_NIGHT)

    await office.learning.refit_due()

    in_use, (version,) = await office.learning.versions(SERVICE)
    assert in_use == version.number == 1
    assert (version.stories, version.through) == (2, 2)
    assert finds(office)
    (entry,) = rows(database, "audit")
    assert (entry["deed"], entry["cause"], entry["before"], entry["after"], entry["count"]) == (
        "refit",
        "schedule",
        "0",
        "1",
        2,
    )


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        (datetime(2026, 11, 12, 0, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 12, 1, 0, 1, tzinfo=UTC), True),
        (datetime(2026, 11, 15, 12, tzinfo=UTC), True),
    ],
)
async def test_a_refit_is_due_after_three_in_the_night_of_the_team(
    office: Office, moment: datetime, due: bool
) -> None:
    """A night that was missed is made up for whenever Kuule runs again."""
    await teach(office, *LIKE)
    office.clock.set(moment)

    await office.learning.refit_due()

    assert (await office.learning.versions(SERVICE))[0] == int(due)


async def test_one_night_has_one_refit(office: Office) -> None:
    await teach(office, *LIKE)
    office.clock.advance(NEXT_NIGHT)
    await office.learning.refit_due()
    await teach(office, "Aivan muuta.", first=9)

    await office.learning.refit_due()
    assert (await office.learning.versions(SERVICE))[0] == 1

    office.clock.advance(NEXT_NIGHT)
    await office.learning.refit_due()
    assert (await office.learning.versions(SERVICE))[0] == 2


async def test_a_night_without_corrections_has_no_refit(office: Office) -> None:
    await teach(office, *LIKE)
    for _ in range(3):
        office.clock.advance(NEXT_NIGHT)
        await office.learning.refit_due()

    assert len((await office.learning.versions(SERVICE))[1]) == 1


async def test_a_refit_teaches_what_was_learned_at_once(office: Office) -> None:
    """With the same caution: counts know no order."""
    await teach(office, *LIKE)
    at_once = written(office)

    await office.learning.refit(SERVICE)

    assert written(office) == at_once


class Judge(LessonLearner):
    """A learner that finds everything taught with caution 3 worse than anything else."""

    def choose(self, examples: Sequence[Example], caution: int) -> int:
        return 3

    def fit(self, examples: Sequence[Example], caution: int) -> Layer:
        layer = super().fit(examples, caution)
        return Layer(found={"bad": {}}, taken={}, polarity={}) if caution == 3 else layer

    def errors(self, layer: Layer, examples: Sequence[Example]) -> int:
        return 1 if "bad" in layer.found else 0


async def test_a_refit_that_errs_more_on_what_is_held_out_is_left(office: Office) -> None:
    await teach(office, *LIKE)
    before = written(office)
    learning = replace(office.learning, learner=Judge(office.tagger, CUES))

    assert not await learning.refit(SERVICE)

    assert await office.learning.versions(SERVICE) == (0, [])
    assert written(office) == before
    state = (await office.store.read(lambda tx: tx.learning.states()))[SERVICE.id]
    assert (state.version, state.tried) == (0, 2), "it is not tried again until something is new"


async def test_a_team_that_corrected_nothing_is_not_refitted(office: Office) -> None:
    assert not await office.learning.refit(SERVICE)
    assert await office.learning.versions(SERVICE) == (0, [])


# Rolling back


async def test_a_roll_back_uses_the_version_before(office: Office, database: str) -> None:
    await teach(office, LIKE[0])
    await office.learning.refit(SERVICE)
    await teach(office, LIKE[1], first=5)
    await office.learning.refit(SERVICE)
    assert finds(office)

    assert await office.learning.roll_back(SERVICE) == (2, 1)
    await office.learning.look()

    assert not finds(office), "one story is not enough, and the others are set aside"
    in_use, versions = await office.learning.versions(SERVICE)
    assert (in_use, [version.number for version in versions]) == (1, [2, 1])
    assert {(row["deed"], row["cause"]) for row in rows(database, "audit")} == {
        ("refit", "schedule"),
        ("roll_back", "administrator"),
    }


async def test_the_first_version_is_rolled_back_to_what_was_never_taught(office: Office) -> None:
    await teach(office, *LIKE)
    await office.learning.refit(SERVICE)

    assert await office.learning.roll_back(SERVICE) == (1, 0)
    await office.learning.look()
    assert not finds(office)

    assert await office.learning.roll_back(SERVICE) is None


async def test_after_a_roll_back_new_corrections_are_learned_at_once(office: Office) -> None:
    await teach(office, *LIKE)
    await office.learning.refit(SERVICE)
    await office.learning.roll_back(SERVICE)

    await teach(office, "Kioski oli rikki.", "Se kioski.", first=10)

    assert finds(office, "Kioskilla taas.")
    assert not finds(office)


async def test_a_roll_back_holds_until_something_new_is_corrected(office: Office) -> None:
    await teach(office, *LIKE)
    office.clock.advance(NEXT_NIGHT)
    await office.learning.refit_due()
    await office.learning.roll_back(SERVICE)

    office.clock.advance(NEXT_NIGHT)
    await office.learning.refit_due()
    assert (await office.learning.versions(SERVICE))[0] == 0

    await teach(office, "Aivan muuta.", first=10)
    office.clock.advance(NEXT_NIGHT)
    await office.learning.refit_due()
    assert (await office.learning.versions(SERVICE))[0] == 2


async def test_a_refit_after_a_roll_back_is_what_it_was_before(office: Office) -> None:
    await teach(office, *LIKE)
    await office.learning.refit(SERVICE)
    before = written(office)
    await office.learning.roll_back(SERVICE)
    await office.learning.look()
    assert written(office) != before

    await office.learning.refit(SERVICE)

    assert written(office) == before


# Removing


@pytest.mark.parametrize("is_refitted", [False, True])
async def test_a_removed_story_leaves_nothing_in_what_was_learned(
    office: Office, elsewhere: Office, is_refitted: bool
) -> None:
    """Byte for byte what is learned is what it would be, had the story never been told."""
    await teach(office, "Automaatti meni kiinni.", first=8)
    for each in (office, elsewhere):
        await teach(each, "Kioski meni kiinni.", "Kioski oli tukossa.")
        if is_refitted:
            assert await each.learning.refit(SERVICE)
    assert written(office) != written(elsewhere)

    await office.removal.remove(a_deletion("8.0"))
    await office.learning.look()

    assert written(office) == written(elsewhere) != b"[{}, {}, {}]"
    assert await office.learning.refit(SERVICE)
    assert await elsewhere.learning.refit(SERVICE)
    assert written(office) == written(elsewhere)


async def test_nothing_that_was_learned_lies_in_the_database(
    office: Office, database: str
) -> None:
    """Only the shown texts have the words, and they go with the story."""
    await teach(office, *LIKE)
    await office.learning.refit(SERVICE)
    assert b"automaat" in written(office)

    for serial in range(1, 3):
        await office.removal.remove(a_deletion(f"{serial}.0"))

    assert b"automaat" not in everything(database).lower()


async def test_a_removed_part_teaches_nothing_either(office: Office) -> None:
    first = await tell(office, "Aivan muuta.", "1.0")
    await office.intake.submit(a_reply(LIKE[0], "3.0"))
    office.clock.advance(timedelta(minutes=1))
    await office.correct("touchpoint", first, new="self_service")
    await teach(office, LIKE[1], first=5)
    assert finds(office)

    await office.removal.remove(a_deletion("3.0"))
    await office.learning.look()

    assert not finds(office)


async def test_words_that_a_teller_changes_teach_nothing_any_more(
    office: Office, database: str
) -> None:
    await teach(office, "Automaatti #matti.", LIKE[1])
    assert finds(office)

    await office.editing.edit(an_edit("Aivan muuta.", "1.0"))
    await office.learning.look()

    assert not finds(office)
    assert b"matti" not in everything(database)


async def test_what_changes_during_a_refit_is_not_refitted_over(office: Office) -> None:
    """Else a story that is removed just then would live on in the version."""
    await teach(office, *LIKE)

    async def meanwhile(_seconds: float) -> None:
        await office.removal.remove(a_deletion("1.0"))

    learning = replace(office.learning, pause=meanwhile)

    assert not await learning.refit(SERVICE)
    assert (await office.learning.versions(SERVICE))[1] == []
