"""Whom Kuule takes no stories from, as far as payloads and profiles tell it."""

import asyncio
from dataclasses import replace

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.model.incoming import IncomingCommand, IncomingMessage, IncomingRemoval
from bot.core.model.platforms import Route
from bot.practice import faults
from bot.practice.clock import PracticeClock
from bot.practice.workspace import SCOPES, Workspace
from handlers.slack.profiles import Profile, Profiles
from handlers.slack.refusals import (
    GUEST,
    OUTSIDER,
    SHARED,
    Doorkeeper,
    refused_command,
    refused_event,
)
from tests.patience import HANGS
from tests.program import WEDNESDAY
from tests.unit.test_slack_parse import (
    ME,
    NOW,
    a_callback,
    a_command,
    a_message,
    a_reaction,
    command,
    parse,
)

MENTION = {"type": "app_mention", "channel": "C9", "text": "<@UKUULE> Hei"}
DM = {"channel": "D1", "channel_type": "im"}
COLLEAGUE, GUEST_PROFILE = Profile(language="sv"), Profile(language="sv", is_guest=True)


def refused(event, **wrapper):
    return refused_event(a_callback(event, **wrapper), ME)


# What the payload itself shows


@pytest.mark.parametrize("field", ["team", "user_team", "source_team"])
@pytest.mark.parametrize(("way", "among_others"), [(MENTION, True), (DM, False)])
def test_somebody_of_another_workspace_who_turns_to_kuule_is_told_so(field, way, among_others):
    event = a_message(**way, **{field: "T2"})

    assert parse(event) is None
    answer = refused(event)
    assert (answer.note, answer.user, answer.among_others) == (OUTSIDER, "U1", among_others)
    assert answer.channel == way["channel"]


def test_a_mention_in_a_shared_channel_is_told_so_to_a_colleague_too():
    event = a_message(**MENTION)

    assert parse(event, is_ext_shared_channel=True) is None
    assert refused(event, is_ext_shared_channel=True).note == SHARED


@pytest.mark.parametrize(
    ("event", "wrapper"),
    [
        (a_message(user_team="T2"), {}),
        (a_message(), {"is_ext_shared_channel": True}),
        (a_message(thread_ts="1795175000.000200", user_team="T2"), {}),
        (a_reaction(), {"is_ext_shared_channel": True}),
    ],
)
def test_in_a_channel_nobody_is_answered(event, wrapper):
    assert not isinstance(parse(event, **wrapper), IncomingMessage)
    assert refused(event, **wrapper) is None


@pytest.mark.parametrize("way", [MENTION, DM])
@pytest.mark.parametrize(
    "fields",
    [
        {"bot_id": "B1"},
        {"app_id": "A1"},
        {"bot_id": "B1", "user_team": "T2"},
        {"subtype": "bot_message", "bot_id": "B1", "username": "Workflow"},
        {"subtype": "bot_message", "user": None},
        {"user": "USLACKBOT"},
        {"user": "UKUULE"},
    ],
)
def test_bots_and_workflows_are_neither_taken_nor_answered(way, fields):
    event = a_message(**(way | fields))

    assert parse(event) is None
    assert refused(event, is_ext_shared_channel=True) is None


@pytest.mark.parametrize("subtype", ["message_changed", "message_deleted", "channel_join"])
def test_what_is_no_message_is_not_answered(subtype):
    event = a_message(**DM, subtype=subtype, user_team="T2", deleted_ts="1.1")

    assert refused(event) is None


def test_an_event_of_an_installation_elsewhere_is_not_answered():
    assert refused(a_message(**MENTION), team_id="T2", is_ext_shared_channel=True) is None


@pytest.mark.parametrize("event", [a_message(), a_message(**MENTION), a_message(**DM)])
def test_a_colleague_in_a_channel_of_ours_is_not_refused(event):
    assert isinstance(parse(event), IncomingMessage | None)
    assert refused(event) is None


def test_a_command_of_another_workspace_is_told_so_at_its_response_url():
    body = a_command("Hei", team_id="T2")
    answer = refused_command(body, ME, NOW)

    assert (answer.note, answer.shortcut.url) == (OUTSIDER, body["response_url"])
    assert refused_command(a_command("Hei"), ME, NOW) is None


def test_in_a_channel_that_is_shared_by_now_what_was_told_before_still_goes():
    gone = a_message(subtype="message_deleted", deleted_ts="1795176000.000100")

    assert isinstance(parse(gone, is_ext_shared_channel=True), IncomingRemoval)
    assert isinstance(parse(a_reaction(), is_ext_shared_channel=True), IncomingRemoval)


# What profiles show


class Known:
    """Profiles that are there already."""

    def __init__(self, profile: Profile | None) -> None:
        self.profile = profile

    async def of(self, user: str) -> Profile | None:
        return self.profile


def doorkeeper(profile):
    return Doorkeeper(Known(profile))


