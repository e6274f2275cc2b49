"""The whole way on Slack: real Bolt, real sockets, the practice workspace."""

import pytest

from bot.practice.clock import next_monday
from bot.practice.slack_team import OTHER
from bot.practice.workspace import SCOPES
from tests.program import a_play, calm, limit_pages, stories, words

GOOD = "Asiakas kiitti, kun puhelinneuvoja kuunteli loppuun asti."


@pytest.fixture
async def play(tmp_path, sqlite_template):
    async with a_play(tmp_path, sqlite_template) as play:
        yield play


def receipts(messages):
    return [m for m in messages if m.is_by_bot and "remove_story" in str(m.blocks)]


def shown(message):
    return str(message.blocks)


async def has_receipt(play, who="u1", count=1):
    await play.workspace.until(lambda: len(receipts(play.workspace.dm(who))) == count)
    return receipts(play.workspace.dm(who))[-1]


# In: one story each


async def test_a_channel_message_is_one_story_with_a_private_receipt_and_its_copy(play):
    workspace = play.workspace
    async with play.running() as program:
        await workspace.slack_say("u1", GOOD)
        copy = await has_receipt(play)
        await workspace.until(lambda: len(receipts(workspace.seen_by("u1"))) == 1)

        (story,) = await stories(program)

    here = receipts(workspace.seen_by("u1"))[0]
    assert story.text == GOOD
    assert here.to == "U0PRACT00001"
    assert story.number in shown(here)
    assert story.number in shown(copy)
    assert receipts(workspace.seen_by("u2")) == []


async def test_both_receipts_speak_the_tellers_own_language(play):
    async with play.running():
        await play.workspace.slack_say("u4", GOOD)
        copy = await has_receipt(play, "u4")

    assert words("receipt", "sv") in copy.text


async def test_the_button_of_the_copy_removes_the_story_and_answers_in_its_place(play):
    workspace = play.workspace
    async with play.running() as program:
        await workspace.slack_say("u1", GOOD)
        copy = await has_receipt(play)
        event = await workspace.slack_press("u1", copy, "remove_story")
        await workspace.until(lambda: words("removed") in copy.text)

        assert await stories(program) == []

    assert event.acked_at is not None
    assert receipts(workspace.dm("u1")) == []


async def test_the_button_of_the_ephemeral_receipt_removes_it_too(play):
    workspace = play.workspace
    async with play.running():
        await workspace.slack_say("u1", GOOD)
        await workspace.until(lambda: bool(receipts(workspace.seen_by("u1"))))
        here = receipts(workspace.seen_by("u1"))[0]
        await workspace.slack_press("u1", here, "remove_story")
        await workspace.until(lambda: words("removed") in here.text)

    assert play.kept() == 0


async def test_the_button_pressed_twice_says_the_second_time_that_there_is_nothing(play):
    workspace = play.workspace
    async with play.running():
        await workspace.slack_say("u1", GOOD)
        copy = await has_receipt(play)
        element = {"type": "button", "action_id": "remove_story", "value": "T-0000"}
        await workspace.slack_press("u1", copy, "remove_story")
        await workspace.until(lambda: words("removed") in copy.text)
        copy.rewrite("", [{"type": "actions", "elements": [element | {"text": {}}]}])
        await workspace.slack_press("u1", copy, "remove_story")
        await workspace.until(lambda: words("remove-not-found") in copy.text)


async def test_a_mention_elsewhere_is_one_story_without_the_mention(play):
    workspace = play.workspace
    workspace.team.add_channel("C0ELSE0000", "muualla")
    async with play.running() as program:
        await workspace.slack_say("u1", f"<@U0KUULEBOT> {GOOD}", "C0ELSE0000")
        await has_receipt(play)

        assert [story.text for story in await stories(program)] == [GOOD]


async def test_a_mention_in_a_listened_channel_comes_twice_and_is_one_story(play):
    workspace = play.workspace
    async with play.running():
        await workspace.slack_say("u1", f"<@U0KUULEBOT> {GOOD}")
        await has_receipt(play)
        await workspace.quiet()

    assert play.kept() == 1


