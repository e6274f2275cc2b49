"""Slack's payloads to neutral values."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.model.delivery import Address
from bot.core.model.incoming import (
    IncomingCommand,
    IncomingEdit,
    IncomingMessage,
    IncomingRemoval,
)
from bot.core.model.platforms import Platform, Route
from bot.core.model.team import Team, Teams
from handlers.slack.parse import (
    FormWish,
    Self,
    check_form,
    parse_command,
    parse_event,
)
from tests.digest_builders import a_team

ME = Self("T1", "UKUULE")
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
EVERY_ROUTE = frozenset({"channel", "mention", "dm", "command"})


def a_listening_team(**settings) -> Team:
    settings = {"slack_listen": ("C1",), "slack_digest": "C2"} | settings
    return a_team(slack_capture=settings.pop("slack_capture", EVERY_ROUTE), **settings)


TEAMS = Teams((a_listening_team(),))


def a_message(**fields):
    event = {
        "type": "message",
        "user": "U1",
        "team": "T1",
        "channel": "C1",
        "channel_type": "channel",
        "text": "Asiakas kiitti.",
        "ts": "1795176000.000100",
    } | fields
    return {name: value for name, value in event.items() if value is not ...}


def a_change(text="Asiakas kiitti kovasti.", before="Asiakas kiitti.", **fields):
    """Return Slack's message_changed for the message of `a_message`."""
    message = a_message(text=text, channel=..., channel_type=..., **fields.pop("message", {}))
    event = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": "C1",
        "channel_type": "channel",
        "ts": "1795176060.000200",
        "message": message,
        "previous_message": message | {"text": before},
    } | fields
    return {name: value for name, value in event.items() if value is not ...}


def a_callback(event, **wrapper):
    return {"type": "event_callback", "team_id": "T1", "event": event} | wrapper


def parse(event, teams=TEAMS, **wrapper):
    return parse_event(a_callback(event, **wrapper), ME, teams)


def a_command(text, **fields):
    return {
        "command": "/tarina",
        "team_id": "T1",
        "user_id": "U1",
        "channel_id": "C1",
        "trigger_id": "1.2.x",
        "response_url": "https://hooks.slack.com/commands/T1/1/x",
        "text": text,
    } | fields


def command(text, teams=TEAMS, **fields):
    return parse_command(a_command(text, **fields), ME, teams, NOW)


def a_press(**fields):
    return {
        "type": "block_actions",
        "user": {"id": "U1", "team_id": "T1"},
        "trigger_id": "1.2.x",
        "response_url": "https://hooks.slack.com/actions/T1/1/x",
        "container": {"type": "message", "channel_id": "D1", "message_ts": "1.000100"},
        "actions": [{"action_id": "remove_story", "value": "T-0412"}],
    } | fields


# Edits


def test_an_edit_names_its_message_and_when_it_was_made():
    assert parse(a_change()) == IncomingEdit(
        message=("slack", "T1", "C1", "1795176000.000100"),
        person=("slack", "T1", "U1"),
        channel="C1",
        text="Asiakas kiitti kovasti.",
        changed_at=datetime(2026, 11, 20, 12, 1, 0, 200, tzinfo=UTC),
        may_come=True,
    )


def test_an_edit_without_the_message_before_is_an_edit_too():
    assert isinstance(parse(a_change(previous_message=...)), IncomingEdit)


def test_a_change_that_leaves_the_text_is_none():
    assert parse(a_change("Sama.", "Sama.", message={"attachments": [{"title": "x"}]})) is None


@pytest.mark.parametrize("text", ["", "  ", "// en sittenkään", "<@UKUULE> // ei"])
def test_an_edit_to_nothing_or_to_two_slashes_removes(text):
    removal = parse(a_change(text))

    assert isinstance(removal, IncomingRemoval)
    assert removal.message == ("slack", "T1", "C1", "1795176000.000100")
    assert removal.person == ("slack", "T1", "U1")
    assert removal.answer_to == Address(platform=Platform.SLACK, channel="U1")


def test_the_deletion_of_a_message_with_replies_is_a_change_to_a_tombstone():
    removal = parse(a_change("This message was deleted.", message={"subtype": "tombstone"}))

    assert isinstance(removal, IncomingRemoval)
    assert removal.person == ("slack", "T1", "U1")
    assert removal.answer_to == Address(platform=Platform.SLACK, channel="U1")
    assert removal.key == ("slack", "T1", "C1", "1795176000.000100", "deletion")