@pytest.mark.parametrize("profile", [COLLEAGUE, None])
@pytest.mark.parametrize("event", [a_message(), a_message(**MENTION), a_message(**DM)])
async def test_a_colleague_or_somebody_unknown_is_let_in(profile, event):
    story = parse(event)

    admitted = await doorkeeper(profile).admit(story)

    assert admitted == replace(story, locale="sv" if profile else "")


@pytest.mark.parametrize(
    ("profile", "note"),
    [(GUEST_PROFILE, GUEST), (Profile(language="sv", is_outsider=True), OUTSIDER)],
)
@pytest.mark.parametrize(("way", "among_others"), [(MENTION, True), (DM, False)])
async def test_a_guest_who_turns_to_kuule_is_told_so_in_their_language(
    profile, note, way, among_others
):
    answer = await doorkeeper(profile).admit(parse(a_message(**way)))

    assert isinstance(answer, IncomingCommand)
    assert (answer.note, answer.locale, answer.among_others) == (note, "sv", among_others)


@pytest.mark.parametrize("text", ["Asiakas kiitti.", "help"])
async def test_a_guests_command_is_told_so_where_it_was_typed(text):
    typed = command(text)
    answer = await doorkeeper(GUEST_PROFILE).admit(typed)

    assert (answer.note, answer.channel, answer.locale) == (GUEST, "U1", "sv")
    assert answer.shortcut == typed.shortcut


async def test_a_guest_in_a_listened_channel_is_neither_taken_nor_answered():
    here = parse(a_message())
    below = parse(a_message(channel="C9", thread_ts="1795175000.000200"))

    assert (here.route, below.route) == (Route.CHANNEL, Route.THREAD)
    assert await doorkeeper(GUEST_PROFILE).admit(here) is None
    assert await doorkeeper(GUEST_PROFILE).admit(below) is None


async def test_who_became_a_guest_can_still_remove_a_story():
    wish = command("poista T-0412")

    assert await doorkeeper(GUEST_PROFILE).admit(wish) is wish


async def test_what_is_nothing_stays_nothing():
    assert await doorkeeper(GUEST_PROFILE).admit(None) is None


# How profiles are asked for


@pytest.fixture
async def workspace():
    async with Workspace(PracticeClock("simulated", WEDNESDAY), seed=1) as workspace:
        yield workspace


def profiles_of(workspace):
    client = AsyncWebClient(
        workspace.slack_bot_token, base_url=workspace.slack_base_url, retry_handlers=[]
    )
    return Profiles(client, workspace.clock)


def asked(workspace):
    return sum(call.method == "users.info" for call in workspace.ledger.calls)


@pytest.mark.parametrize(
    ("kind", "profile"),
    [
        ("member", Profile(language="sv")),
        ("guest", Profile(language="sv", is_guest=True)),
        ("single_channel_guest", Profile(language="sv", is_guest=True)),
        ("stranger", Profile(language="sv", is_outsider=True)),
    ],
)
async def test_a_profile_says_the_language_and_who_belongs(workspace, kind, profile):
    person = workspace.people.add_employee("sv", kind=kind)

    assert await profiles_of(workspace).of(person.id) == profile


async def test_somebody_whom_the_workspace_does_not_know_is_an_outsider(workspace):
    profiles = profiles_of(workspace)

    assert (await profiles.of("U0NOBODY00")).is_outsider
    assert not (await profiles.of("U0PRACT00001")).is_outsider


async def test_a_person_is_asked_for_once_a_day(workspace):
    profiles = profiles_of(workspace)
    for _ in range(3):
        await profiles.of("U0PRACT00001")
    assert asked(workspace) == 1

    workspace.clock.advance(24 * 3600)
    await profiles.of("U0PRACT00001")
    assert asked(workspace) == 2


@pytest.mark.parametrize(
    ("error", "seconds"), [("missing_scope", 3600), ("internal_error", 60), ("ratelimited", 60)]
)
async def test_who_does_not_get_an_answer_rests_before_asking_again(workspace, error, seconds):
    profiles = profiles_of(workspace)
    workspace.faults.next("users.info", faults.refused(error))

    assert await profiles.of("U0PRACT00001") is None
    workspace.clock.advance(seconds - 1)
    assert await profiles.of("U0PRACT00002") is None
    assert asked(workspace) == 1
    workspace.clock.advance(1)
    assert await profiles.of("U0PRACT00001") is not None


async def test_without_the_scope_nobody_is_known():
    clock = PracticeClock("simulated", WEDNESDAY)
    async with Workspace(clock, seed=1, scopes=SCOPES - {"users:read"}) as workspace:
        guest = workspace.people.add_employee(kind="guest")

        assert await profiles_of(workspace).of(guest.id) is None


async def test_a_slack_that_does_not_answer_is_not_waited_for_long(workspace):
    profiles = profiles_of(workspace)
    workspace.faults.next("users.info", faults.stall(30))

    async with asyncio.timeout(HANGS):
        assert await profiles.of("U0PRACT00001") is None