async def test_a_direct_message_is_one_story_with_one_receipt(play):
    workspace = play.workspace
    async with play.running():
        await workspace.slack_dm("u1", GOOD)
        await has_receipt(play)
        await workspace.quiet()

    assert play.kept() == 1
    assert receipts(workspace.seen_by("u1")) == []


@pytest.mark.parametrize("command", ["/tarina", "/story", "/berattelse"])
async def test_a_slash_command_is_one_story_answered_where_it_was_typed(play, command):
    workspace = play.workspace
    async with play.running() as program:
        event = await workspace.slack_command("u1", command, GOOD)
        await workspace.until(lambda: bool(receipts(workspace.seen_by("u1"))))

        assert [story.text for story in await stories(program)] == [GOOD]

    assert event.acked_at is not None
    assert receipts(workspace.dm("u1")) == []


async def test_a_command_removes_by_number(play):
    workspace = play.workspace
    async with play.running() as program:
        await workspace.slack_dm("u1", GOOD)
        await has_receipt(play)
        (story,) = await stories(program)
        await workspace.slack_command("u1", "/tarina", f"poista {story.number}")
        await workspace.until(
            lambda: any(words("removed") in m.text for m in workspace.seen_by("u1"))
        )

    assert play.kept() == 0


async def test_nobody_removes_the_story_of_another(play):
    workspace = play.workspace
    async with play.running() as program:
        await workspace.slack_dm("u1", GOOD)
        await has_receipt(play)
        (story,) = await stories(program)
        await workspace.slack_command("u2", "/tarina", f"poista {story.number}")
        await workspace.until(
            lambda: any(words("remove-not-found") in m.text for m in workspace.seen_by("u2"))
        )

    assert play.kept() == 1


async def test_a_command_to_remove_without_a_number_is_answered_with_help(play):
    workspace = play.workspace
    async with play.running():
        await workspace.slack_command("u1", "/tarina", "poista")
        await workspace.until(
            lambda: any(words("command-help") in m.text for m in workspace.seen_by("u1"))
        )

    assert play.kept() == 0


async def test_the_tellers_reply_in_the_thread_is_a_part(play):
    workspace = play.workspace
    async with play.running() as program:
        ts = await workspace.slack_say("u1", GOOD)
        await has_receipt(play)
        await workspace.slack_say("u1", "Hän palasi vielä.", thread_ts=ts)
        await workspace.slack_say("u2", "Hienoa!", thread_ts=ts)
        await workspace.quiet()

        (story,) = await stories(program)

    assert [part.text for part in story.parts] == [GOOD, "Hän palasi vielä."]


async def test_deleting_the_message_removes_the_story(play):
    workspace = play.workspace
    async with play.running():
        ts = await workspace.slack_say("u1", GOOD)
        await has_receipt(play)
        await workspace.slack_delete("u1", ts)
        await workspace.until(lambda: "on poistettu" in workspace.dm("u1")[-1].text)

    assert play.kept() == 0


async def test_the_bell_of_the_writer_removes_the_story_and_that_of_another_does_not(play):
    workspace = play.workspace
    async with play.running():
        ts = await workspace.slack_say("u1", GOOD)
        await has_receipt(play)
        await workspace.slack_react("u2", workspace.story_channel, ts, "no_bell")
        await workspace.quiet()
        assert play.kept() == 1
        await workspace.slack_react("u1", workspace.story_channel, ts, "no_bell")
        await workspace.until(lambda: "on poistettu" in workspace.dm("u1")[-1].text)

    assert play.kept() == 0
    assert not any("on poistettu" in each.text for each in workspace.messages())