@pytest.mark.parametrize("fields", [{"bot_id": "B1"}, {"user": "UKUULE"}, {"team": "T2"}])
def test_edits_of_bots_and_strangers_are_none(fields):
    assert parse(a_change(message=fields)) is None


def test_an_edit_where_nobody_listens_cannot_have_overtaken_a_story():
    assert parse(a_change(channel="C9")).may_come is False
    assert parse(a_change(channel="D1", channel_type="im")).may_come is True


# What becomes a story


def test_a_message_in_a_listened_channel_is_a_story_with_its_natural_key_and_slacks_own_time():
    story = parse(a_message())

    assert story == IncomingMessage(
        key=("slack", "T1", "C1", "1795176000.000100"),
        platform="slack",
        route=Route.CHANNEL,
        workspace="T1",
        user="U1",
        channel="C1",
        text="Asiakas kiitti.",
        told_at=datetime(2026, 11, 20, 12, 0, 0, 100, tzinfo=UTC),
    )


def test_a_mention_anywhere_is_a_story_without_the_mention():
    story = parse(a_message(type="app_mention", channel="C9", text="<@UKUULE> Hylly oli tyhjä."))

    assert (story.route, story.text, story.channel) == (Route.MENTION, "Hylly oli tyhjä.", "C9")


def test_a_mention_and_its_message_have_one_natural_key():
    mention = parse(a_message(type="app_mention", channel_type=..., text="<@UKUULE|kuule>: Hei"))
    message = parse(a_message(text="<@UKUULE|kuule>: Hei"))

    assert mention.key == message.key
    assert mention.text == message.text == "Hei"


def test_a_direct_message_is_a_story():
    assert parse(a_message(channel="D1", channel_type="im")).route is Route.DM


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message"])
def test_a_persons_own_subtypes_are_stories(subtype):
    assert parse(a_message(subtype=subtype)).text == "Asiakas kiitti."


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ([{"id": "F1"}, {"id": "F2"}], ("F1", "F2")),
        ([{"id": "F1", "file_access": "check_file_info"}], ("F1",)),
        ([{}, None, 7, {"id": 7}], ("", "", "", "")),
        ("F1", ()),
        ({}, ()),
        (None, ()),
    ],
)
def test_the_files_that_came_with_the_text_are_named(files, found):
    assert parse(a_message(subtype="file_share", files=files)).files == found


@pytest.mark.parametrize("text", ["", " \n", None])
def test_a_file_without_a_word_is_answered_to_whoever_wrote_to_kuule(text):
    files = [{"id": "F1"}]
    direct = a_message(channel="D1", channel_type="im", text=text, files=files)

    answer = parse(direct)
    assert (answer.note, answer.channel) == ("file-without-words", "U1")
    assert parse(a_message(text=text, files=files)) is None
    assert parse(a_message(channel="D1", channel_type="im", text=text)) is None


def test_a_reply_in_a_listened_channel_names_its_parent():
    reply = parse(a_message(thread_ts="1795175000.000200", parent_user_id="U1"))

    assert reply.parent == ("slack", "T1", "C1", "1795175000.000200")
    assert reply.parent_is_own


def test_a_reply_to_somebody_else_says_so():
    reply = parse(a_message(thread_ts="1795175000.000200", parent_user_id="U2"))

    assert not reply.parent_is_own


def test_a_reply_where_kuule_does_not_listen_can_only_be_a_part():
    reply = parse(a_message(channel="C9", thread_ts="1795175000.000200"))

    assert reply.route is Route.THREAD


def test_the_first_message_of_a_thread_is_no_reply():
    assert parse(a_message(thread_ts="1795176000.000100")).parent is None


def test_a_team_takes_only_the_routes_that_it_chose():
    teams = Teams((a_listening_team(slack_capture=frozenset({"command"})),))

    assert parse(a_message(), teams) is None
    assert parse(a_message(type="app_mention"), teams) is None
    assert parse(a_message(channel="D1", channel_type="im"), teams) is None
    assert isinstance(command("Hei", teams), IncomingMessage)


# What does not


