"""When the settings change, old stories are read again; what people said of them stays."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.model.digest import Line
from bot.core.model.tag import Source, Theme
from bot.core.model.team import Teams
from bot.core.ports.store import Transaction
from bot.sealing import KeyedSealer
from bot.tagging.tagger import CueTagger
from storage.store import SqlStore
from tests.contract.builders import a_digest
from tests.contract.tables import rows
from tests.core_builders import (
    SERVICE,
    SHOP,
    WEDNESDAY,
    WEEK_46,
    Office,
    a_deletion,
    a_message,
    a_reply,
)
from tests.fakes import CountingStore, PlainTagger, StandingClock

BEFORE = PlainTagger(words={"invoice": "touchpoint:invoice"}, taxonomy="t1")
AFTER = PlainTagger(words={"invoice": "touchpoint:email", "idea": "kind:insight"}, taxonomy="t2")


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    return Office(store, sealer, StandingClock(WEDNESDAY), tagger=BEFORE)


def changed(office: Office, tagger: PlainTagger = AFTER) -> Office:
    """Return the office after a start with other settings."""
    return replace(office, tagger=tagger)


async def tags_of(office: Office) -> list[tuple[str, Source]]:
    return sorted(
        (f"{tag.facet}:{tag.key}", tag.source)
        for story in await office.told()
        for tag in story.tags
        if tag.facet != "sentiment"
    )


async def tell(office: Office, count: int) -> None:
    for serial in range(count):
        await office.intake.submit(a_message("The invoice.", f"{serial}.0"))


async def test_old_stories_get_the_tags_of_the_new_settings(office: Office) -> None:
    await office.intake.submit(a_message("The invoice."))
    await office.intake.submit(a_reply("An idea."))
    after = changed(office)

    await after.retagging.step()

    assert await tags_of(after) == [
        ("kind:insight", Source.RULE),
        ("touchpoint:email", Source.RULE),
    ]
    assert await after.retagging.left() == 0


async def test_what_people_said_stays(office: Office) -> None:
    await office.intake.submit(a_message("The invoice, an idea."))
    await office.correct("touchpoint", old="invoice", new="app")
    after = changed(office)

    await after.retagging.step()

    assert await tags_of(after) == [
        ("kind:insight", Source.RULE),
        ("touchpoint:app", Source.TELLER),
    ]


async def test_the_sentiment_is_read_again_too(office: Office) -> None:
    """It is a tag of every part, so it must come back with the others."""
    await office.intake.submit(a_message("A good invoice."))

    await changed(office).retagging.step()

    (story,) = await office.told()
    assert story.sentiment == "positive"


async def test_who_waits_and_how_critical_it_is_stay_as_they_were_told(office: Office) -> None:
    await office.intake.submit(a_message("A bad invoice."))
    (before,) = await office.told()

    await changed(office).retagging.step()

    (after,) = await office.told()
    assert (after.criticality, after.needs_reply) == (before.criticality, before.needs_reply)
    assert after.criticality == 3


async def test_nothing_is_read_again_under_the_same_settings(
    office: Office, database: str
) -> None:
    await tell(office, 3)

    await office.retagging.step()

    assert {row["number"] for row in rows(database, "tag_set")} == {0}
    assert rows(database, "audit") == []


async def test_what_a_team_taught_is_no_reason_to_read_again(office: Office) -> None:
    await office.intake.submit(a_message("The invoice."))
    await office.correct("touchpoint", old="invoice")

    assert await office.retagging.left() == 0


# What is kept


async def test_a_posted_digest_and_the_tags_that_it_was_made_of_stay(
    office: Office, database: str
) -> None:
    await office.intake.submit(a_message("The invoice."))
    digest = replace(a_digest(WEEK_46), lines=(Line("counts", "1 invoice", ("T-1",)),))
    (story,) = await office.told()

    def post(tx: Transaction) -> None:
        tx.digests.claim(digest, office.clock.now())
        tx.digests.count(digest.id, [story.id])

    await office.store.write(post)
    after = changed(office)
    office.clock.advance(timedelta(days=7))

    await after.retagging.step()

    kept = await office.store.read(lambda tx: tx.digests.of(SERVICE.id, WEEK_46))
    assert kept is not None
    assert kept.lines == digest.lines
    sets = {row["number"]: row for row in rows(database, "tag_set")}
    claimed_at = rows(database, "digest")[0]["claimed_at"]
    assert sets[0]["at"] <= claimed_at < sets[1]["at"]  # type: ignore[operator]
    former = {row["key"] for row in rows(database, "tag") if row["tag_set"] == 0}
    assert "invoice" in former


async def test_the_audit_trail_says_what_was_done_and_why(office: Office, database: str) -> None:
    await tell(office, 45)
    after = changed(office)

    await after.retagging.step()

    (entry,) = rows(database, "audit")
    for name in ("id", "at"):
        entry.pop(name)
    assert entry == {
        "deed": "retag",
        "cause": "settings",
        "team": SERVICE.id,
        "before": "t1/m1",
        "after": "t2/m1",
        "count": 45,
        "reason": "",
    }


async def test_an_upgrade_is_told_from_a_change_of_settings(office: Office, database: str) -> None:
    newer = PlainTagger(taxonomy="t1", model="m2")
    await tell(office, 1)

    await changed(office, newer).retagging.step()

    (entry,) = rows(database, "audit")
    assert (entry["cause"], entry["before"], entry["after"]) == ("upgrade", "t1/m1", "t1/m2")


# In the background


async def test_many_stories_are_read_again_some_at_a_tick(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await tell(office, 230)
    after = changed(office)
    retagging = after.retagging

    with caplog.at_level(logging.INFO):
        await retagging.step()
        assert await retagging.left() == after.pulse.outdated == 30
        await retagging.step()
        await retagging.step()

    assert await retagging.left() == after.pulse.outdated == 0
    assert [getattr(record, "count", None) for record in caplog.records] == [30, 0]


async def test_it_goes_on_after_a_restart(office: Office, database: str) -> None:
    await tell(office, 230)
    await changed(office).retagging.step()

    again = changed(office)
    await again.retagging.step()

    assert await again.retagging.left() == 0
    assert len(rows(database, "tag_set")) == 460, "no part was read twice"
    assert sum(row["count"] for row in rows(database, "audit")) == 230


async def test_what_was_looked_through_is_not_looked_at_again(office: Office) -> None:
    await tell(office, 1)
    counted = CountingStore(office.store)
    retagging = replace(changed(office), store=counted).retagging
    await retagging.step()
    await retagging.step()
    writes = counted.writes

    await retagging.step()

    assert counted.writes == writes == 1


async def test_a_part_that_somebody_corrects_just_then_is_read_again_after_that(
    office: Office,
) -> None:
    await office.intake.submit(a_message("The invoice, an idea."))
    after = changed(office)
    corrected = []

    async def meanwhile(_seconds: float) -> None:
        if not corrected:
            corrected.append(await office.correct("touchpoint", old="invoice", new="app"))

    await replace(after.retagging, pause=meanwhile).step()

    assert await tags_of(after) == [
        ("kind:insight", Source.RULE),
        ("touchpoint:app", Source.TELLER),
    ]


async def test_a_story_that_is_removed_just_then_does_not_come_back(
    office: Office, database: str
) -> None:
    await office.intake.submit(a_message("The invoice."))

    async def meanwhile(_seconds: float) -> None:
        await office.removal.remove(a_deletion())

    await replace(changed(office).retagging, pause=meanwhile).step()

    assert rows(database, "tag") == rows(database, "tag_set") == []
    assert rows(database, "audit") == []


class Masking(PlainTagger):
    """A newer tagger that masks one word more."""

    def read(self, text, team):  # type: ignore[no-untyped-def]  # the port's
        return replace(super().read(text, team), masked=text.replace("Virtanen", "[name]"))


async def test_a_newer_tagger_may_mask_more_but_shows_nothing_more(office: Office) -> None:
    await office.intake.submit(a_message("Virtanen."))
    await office.correct("kind", new="praise")

    await changed(office, Masking(model="m2")).retagging.step()

    (story,) = await office.told()
    assert story.text == "[name]."
    assert all(tag.end <= len(story.text) for tag in story.tags)


# With the real tagger

LIBRARY = Theme(
    facet="service",
    key="library",
    label={"fi": "Kirjasto", "en": "Library", "sv": "Bibliotek"},
    synonyms={"fi": ("kirjasto*",), "en": (), "sv": ()},
)
TEXT = "Soitin kirjastoon numeroon 040 1234567, ja Liisa Virtanen auttoi. Kiitos!"


async def test_a_service_that_is_added_is_found_in_old_stories_and_goes_again(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    """From the shown text, in which names and numbers are masked already."""
    office = Office(store, sealer, StandingClock(WEDNESDAY), tagger=CueTagger())
    await office.intake.submit(a_message(TEXT))
    before = await office.told()
    with_service = replace(office, teams=Teams((replace(SERVICE, themes=(LIBRARY,)), SHOP)))

    await with_service.retagging.step()
    (story,) = await office.told()
    assert "library" in {tag.key for tag in story.tags}
    assert story.text == before[0].text

    await office.retagging.step()
    assert await office.told() == before


async def test_dates_become_coarse_in_old_stories_when_the_team_asks(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    office = Office(store, sealer, StandingClock(WEDNESDAY), tagger=CueTagger())
    await office.intake.submit(a_message("I waited on 12 November 2026 at 2 pm."))
    asking = replace(office, teams=Teams((replace(SERVICE, coarse_dates=True), SHOP)))

    await asking.retagging.step()

    (story,) = await office.told()
    assert story.text == "I waited on [November 2026]."