async def test_what_is_no_story_is_acknowledged_and_nothing_is_kept(play):
    workspace = play.workspace
    shared = workspace.team.add_channel("C0SHARED00", "yhteinen", is_ext_shared=True)
    async with play.running():
        # The echo of Kuule's own notice is one of the events.
        await workspace.until(lambda: bool(workspace.messages()))
        ts = await workspace.slack_say("u1", "// ei tarina")
        await workspace.slack_edit("u1", ts, GOOD)
        await workspace.slack_say("u1", "\u200b")
        await workspace.slack_say("u1", f"<@U0KUULEBOT> {GOOD}", shared.id)
        await workspace.slack_say("u1", GOOD, OTHER)
        workspace.slack.say("u1", GOOD, bot_id="B0OTHER")
        workspace.slack.say("u1", GOOD, user_team="T0OTHER")
        workspace.slack.say("u1", GOOD, subtype="channel_join")
        await workspace.quiet()

    assert play.kept() == 0
    assert all(event.acks == 1 for event in workspace.ledger.events)


# The notice


async def test_a_listened_channel_gets_the_notice_once_also_after_a_restart(play):
    workspace = play.workspace

    def notices():
        return [m for m in workspace.messages() if words("channel-notice") in m.text]

    async with play.running():
        await workspace.until(lambda: bool(notices()))
    async with play.running():
        await workspace.slack_say("u1", GOOD)
        await has_receipt(play)
        await workspace.quiet()

    assert len(notices()) == 1
    assert [m for m in workspace.messages(workspace.digest_channel) if m.is_by_bot] == []


async def test_only_the_first_receipt_says_who_reads(play):
    workspace = play.workspace
    async with play.running():
        for number in range(2):
            await workspace.slack_say("u1", f"{GOOD} {number}")
            await has_receipt(play, count=number + 1)

    first, second = receipts(workspace.dm("u1"))
    assert "Asiakaspalvelu" in shown(first)
    assert "Asiakaspalvelu" not in shown(second)


# The digest


async def test_the_digest_appears_after_the_clock_moved_and_a_removal_edits_it(play):
    workspace = play.workspace

    def digest():
        found = [m for m in workspace.messages(workspace.digest_channel) if m.is_by_bot]
        return found[0] if found else None

    async with play.running() as program:
        await workspace.slack_dm("u1", GOOD)
        await has_receipt(play)
        (story,) = await stories(program)
        workspace.on_leap = program.tick
        await workspace.leap(next_monday(workspace.clock.now(), workspace.zone))
        await workspace.until(lambda: digest() is not None)
        assert GOOD in shown(digest())
        assert digest().blocks[0]["type"] == "header"

        await workspace.slack_command("u1", "/tarina", f"poista {story.number}")
        await workspace.until(lambda: GOOD not in shown(digest()))

    assert story.number not in shown(digest())
    assert words("digest-withdrawn") in shown(digest())
    posts = [m for m in workspace.messages(workspace.digest_channel) if m.is_by_bot]
    assert len(posts) == 1


# Acknowledged when, and only when


MALFORMED_EVENTS = [
    *[None, "x", [], [1], {}, {"type": 5}],
    {"type": "message", "channel": "C0STORIES0", "user": "U1", "text": "x", "ts": "NaN"},
    {"type": "message", "channel": ["x"], "user": "U1", "text": "x", "ts": "1.1"},
    {"type": "message", "subtype": ["x"]},
]
OTHER_EVENTS = [
    {"type": "app_home_opened", "user": "U1", "tab": "home"},
    {"type": "of_next_year", "user": {"id": "U1"}, "item": [1]},
    {"type": "message", "subtype": "of_next_year"},
    {"type": "function_executed", "function": {"callback_id": "x"}},
    {"type": "tokens_revoked", "tokens": {}},
]
MALFORMED = [
    ("interactive", {"type": "block_actions", "actions": []}),
    ("interactive", {"type": "block_actions", "actions": "x"}),
    ("slash_commands", {"command": "/tarina"}),
    ("slash_commands", {"command": ["/tarina"]}),
    ("events_api", {"ssl_check": "1", "token": "x"}),
    *[("events_api", payload) for payload in ({}, None, ["x"], "x", 5)],
]
NONE_OF_OURS = [
    ("interactive", {"type": "view_submission", "view": {"type": "modal", "callback_id": "x"}}),
    ("interactive", {"type": "view_closed", "view": {"callback_id": "x"}}),
    ("interactive", {"type": "shortcut", "callback_id": "x", "trigger_id": "1"}),
    ("interactive", {"type": "message_action", "callback_id": "x"}),
    ("interactive", {"type": "block_actions", "actions": [{"action_id": "other"}]}),
    ("interactive", {"type": "block_suggestion", "action_id": "x"}),
    ("interactive", {"type": "of_next_year"}),
    ("slash_commands", {"command": "/another"}),
    ("events_api", {"type": "app_rate_limited"}),
    ("events_api", {"type": "url_verification", "challenge": "x"}),
    ("of_next_year", {"type": "of_next_year"}),
]