@pytest.mark.parametrize(
    "fields",
    [
        {"bot_id": "B1"},
        {"app_id": "A1"},
        {"subtype": "bot_message"},
        {"user": "UKUULE"},
        {"user": "USLACKBOT"},
        {"user": ...},
        {"user": None},
    ],
)
def test_what_no_person_wrote_is_no_story(fields):
    assert parse(a_message(**fields)) is None


@pytest.mark.parametrize(
    "subtype",
    [
        "channel_join",
        "channel_leave",
        "channel_topic",
        "pinned_item",
        "ekm_access_denied",
        "message_replied",
        "a_subtype_of_next_year",
    ],
)
def test_joins_and_unknown_subtypes_are_no_stories(subtype):
    assert parse(a_message(subtype=subtype)) is None


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u200d\ufeff", "<@UKUULE>", None])
def test_a_text_that_shows_nothing_is_no_story(text):
    assert parse(a_message(text=text)) is None


@pytest.mark.parametrize("text", ["// salaa", "//", "<@UKUULE> // salaa", "  // salaa"])
def test_a_message_that_begins_with_two_slashes_stays_out(text):
    assert parse(a_message(text=text)) is None
    assert isinstance(command(text), IncomingCommand)


def test_an_externally_shared_channel_is_not_listened_to():
    assert parse(a_message(), is_ext_shared_channel=True) is None


@pytest.mark.parametrize("field", ["team", "user_team", "source_team"])
def test_somebody_of_another_workspace_is_not_listened_to(field):
    assert parse(a_message(**{field: "T2"})) is None


def test_an_event_of_another_workspace_is_none_of_ours():
    assert parse(a_message(), team_id="T2") is None


def test_a_message_where_kuule_does_not_listen_is_no_story():
    assert parse(a_message(channel="C9")) is None
    assert parse(a_message(channel="G9", channel_type="mpim")) is None


@pytest.mark.parametrize("kind", ["reaction_removed", "member_joined_channel", "app_home_opened"])
def test_other_events_are_none_of_ours(kind):
    assert parse({"type": kind, "user": "U1"}) is None


# Removals


def a_reaction(**fields):
    return {
        "type": "reaction_added",
        "user": "U1",
        "item_user": "U1",
        "reaction": "no_bell",
        "item": {"type": "message", "channel": "C1", "ts": "1795176000.000100"},
    } | fields


def test_the_writers_own_bell_takes_the_message_out():
    wish = parse(a_reaction())

    assert wish.message == ("slack", "T1", "C1", "1795176000.000100")
    assert wish.person == ("slack", "T1", "U1")
    assert wish.answer_to == Address(platform=Platform.SLACK, channel="U1")


@pytest.mark.parametrize(
    "fields",
    [
        {"user": "U2"},
        {"item_user": None},
        {"reaction": "thumbsup"},
        {"item": {"type": "file", "file": "F1"}},
    ],
)
def test_another_reaction_takes_nothing_out(fields):
    assert parse(a_reaction(**fields)) is None


def test_a_deleted_message_takes_its_story_along():
    wish = parse(a_message(subtype="message_deleted", deleted_ts="1795176000.000100", user=...))

    assert wish.message == ("slack", "T1", "C1", "1795176000.000100")
    assert wish.person is None


@pytest.mark.parametrize(
    "text",
    [
        "poista T-0412",
        "remove T-0412",
        "delete t-0412",
        "radera T-0412",
        "ta bort T-0412",
        "Ta  Bort  T-0412",
        " Poista T-0412 ",
        "Poista tarina T-0412",
        "Remove story T-0412",
        "Radera berättelse T-0412",
        "poista T-0412.",
    ],
)
def test_a_command_removes_by_number_in_three_languages(text):
    wish = command(text)

    assert isinstance(wish, IncomingRemoval)
    assert wish.number.upper() == "T-0412"
    assert wish.person == ("slack", "T1", "U1")
    assert wish.answer_to.channel == "U1"
    assert wish.shortcut.until == NOW + timedelta(minutes=30)


@pytest.mark.parametrize(
    "text",
    ["Asiakas pyysi: poista T-0412", "vie T-0412"],
)
def test_a_text_that_only_speaks_of_removing_is_a_story(text):
    assert isinstance(command(text), IncomingMessage)


# Commands


