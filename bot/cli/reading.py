"""`kuule stories`, `digest`, `month` and `learned`: on the database, without the platforms."""

import asyncio
from collections.abc import Sequence

import typer

from bot import forms
from bot.app import Program
from bot.cli.opening import Opening, span_in, team_in
from bot.cli.platformless import this_week, with_program
from bot.cli.terminal import say
from bot.config import ConfigError
from bot.core.errors import PictureMissingError, WeekPassedError
from bot.core.model.digest import Digest
from bot.core.model.month import Month
from bot.core.model.story import Story
from bot.core.model.team import Team
from bot.core.model.week import Week
from bot.core.ports.catalogue import Texts
from bot.core.ports.learning import LearnedVersion
from bot.digest.captions import captions
from bot.i18n.catalogue import Catalogue
from bot.pictures.process import PictureProcess

_NO_CHANNEL = (
    "The team {} reads its digest nowhere: write the id of its channel under [teams.slack], like "
    'digest = "C0456", or that of its group under [teams.telegram].'
)
_NO_LEADERSHIP = (
    "The team {} has no channel for its leaders: write the channel's id under [teams.slack], like "
    'leadership = "C0789", or that of the chat under [teams.telegram].'
)
_NOT_OVER = "{} is not over: post the page of an earlier month."
_PASSED = (
    "{} has no digest and will have none, for Kuule did not serve the team yet, or a later digest "
    "has counted its stories: post that of {} or a later week."
)
_TO_COME = "{} is still to come: post the digest of this, last or an earlier week."


def stories_of(opening: Opening, team: str, week: str) -> tuple[Team, Week, Sequence[Story]]:
    """Return a week's stories as readers may see them."""

    async def read(program: Program) -> tuple[Team, Week, Sequence[Story]]:
        which = team_in(program.teams, team)
        when = span_in(week, this_week(program, which))
        return which, when, await program.store.read(lambda tx: tx.stories.told_in(which.id, when))

    return with_program(opening, read)


def digest_of(opening: Opening, team: str, week: str) -> tuple[Team, Digest]:
    """Return a week's digest as it was posted, or as it would be."""

    async def read(program: Program) -> tuple[Team, Digest]:
        which = team_in(program.teams, team)
        when = span_in(week, this_week(program, which))
        return which, await program.publishing.preview(which, when)

    return with_program(opening, read)


def markdown_of(digest: Digest) -> str:
    """Return the digest as Markdown."""
    return forms.digest_markdown(digest, Catalogue())


def page_of(digest: Digest) -> str:
    """Return the digest as a page, with its picture where that can be drawn."""
    texts = Catalogue()
    return forms.digest_page(digest, texts, asyncio.run(_drawn(digest, texts)))


async def _drawn(digest: Digest, texts: Texts) -> str:
    picture = digest.picture
    if picture is None or not picture.is_worth_drawing:
        return ""
    words = captions(picture, digest.language, texts)
    try:
        return (await PictureProcess()(picture, words, "svg")).decode()
    except PictureMissingError:
        say("The picture could not be drawn: its words stand in its place.")
        return ""


def post_digest(opening: Opening, team: str, week: str) -> tuple[Digest, bool]:
    """Claim a week's digest; return it, and whether it was claimed now."""

    async def post(program: Program) -> tuple[Digest, bool]:
        which = team_in(program.teams, team)
        this = this_week(program, which)
        when = span_in(week, this)
        if not which.has_digest:
            raise ConfigError(_NO_CHANNEL.format(which.id))
        # A digest counts everything before it: after one of a later week none would be due.
        if when > this:
            raise typer.BadParameter(_TO_COME.format(when))
        try:
            was_claimed = await program.publishing.post(which, when)
        except WeekPassedError as error:
            raise typer.BadParameter(_PASSED.format(when, error.first)) from None
        return await program.publishing.preview(which, when), was_claimed

    return with_program(opening, post)


def month_of(opening: Opening, team: str, month: str) -> tuple[Team, Digest]:
    """Return a month's page for leaders as it was posted, or as it would be."""

    async def read(program: Program) -> tuple[Team, Digest]:
        which = team_in(program.teams, team)
        when = span_in(month, Month.of(program.clock.now(), which.timezone))
        return which, await program.month_pages.preview(which, when)

    return with_program(opening, read)


def post_month(opening: Opening, team: str, month: str) -> tuple[Digest, bool]:
    """Claim a month's page for leaders; return it, and whether it was claimed now."""

    async def post(program: Program) -> tuple[Digest, bool]:
        which = team_in(program.teams, team)
        this = Month.of(program.clock.now(), which.timezone)
        when = span_in(month, this)
        if not which.has_leaders:
            raise ConfigError(_NO_LEADERSHIP.format(which.id))
        # A page is posted once: that of a month which goes on would stay the only one.
        if when >= this:
            raise typer.BadParameter(_NOT_OVER.format(when))
        was_claimed = await program.month_pages.post(which, when)
        return await program.month_pages.preview(which, when), was_claimed

    return with_program(opening, post)


def learned_of(opening: Opening, team: str) -> tuple[Team, int, Sequence[LearnedVersion]]:
    """Return the number of the version in use, and the versions that are kept, newest first."""

    async def read(program: Program) -> tuple[Team, int, Sequence[LearnedVersion]]:
        which = team_in(program.teams, team)
        return which, *await program.learning.versions(which)

    return with_program(opening, read)


def roll_back(opening: Opening, team: str) -> tuple[int, int] | None:
    """Put the version before the one in use into its place; None when there is none in use."""

    async def roll(program: Program) -> tuple[int, int] | None:
        return await program.learning.roll_back(team_in(program.teams, team))

    return with_program(opening, roll)