async def test_events_that_are_none_of_ours_are_acknowledged_and_let_be(play):
    workspace = play.workspace
    async with play.running():
        odd = [await workspace.slack_event(event) for event in OTHER_EVENTS]
        odd += [workspace.handover.send(kind, "x", payload) for kind, payload in NONE_OF_OURS]
        await workspace.quiet()

    assert [(event.payload, event.acks, len(event.attempts)) for event in odd] == [
        (event.payload, 1, 1) for event in odd
    ]
    assert (play.parked(), play.kept()) == (0, 0)


async def test_malformed_envelopes_are_parked_and_acknowledged_and_hold_up_no_story(play):
    workspace = play.workspace
    async with play.running():
        odd = [await workspace.slack_event(event) for event in MALFORMED_EVENTS]
        odd += [workspace.handover.send(kind, "x", payload) for kind, payload in MALFORMED]
        await workspace.slack_dm("u1", GOOD)
        story = workspace.ledger.events[-1]
        await has_receipt(play)
        assert story.acks == 1
        await workspace.quiet()

    assert [(event.payload, event.acks, len(event.attempts)) for event in odd] == [
        (event.payload, 1, 1) for event in odd
    ]
    # An input is parked once: `null` and 5 are wrapped, and alike only to themselves.
    assert (play.parked(), play.kept()) == (len(odd), 1)


async def test_an_event_that_bolt_could_pass_by_is_still_a_story(play):
    async with play.running():
        message = {
            "type": "message",
            "channel": play.workspace.story_channel,
            "channel_type": "channel",
            "user": "U0PRACT00001",
            "text": GOOD,
            "ts": "1795176000.000100",
        }
        await play.workspace.slack_event(message, ssl_check="1")
        await play.workspace.quiet()

    assert play.kept() == 1


async def test_a_parked_input_is_reported_to_the_operator(tmp_path, sqlite_template):
    async with a_play(tmp_path, sqlite_template, operator="U0PRACT00002") as play:
        async with play.running():
            await play.workspace.slack_event("x")
            await play.workspace.until(lambda: bool(play.workspace.dm("u2")))

        assert words("operator-parked") in play.workspace.dm("u2")[0].text


async def test_repeated_and_reordered_events_are_one_story(play):
    workspace = play.workspace
    async with play.running():
        await workspace.slack_dm("u1", GOOD)
        await has_receipt(play)
        told = next(e for e in workspace.ledger.events if e.payload["event"].get("text") == GOOD)
        for _ in range(4):
            workspace.resend(told)
        again = await workspace.slack_event(told.payload["event"])
        await workspace.until(lambda: told.acks == 5 and again.acks == 1)

    assert (play.kept(), play.parts()) == (1, 1)
    assert len(receipts(workspace.dm("u1"))) == 1


async def test_a_deletion_that_comes_first_wins(play):
    workspace = play.workspace
    story = {
        "type": "message",
        "channel": workspace.story_channel,
        "channel_type": "channel",
        "user": "U0PRACT00001",
        "text": GOOD,
        "ts": "1795176000.000100",
    }
    gone = {
        "type": "message",
        "subtype": "message_deleted",
        "channel": workspace.story_channel,
        "deleted_ts": story["ts"],
        "ts": "1795176001.000100",
    }
    async with play.running():
        await workspace.slack_event(gone)
        await workspace.quiet()
        await workspace.slack_event(story)
        await workspace.quiet()

    assert play.kept() == 0


