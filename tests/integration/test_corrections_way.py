"""Corrections, nights and changed settings through the whole program, on both databases."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.app import Program, open_program
from bot.calendars import PublicHolidays
from bot.config import Secrets, Settings
from bot.core.corrections import Corrected
from bot.core.intake import Intake
from bot.core.model.correction import TagChange
from bot.core.model.incoming import IncomingCorrection
from bot.core.model.platforms import Platform
from bot.core.model.story import Story
from bot.core.model.tag import Source
from bot.core.withholding import Withholding
from bot.sealing import KeyedSealer
from bot.tagging.tagger import CueTagger
from tests.contract.tables import rows
from tests.core_builders import WEEK_46, a_message, revise
from tests.fakes import StandingClock

KEY = secrets.token_bytes(32)
WEDNESDAY = datetime(2026, 11, 11, 10, tzinfo=UTC)
LIBRARY = {
    "key": "library",
    "label": {"fi": "Kirjasto"},
    "synonyms": {"fi": ["kirjasto*"]},
}


@asynccontextmanager
async def running(
    database: str, clock: StandingClock, *services: dict[str, Any]
) -> AsyncIterator[Program]:
    """Open the program on the database, with those services, and let it tick once."""
    team = {
        "id": "palvelu",
        "name": "Asiakaspalvelu",
        "slack": {"listen": ["C1"]},
        "services": services,
    }
    settings = Settings({"kuule": {"database": database}, "teams": [team]})
    async with open_program(settings, Secrets(), KEY, clock) as program:
        await program.begin()
        await program.tick()
        yield program


async def tell(program: Program, ts: str, text: str) -> Story:
    """Tell a story as it comes in by Slack, read by the rules alone; return it."""
    intake = Intake(
        program.store,
        CueTagger(),
        KeyedSealer(KEY),
        program.teams,
        PublicHolidays(),
        program.clock,
        Withholding(revise),
    )
    await intake.submit(a_message(text, ts))
    return await the_story(program, text)


async def the_story(program: Program, text: str) -> Story:
    told = await program.store.read(lambda tx: tx.stories.told_in("palvelu", WEEK_46))
    return next(story for story in told if story.text == text)


async def correct(program: Program, story: Story, **change: Any) -> Corrected:
    wish = IncomingCorrection(
        platform=Platform.SLACK,
        workspace="T1",
        user="U1",
        number=story.number,
        change=TagChange(facet="service", **change),
    )
    return await program.corrections.correct(wish)


def services(story: Story) -> list[tuple[str, Source]]:
    return [(tag.key, tag.source) for tag in story.tags if tag.facet == "service"]


async def test_a_service_that_is_added_is_found_in_old_stories(database: str) -> None:
    clock, text = StandingClock(WEDNESDAY), "Kirjaston ovi oli lukossa."
    async with running(database, clock) as program:
        story = await tell(program, "1.0", text)
        assert services(story) == []

    async with running(database, clock, LIBRARY) as program:
        assert services(await the_story(program, text)) == [("library", Source.RULE)]
        assert await program.retagging.left() == 0

    (entry,) = rows(database, "audit")
    assert (entry["deed"], entry["cause"], entry["count"]) == ("retag", "settings", 1)


async def test_what_is_corrected_is_learned_refitted_and_rolled_back(database: str) -> None:
    clock = StandingClock(WEDNESDAY)
    async with running(database, clock, LIBRARY) as program:
        for serial, text in enumerate(("Lainausautomaatti jumissa.", "Lainausautomaatilla.")):
            story = await tell(program, f"{serial}.0", text)
            assert await correct(program, story, new="library") is Corrected.DONE
        assert await correct(program, story, new="pool") is Corrected.UNKNOWN_TAG
        clock.advance(timedelta(days=1))
        await program.tick()

    async with running(database, clock, LIBRARY) as program:
        team = program.teams.first
        in_use, (version,) = await program.learning.versions(team)
        assert (in_use, version.stories) == (1, 2)
        assert program.learning.layers["palvelu"].layer.found
        assert await program.learning.roll_back(team) == (1, 0)
        await program.tick()
        assert program.learning.layers["palvelu"].layer.is_empty

    deeds = {(row["deed"], row["cause"]) for row in rows(database, "audit")}
    assert deeds == {("refit", "schedule"), ("roll_back", "administrator")}