def test_a_command_with_a_text_is_a_story_whose_key_is_its_trigger():
    story = command("Asiakas kiitti &amp; palasi.")

    assert story.route is Route.COMMAND
    assert story.key == ("slack", "T1", "command", "1.2.x")
    assert story.text == "Asiakas kiitti & palasi."
    assert story.told_at == NOW


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "<@UKUULE>"])
def test_a_command_without_a_text_asks_for_the_modal(text):
    wish = command(text)

    assert isinstance(wish, FormWish)
    assert (wish.trigger, wish.user, wish.channel) == ("1.2.x", "U1", "C1")
    assert wish.shortcut.until == NOW + timedelta(minutes=30)


def test_a_command_without_a_text_asks_for_help_where_commands_are_not_captured():
    assert command("", Teams((a_listening_team(slack_capture=frozenset()),))).note == (
        "command-help"
    )


@pytest.mark.parametrize("word", ["poista", "remove", "ta bort", "Radera "])
def test_a_command_that_would_remove_but_names_no_number_asks_for_help(word):
    assert command(word).note == "command-help"


def test_a_command_of_another_workspace_is_none_of_ours():
    assert command("Hei", team_id="T2") is None


# Payloads that break Slack's own form


@pytest.mark.parametrize(
    "body",
    [
        {},
        a_callback(None),
        a_callback("x"),
        a_callback([]),
        a_callback([1]),
        a_callback({}),
        a_callback({"type": 1}),
        a_callback({"type": ["message"]}),
        {"type": "event_callback", "event": a_message()},
        a_callback(a_message(), team_id=1),
        a_callback(a_message(ts="1.1.1")),
        a_callback(a_message(ts="NaN")),
        a_callback(a_message(ts="inf")),
        a_callback(a_message(ts="１.１")),
        a_callback(a_message(ts="99999999999.1")),
        a_callback(a_message(ts=1795176000.0001)),
        a_callback(a_message(ts=...)),
        a_callback(a_message(channel=...)),
        a_callback(a_message(channel=["C1"])),
        a_callback(a_message(user=["U1"])),
        a_callback(a_message(user=7)),
        a_callback(a_message(team=["T1"])),
        a_callback(a_message(text=["x"])),
        a_callback(a_message(text=5)),
        a_callback(a_message(subtype=["bot_message"])),
        a_callback(a_message(subtype={})),
        a_callback(a_message(thread_ts=["1.1"])),
        a_callback(a_message(thread_ts="yesterday")),
        a_callback(a_message(thread_ts="1795175000.000200", parent_user_id=["U1"])),
        a_callback(a_message(subtype="message_deleted")),
        a_callback(a_message(subtype="message_deleted", deleted_ts=5)),
        a_callback(a_reaction(item=None)),
        a_callback(a_reaction(item={"type": "message", "channel": "C1"})),
        a_callback(a_reaction(user=None)),
    ],
)
def test_a_malformed_event_is_reported(body):
    with pytest.raises(ValueError, match=r".*"):
        parse_event(body, ME, TEAMS)


@pytest.mark.parametrize("ts", ["1.1", "9999999999.999999"])
def test_a_strange_but_whole_ts_is_taken_as_it_is(ts):
    assert parse(a_message(ts=ts)).key[-1] == ts


@pytest.mark.parametrize("name", ["team_id", "user_id", "text", "trigger_id", "response_url"])
@pytest.mark.parametrize("value", [None, 5, ["x"], {}])
def test_a_malformed_command_is_reported(name, value):
    with pytest.raises(ValueError, match=name):
        command("Hei", **{name: value}) if name != "text" else command(value)


@pytest.mark.parametrize(
    "body",
    [
        a_callback(a_message()),
        a_callback({"type": "anything"}),
        a_command("Hei"),
        a_press(),
        {"type": "view_closed", "view": {}},
        {"type": "app_rate_limited"},
        {"type": "of next year"},
    ],
)
def test_what_has_slacks_form_passes(body):
    check_form(body)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"payload": None},
        {"type": None},
        {"type": ["event_callback"]},
        {"type": "event_callback"},
        a_callback(None),
        a_callback("x"),
        a_callback([]),
        a_callback({}),
        a_callback({"type": 5}),
        {"command": None},
        {"command": ["/tarina"]},
    ],
)
def test_what_has_not_is_reported(body):
    with pytest.raises(ValueError, match=r".*"):
        check_form(body)