# A failed commit


async def test_a_failed_commit_is_not_acknowledged_and_the_redelivered_story_is_kept(play):
    workspace = play.workspace
    async with play.running():
        with play.locked():
            await workspace.slack_dm("u1", GOOD)
            event = workspace.ledger.events[-1]
            await workspace.until(lambda: len(event.attempts) == 2)
            assert event.acks == 0
        await has_receipt(play)
        await workspace.quiet()

    assert event.acks >= 1
    assert (play.kept(), play.parts()) == (1, 1)


async def test_a_full_disk_is_not_acknowledged_and_heals(play):
    workspace = play.workspace
    async with play.running() as program:
        await workspace.until(lambda: bool(workspace.messages()))
        await limit_pages(program, 1)
        events = []
        for number in range(30):
            await workspace.slack_say("u1", f"{GOOD} {number} " + "x" * 3000)
            events.append(workspace.ledger.events[-1])
        await workspace.until(
            lambda: all(event.acks or len(event.attempts) > 1 for event in events)
        )
        acked = sum(1 for event in events if event.acks)
        # One that is kept may still be on its way to being acknowledged.
        assert acked <= play.kept() < len(events)
        await limit_pages(program, 1_000_000)
        await calm(workspace)

    assert play.kept() == 30


async def test_who_types_a_command_that_cannot_be_kept_is_told_so(play):
    workspace = play.workspace
    async with play.running():
        with play.locked():
            event = await workspace.slack_command("u1", "/tarina", GOOD)
            await workspace.until(
                lambda: any(words("not-saved") in m.text for m in workspace.seen_by("u1")),
            )
        await workspace.until(lambda: event.lost)

    assert event.acks == 0
    assert play.kept() == 0


async def test_who_chose_a_language_is_told_in_it_that_a_command_cannot_be_kept(play):
    workspace = play.workspace
    async with play.running():
        await workspace.slack_home("u1")
        await workspace.until(lambda: bool(workspace.home("u1")))
        await workspace.slack_press("u1", workspace.home("u1"), "language_sv")
        await workspace.quiet()
        with play.locked():
            await workspace.slack_command("u1", "/tarina", GOOD)
            await workspace.until(
                lambda: any(words("not-saved", "sv") in m.text for m in workspace.seen_by("u1")),
            )


async def test_whose_removal_cannot_be_kept_is_told_so_and_the_button_stays(play):
    workspace = play.workspace
    async with play.running():
        await workspace.slack_dm("u1", GOOD)
        copy = await has_receipt(play)
        with play.locked():
            await workspace.slack_press("u1", copy, "remove_story")
            await workspace.until(
                lambda: any(words("not-saved") in m.text for m in workspace.dm("u1"))
            )

    assert receipts(workspace.dm("u1")) == [copy]
    assert play.kept() == 1


# With fewer scopes


async def test_without_the_scope_for_locales_the_storys_language_is_spoken(
    tmp_path, sqlite_template
):
    scopes = SCOPES - {"users:read"}
    async with a_play(tmp_path, sqlite_template, scopes=scopes) as play, play.running():
        await play.workspace.slack_dm("u1", "The customer thanked us and came back with her son.")
        copy = await has_receipt(play)

    assert words("receipt", "en") in copy.text


async def test_a_program_that_stops_answers_what_came_in(play):
    workspace = play.workspace

    def acked():
        told = [e for e in workspace.ledger.events if GOOD in e.payload["event"].get("text", "")]
        return sum(1 for event in told if event.acks)

    async with play.running():
        for number in range(20):
            await workspace.slack_say("u1", f"{GOOD} {number}")
        await workspace.until(lambda: acked() > 0)

    assert play.kept() == acked()
    async with play.running():
        await calm(workspace)

    assert (play.kept(), play.parts()) == (20, 20)
