"""The whole way on Telegram: real long polling, the practice workspace."""

import json
from dataclasses import replace

import pytest

from bot.core.model.dialogue import Verb
from bot.practice.faults import refused
from bot.practice.people import Customer
from tests.program import WEEK_47, a_play, limit_pages, rows, stories, until, words
from tests.telegram_talk import Talker, buttons

GOOD = "Puhelinneuvoja kuunteli loppuun asti ja sain heti avun."


@pytest.fixture
async def play(tmp_path, sqlite_template):
    async with a_play(tmp_path, sqlite_template) as play:
        yield play


@pytest.fixture
def talker(play):
    return Talker(play.workspace)


# The talk


async def test_a_talk_from_the_first_word_to_the_receipt_takes_six_taps(play, talker):
    async with play.running() as program:
        await talker.say("/start")
        await talker.press(Verb.ACCEPT)
        await talker.say(GOOD)
        await talker.answered(2)
        await talker.say("Kiitos!")
        await talker.press(Verb.DONE)
        await talker.press(Verb.FEEL, "heard")
        await play.workspace.until(lambda: "✓" in str(talker.answers()[-1]))
        await talker.press(Verb.NEXT)
        await talker.press(Verb.EXPECT, "exceeded")
        await talker.press(Verb.SHARE, "reply")
        await play.workspace.until(lambda: "remove:" in str(talker.answers()))
        (story,) = await stories(program)
        presses = [e for e in play.workspace.ledger.events if "callback_query" in e.payload]

    said = {(tag.facet, tag.key) for tag in story.tags if tag.source == "teller"}
    assert (story.text, story.role) == (f"{GOOD}\nKiitos!", "customer")
    assert said == {("feeling", "heard"), ("expectation", "exceeded")}
    assert (story.share, story.identity, story.needs_reply) == ("team", "unnamed", True)
    assert len(presses) == 6
    assert len(talker.answers()) == 2, "one message is edited in place"
    receipt = talker.answers()[-1]["text"]
    assert story.number in receipt
    assert "23.11.2026" in receipt


@pytest.mark.parametrize(("who", "language"), [("c1", "fi"), ("c3", "sv"), ("c5", "en")])
async def test_the_talk_speaks_the_tellers_language(play, who, language):
    talker = Talker(play.workspace, who)
    async with play.running():
        await talker.say(GOOD)
        notice = await talker.answered()
        assert words("talk-notice", language) in notice["text"]
        await talker.press(Verb.ACCEPT)
        await play.workspace.until(
            lambda: words("talk-more", language) in talker.answers()[0]["text"]
        )


async def test_the_language_of_the_notice_can_be_changed_in_place(play, talker):
    async with play.running():
        await talker.say("/start")
        await talker.press(Verb.SPEAK, "sv")
        await play.workspace.until(
            lambda: words("talk-notice", "sv") in talker.answers()[0]["text"]
        )
        await talker.say("/omat")
        answer = await talker.answered(2)

    assert words("own-none", "sv") in answer["text"]


@pytest.mark.parametrize(
    "content",
    [{"photo": [{"file_id": "x"}]}, {"document": {"file_id": "x"}}, {"video": {"file_id": "x"}}],
)
async def test_a_caption_is_told_and_the_receipt_says_that_the_file_was_not_kept(
    play, talker, content
):
    async with play.running() as program:
        await play.workspace.telegram_send("c1", {**content, "caption": GOOD})
        await talker.press(Verb.ACCEPT)
        await talker.finish()
        assert [story.text for story in await stories(program)] == [GOOD]

    assert words("receipt-file") in talker.answers()[-1]["text"]


async def test_an_album_is_one_story_and_the_receipt_says_once_that_it_was_not_kept(play, talker):
    workspace = play.workspace
    async with play.running() as program:
        await talker.begin()
        await workspace.telegram_album("c1", (b"jpeg", ""), (b"jpeg", GOOD), (b"jpeg", ""))
        await talker.said(words("talk-more"))
        await workspace.quiet()
        assert len(talker.answers()) == 2
        await talker.finish()
        assert [story.text for story in await stories(program)] == [GOOD]

    assert str(talker.answers()).count(words("receipt-file")) == 1
    assert play.parts() == 1


async def test_a_picture_alone_asks_for_words_and_the_receipt_says_that_it_was_not_kept(
    play, talker
):
    async with play.running() as program:
        await talker.say("/start")
        await talker.press(Verb.ACCEPT)
        await play.workspace.telegram_file("c1", b"jpeg")
        question = await talker.answered(2)
        await talker.say(GOOD)
        await talker.press(Verb.DONE)
        await talker.say("/stop")
        await talker.press(Verb.SAVE)
        await play.workspace.until(lambda: "remove:" in str(talker.answers()))
        assert [story.text for story in await stories(program)] == [GOOD]

    assert words("talk-story-file") in question["text"]
    assert words("receipt-file") in talker.answers()[-1]["text"]
    assert play.parts() == 1


async def test_a_talk_goes_on_in_the_next_program(play, talker):
    async with play.running():
        await talker.say(GOOD)
        await talker.press(Verb.ACCEPT)
        await talker.press(Verb.DONE)
        await play.workspace.until(lambda: "heard" in str(talker.answers()))
    async with play.running() as program:
        await talker.press(Verb.FEEL, "heard")
        await play.workspace.until(lambda: "✓" in str(talker.answers()))
        await talker.say("Ja vielä tämä.")
        await talker.press(Verb.NEXT)
        await talker.press(Verb.EXPECT, "met")
        await talker.press(Verb.SHARE, "service")
        await play.workspace.until(lambda: "remove:" in str(talker.answers()))
        (story,) = await stories(program)

    assert (story.text, story.share) == (f"{GOOD}\nJa vielä tämä.", "store")


@pytest.mark.parametrize(
    ("wish", "who", "language"),
    [("/poista", "c1", "fi"), ("/radera", "c3", "sv"), ("delete", "c5", "en")],
)
async def test_in_the_middle_of_a_talk_a_deletion_is_of_what_was_just_told(
    play, wish, who, language
):
    talker = Talker(play.workspace, who)
    async with play.running():
        await talker.say(GOOD)
        await talker.press(Verb.ACCEPT)
        await talker.say(wish)
        question = await talker.answered(2)
        await talker.press(Verb.DISCARD)
        await play.workspace.until(
            lambda: words("talk-discarded", language) in talker.answers()[-1]["text"]
        )

    assert question["text"] == words("talk-delete", language)
    assert (play.kept(), play.held()) == (0, 0)


async def test_told_stories_can_be_deleted_in_the_middle_of_the_next(play, talker):
    async with play.running() as program:
        number = await talker.tell(GOOD)
        await talker.say("Ja toinen juttu.")
        await talker.say("/poista")
        question = await talker.answered(3)
        shelf = next(data for data in buttons(question) if data.startswith("own:"))
        await play.workspace.telegram_press("c1", question["message_id"], shelf)
        await play.workspace.until(lambda: f"remove:{number}" in str(talker.answers()[-1]))
        await play.workspace.telegram_press("c1", question["message_id"], f"remove:{number}")
        await play.workspace.until(lambda: words("removed") in talker.answers()[-1]["text"])
        left = await stories(program)

    assert left == []
    assert play.held() == 1


async def test_silence_asks_once_and_a_day_later_the_story_is_saved(play, talker):
    workspace = play.workspace
    async with play.running() as program:
        await talker.say("/start")
        await talker.press(Verb.ACCEPT)
        await talker.say(GOOD)
        await talker.answered(2)
        for seconds in (181, 181, 3600):
            workspace.clock.advance(seconds)
            await program.tick()
        reminder = await talker.answered(3)
        workspace.clock.advance(86400)
        await program.tick()
        receipt = await talker.answered(4)
        (story,) = await stories(program)

    assert words("talk-reminder") in reminder["text"]
    assert story.number in receipt["text"]
    assert (story.text, story.share) == (GOOD, "team")


async def test_a_draft_whose_notice_nobody_accepted_is_deleted_and_that_is_said(play, talker):
    async with play.running() as program:
        await talker.say(GOOD)
        await talker.answered()
        play.workspace.clock.advance(86400)
        await program.tick()
        answer = await talker.answered(2)

    assert words("talk-expired") in answer["text"]
    assert (play.kept(), play.held()) == (0, 0)


async def test_a_sign_of_distress_leaves_the_script_and_tells_who_is_on_call(play, talker):
    workspace = play.workspace
    async with play.running() as program:
        await talker.say("/start")
        await talker.press(Verb.ACCEPT)
        await talker.say("Kaikki meni pieleen.")
        await talker.press(Verb.DONE)
        await talker.say("En jaksa enää elää.")
        help_text = await talker.answered(3)
        await talker.say("Olen kotona.")
        await talker.answered(4)
        (story,) = await stories(program)
        dm = workspace.people.employee("u1").dm
        await workspace.until(lambda: any(m.is_by_bot for m in workspace.messages(dm)))
        (alert,) = [m for m in workspace.messages(dm) if m.is_by_bot]

    assert "112" in help_text["text"]
    assert buttons(help_text) == [f"remove:{story.number}"]
    assert story.text == "Kaikki meni pieleen.\nEn jaksa enää elää.\nOlen kotona."
    assert story.share == "store"
    assert story.number in alert.text
    assert "elää" not in alert.text


# One's own stories


async def test_the_button_removes_the_story_and_edits_the_receipt(play, talker):
    workspace = play.workspace
    async with play.running():
        await talker.tell(GOOD)
        await workspace.telegram_press("c1", *talker.removal())
        await workspace.until(lambda: words("removed") in talker.answers()[-1]["text"])

    assert buttons(talker.answers()[-1]) == []
    assert play.kept() == 0


async def test_nobody_removes_the_story_of_another(play, talker):
    workspace = play.workspace
    async with play.running():
        await talker.tell(GOOD)
        number, data = talker.removal()
        query = {
            "id": "1",
            "from": {"id": 700000002, "is_bot": False, "language_code": "fi"},
            "message": next(m for m in talker.answers() if m["message_id"] == number),
            "data": data,
        }
        workspace.updates.add("callback_query", query)
        await workspace.until(lambda: words("remove-not-found") in talker.answers()[-1]["text"])

    assert play.kept() == 1


async def test_own_stories_are_shown_with_what_became_of_them_and_removed_there(play, talker):
    async with play.running():
        number = await talker.tell(GOOD)
        await talker.say("/omat")
        page = await talker.answered(2)
        await play.workspace.telegram_press("c1", page["message_id"], f"remove:{number}")
        await play.workspace.until(lambda: words("removed") in talker.answers()[-1]["text"])

    assert (number in page["text"], GOOD in page["text"]) == (True, True)
    assert words("progress-waiting") in page["text"]
    assert play.kept() == 0


async def test_a_button_of_an_older_page_whose_story_is_gone_says_so(play, talker):
    workspace = play.workspace
    async with play.running():
        number = await talker.tell(GOOD)
        await talker.say("/poista")
        page = await talker.answered(2)
        await talker.say(f"/poista {number}")
        await talker.answered(3)
        await workspace.telegram_press("c1", page["message_id"], f"remove:{number}")
        await workspace.until(lambda: words("remove-not-found") in talker.answers()[-2]["text"])
        await talker.say("/omat")
        nothing = await talker.answered(4)

    assert nothing["text"] == words("own-none")


async def test_an_edited_message_changes_the_draft_and_then_the_story(play, talker):
    async with play.running() as program:
        number = await talker.say("Puhelinneuvoja kuunteli.")
        await talker.press(Verb.ACCEPT)
        await play.workspace.telegram_edit("c1", number, "Neuvoja kuunteli.")
        await talker.press(Verb.DONE)
        await talker.say("/stop")
        await talker.press(Verb.SAVE)
        await play.workspace.until(lambda: "remove:" in str(talker.answers()))
        drafted = [story.text for story in await stories(program)]
        count = len(talker.answers())
        play.workspace.clock.advance(5)
        await play.workspace.telegram_edit("c1", number, "Neuvoja ei kuunnellut.")
        answer = await talker.answered(count + 1)
        changed = [story.text for story in await stories(program)]

    assert drafted == ["Neuvoja kuunteli."]
    assert changed == ["Neuvoja ei kuunnellut."]
    assert words("edited") in answer["text"]


# All that is kept


async def handed_over(play, talker):
    """Wait for the file, and return it with the sentences beside it."""
    await play.workspace.until(lambda: any("document" in m for m in talker.answers()))
    message = next(m for m in talker.answers() if "document" in m)
    content = play.workspace.telegram.files.content(message["document"]["file_id"])
    return json.loads(content), message["caption"]


async def test_all_that_is_kept_is_handed_over_as_a_file(play, talker):
    async with play.running():
        number = await talker.tell("Soitin numerosta 040 1234567, ja neuvoja kuunteli.")
        await talker.say("Ja vielä toinen juttu.")
        await until(lambda: play.held() == 1)
        await talker.say("/tietoni")
        record, caption = await handed_over(play, talker)

    (story,) = record["tarinat"]
    (message,) = story["viestit"]
    (draft,) = record["kesken oleva tarina"]["viestit"]
    assert (record["Telegram-tunnus"], record["tietosuojailmoitus hyväksytty"]) == (
        "700000001",
        True,
    )
    assert (story["numero"], story["viikko"], story["kuka kertoi"]) == (
        number,
        "2026-W47",
        "asiakas",
    )
    assert (story["nimi"], story["kuka saa lukea"]) == ("ilman nimeäsi", "tiimi")
    assert story["kuitti lähetetty"].startswith("2026-11-18T12:00")
    assert story["mitä tarinasta on seurannut"] == [words("progress-waiting")]
    assert message["omat sanasi"] == "Soitin numerosta 040 1234567, ja neuvoja kuunteli."
    assert message["mitä muut näkevät"] == "Soitin numerosta [puhelinnumero], ja neuvoja kuunteli."
    assert all(tag.keys() >= {"tunniste", "kuka asetti"} for tag in story["tunnisteet"])
    assert draft["omat sanasi"] == "Ja vielä toinen juttu."
    assert words("record-caption") in caption


async def test_a_record_is_gathered_when_it_is_sent_and_nothing_of_it_is_stored(play, talker):
    workspace = play.workspace
    async with play.running():
        number = await talker.tell(GOOD)
        workspace.faults.always("sendDocument", refused("Conflict", 409))
        await talker.say("/tietoni")
        await talker.say(f"/poista {number}")
        await until(lambda: play.kept() == 0)
        workspace.faults.clear()
        record, _ = await handed_over(play, talker)
        await until(lambda: _record_rows(play) == [("sent", None, None)])

    assert record["tarinat"] == []


def _record_rows(play):
    """Return the state of each file's delivery, and what it still holds."""
    query = "SELECT state, sealed, story FROM delivery WHERE kind = 'record'"
    return rows(play.database, query)


@pytest.mark.parametrize(
    ("who", "language", "key"),
    [("c1", "fi", "omat sanasi"), ("c3", "sv", "dina egna ord"), ("c5", "en", "your own words")],
)
async def test_a_record_is_in_the_tellers_language(play, who, language, key):
    talker = Talker(play.workspace, who)
    async with play.running():
        await talker.tell(GOOD)
        await talker.say("/mydata")
        record, caption = await handed_over(play, talker)

    assert words("record-caption", language) in caption
    assert (
        key in record[words("record-stories", language)][0][words("record-messages", language)][0]
    )


# Answers


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("/start", "talk-notice"),
        ("/start palvelu", "talk-notice"),
        ("/start jokin", "talk-notice-other-team"),
        ("/tarina", "talk-notice"),
        ("/omat", "own-none"),
        ("/tietoni", "own-none"),
        ("/muokkaa", "edit-how"),
        ("/kieli", "language-question"),
        ("/tietosuoja", "privacy"),
        ("/lopeta", "talk-left"),
        ("/ohje", "help"),
        ("/jotain", "unknown-command"),
    ],
)
async def test_a_command_is_answered_and_nothing_is_kept(play, talker, text, key):
    async with play.running():
        await talker.say(text)
        answer = await talker.answered()

    assert words(key) in answer["text"]
    assert play.kept() == 0


async def test_privacy_is_told_beside_the_notice(play, talker):
    async with play.running():
        await talker.say("/start")
        notice = await talker.answered()
        await play.workspace.telegram_press("c1", notice["message_id"], "privacy")
        answer = await talker.answered(2)

    assert words("privacy") in answer["text"]
    assert buttons(talker.answers()[0]) == buttons(notice)


MENUS = {
    "fi": "start tarina omat muokkaa poista kieli tietosuoja tietoni lopeta ohje",
    "en": "start story mine edit delete language privacy mydata stop help",
    "sv": "start berattelse mina andra radera sprak integritet minadata sluta hjalp",
}


async def test_the_menus_have_their_commands_in_each_language(play):
    async with play.running():
        menus = play.workspace.telegram_menus

    assert set(menus) == {"", "fi", "en", "sv"}
    assert menus[""] == menus["fi"]
    for language, names in MENUS.items():
        assert [each["command"] for each in menus[language]] == names.split()
    described = [each["description"] for language in MENUS for each in menus[language]]
    assert len(set(described)) == 30, "each says what it does, in its own language"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ({"dice": {"emoji": "🎲", "value": 1}}, "not-taken-media"),
        ({"photo": [{"file_id": "x"}], "forward_date": 1}, "file-without-words"),
        ({"voice": {"file_id": "x"}}, "not-taken-voice"),
        ({"sticker": {}}, "not-taken-sticker"),
        ({"location": {}}, "not-taken-location"),
        ({"contact": {}}, "not-taken-contact"),
        ({"poll": {}}, "not-taken-poll"),
    ],
)
async def test_what_is_no_text_gets_one_friendly_sentence_and_nothing_is_kept(play, content, key):
    talker = Talker(play.workspace, "c3")
    async with play.running():
        await play.workspace.telegram_send("c3", content)
        answer = await talker.answered()
        await play.workspace.quiet()

    assert words(key, "sv") in answer["text"]
    assert len(talker.answers()) == 1
    assert (play.kept(), play.held()) == (0, 0)


async def test_a_forwarded_text_is_told_only_after_this_is_mine(play, talker):
    workspace = play.workspace
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Joku"}
    forwarded = {"text": GOOD, "forward_origin": origin}
    async with play.running():
        await workspace.telegram_send("c1", forwarded)
        question = await talker.answered()
        await workspace.quiet()
        assert play.held() == 0
        await workspace.telegram_press("c1", question["message_id"], "is-mine")
        await until(lambda: play.held() == 1)
        notice = await talker.answered(2)

    assert words("forwarded-question") in question["text"]
    assert words("talk-notice") in notice["text"]


async def test_a_forwarded_text_that_is_not_mine_is_left(play, talker):
    workspace = play.workspace
    async with play.running():
        origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Joku"}
        await workspace.telegram_send("c1", {"text": GOOD, "forward_origin": origin})
        question = await talker.answered()
        await workspace.telegram_press("c1", question["message_id"], "not-mine")
        await workspace.until(lambda: words("forwarded-left") in talker.answers()[0]["text"])

    assert play.held() == 0


async def test_whoever_blocks_the_bot_is_not_written_to_until_they_come_back(play, talker):
    workspace = play.workspace
    async with play.running() as program:
        await talker.tell(GOOD)
        await talker.say("Lisää.")
        await talker.answered(2)
        workspace.telegram.block("c1")
        await workspace.quiet()
        workspace.clock.advance(181)
        await program.tick()
        assert play.deliveries("ready") == 0
        workspace.telegram.block("c1", blocked=False)
        await talker.say("Palasin.")
        await workspace.quiet()
        await talker.press(Verb.DONE)
        await workspace.until(lambda: "heard" in str(talker.answers()))

    assert play.deliveries("dead") == 0


@pytest.mark.parametrize("hours", [23, 25])
async def test_a_gap_that_cost_messages_is_told_to_the_operator(play, hours):
    workspace = play.workspace
    await workspace.telegram_say("c9", "/start")
    operated = replace(play, operator=str(workspace.people.customer("c9").id))

    async def listen():
        async with operated.running() as program:
            await workspace.telegram_say("c8", "/help")
            await workspace.quiet()
            await program.tick()
            await until(lambda: play.deliveries("ready") == 0)

    await listen()
    workspace.clock.advance(hours * 3600)
    await listen()

    told = str(workspace.chat("c9"))
    assert told.count("Kuule ei kuunnellut Slackia") == 1
    assert told.count("Kuule ei kuunnellut Telegramia") == int(hours > 24)


async def test_a_block_that_telegram_tells_only_when_written_to_counts_as_one(play, talker):
    workspace = play.workspace
    async with play.running() as program:
        await talker.tell(GOOD)
        await talker.say("Lisää.")
        await talker.answered(2)
        workspace.telegram.chat("c1").is_blocked = True
        workspace.clock.advance(181)
        await program.tick()
        await until(lambda: play.deliveries("dead") == 1)
        workspace.clock.advance(24 * 3600)
        await program.tick()
        await until(lambda: play.kept() == 2)
        await workspace.quiet()

    assert (play.deliveries("dead"), play.deliveries("ready")) == (1, 0)


# Confirmed when, and only when

MALFORMED = [
    {"message": None},
    {"message": "x"},
    {"message": {}},
    {"message": {"chat": {"id": ["x"]}}},
    {"callback_query": "x"},
    {"callback_query": {"message": "x", "data": "remove:T-1"}},
    {
        "message": {
            "message_id": 0,
            "date": 1,
            "chat": {"id": 7, "type": "private"},
            "from": {"id": 7},
            "text": "x",
        }
    },
    {
        "message": {
            "message_id": 9,
            "date": 2**63,
            "chat": {"id": 7, "type": "private"},
            "from": {"id": 7},
            "text": "x",
        }
    },
]


async def test_malformed_updates_are_parked_and_the_queue_moves_on(play):
    workspace = play.workspace
    async with play.running():
        for number, content in enumerate(MALFORMED):
            workspace.updates.put({"update_id": 1000 + number, **content})
        await Talker(workspace).say(GOOD)
        await Talker(workspace).answered()
        await workspace.quiet()

    assert (play.parked(), play.held()) == (len(MALFORMED), 1)


async def test_updates_that_are_none_of_ours_are_confirmed(play):
    workspace = play.workspace
    async with play.running():
        for number, kind in enumerate(("channel_post", "poll", "of_next_year")):
            workspace.updates.put({"update_id": 1000 + number, kind: {"x": 1}})
        await workspace.quiet()

    assert (play.parked(), play.held()) == (0, 0)


async def test_repeated_updates_are_one_story_and_one_receipt(play, talker):
    workspace = play.workspace
    async with play.running() as program:
        await talker.tell(GOOD)
        await workspace.quiet()
        updates = [event for event in workspace.ledger.events if event.kind == "update"]
        for event in (*updates, *updates):
            workspace.resend(event)
        await workspace.quiet()
        (story,) = await stories(program)

    assert (story.text, play.kept(), play.held()) == (GOOD, 1, 0)
    assert len(talker.answers()) == 1


async def test_update_ids_that_start_anew_lower_or_beyond_63_bits_lose_nothing(play, talker):
    workspace = play.workspace
    async with play.running():
        for number, first in enumerate((2**63, 5, 727334708, 117314199)):
            workspace.updates.jump(first)
            await talker.say(f"{GOOD} {number}")
            await workspace.quiet()

    assert play.held() == 4


async def test_a_failed_commit_does_not_move_the_offset_and_the_text_is_kept_later(play, talker):
    workspace = play.workspace
    async with play.running():
        with play.locked():
            await talker.say(GOOD)
            event = workspace.ledger.events[-1]
            await workspace.until(lambda: len(event.attempts) == 2)
            assert event.acked_at is None
        await talker.answered()
        await workspace.quiet()

    assert play.held() == 1


async def test_a_full_disk_does_not_move_the_offset_and_heals(play, talker):
    workspace = play.workspace
    async with play.running() as program:
        await limit_pages(program, 1)
        for number in range(40):
            await talker.say(f"{GOOD} {number} " + "x" * 3000)
        event = workspace.ledger.events[-1]
        await workspace.until(lambda: len(event.attempts) >= 2)
        assert event.acked_at is None
        assert play.held() < 40
        await limit_pages(program, 1_000_000)
        await workspace.quiet(20)

    assert play.held() == 40


async def test_a_batch_of_many_chats_keeps_each_chats_order(play):
    workspace = play.workspace
    talkers = [Talker(workspace, who) for who in ("c1", "c2", "c3")]
    told = [f"{GOOD} {number}" for number in range(30)]
    for text in told:
        for talker in talkers:
            await talker.say(text)
    async with play.running() as program:
        await workspace.quiet(20)
        for talker in talkers:
            await talker.press(Verb.ACCEPT)
            await talker.press(Verb.CANCEL)
            await talker.press(Verb.SAVE)
            await workspace.until(lambda t=talker: "remove:" in str(t.answers()))
        found = await stories(program)

    assert [story.text for story in found] == ["\n".join(told)] * 3


async def test_a_program_that_stops_loses_nothing_of_what_came_in(play, talker):
    workspace = play.workspace
    async with play.running():
        for number in range(20):
            await talker.say(f"{GOOD} {number}")
    events = workspace.ledger.events
    confirmed = sum(1 for event in events if event.kind == "update" and event.acked_at)

    assert play.held() >= confirmed
    async with play.running():
        await workspace.quiet(10)

    assert play.held() == 20


# Large numbers and old messages


async def test_ids_of_52_bits_are_answered_where_they_came_from(play):
    workspace = play.workspace
    beyond = Customer(key="c99", id=2**52 - 1, label="Asiakas 99", language="fi")
    talker = Talker(workspace, beyond)
    async with play.running():
        await talker.tell(GOOD)

    assert talker.answers()[-1]["chat"]["id"] == beyond.id
    assert play.kept() == 1


async def test_a_message_that_waited_for_more_than_a_day_belongs_to_the_week_in_which_it_was_told(
    play, talker
):
    """Telegram forgets it after a day; a Bot API server of one's own may keep it longer."""
    workspace = play.workspace
    async with play.running() as program:
        number = await talker.say("/start")
        await talker.answered()
        begun = workspace.chat("c1")[0]
        old = begun | {"message_id": number + 100, "date": begun["date"] - 8 * 86400}
        told = {name: value for name, value in old.items() if name != "entities"}
        workspace.updates.put({"update_id": 1, "message": told | {"text": GOOD}})
        await talker.answered(2)
        await talker.end()
        await workspace.until(lambda: "remove:" in str(talker.answers()))
        last = await stories(program, WEEK_47.shifted(-1))

    assert [story.text for story in last] == [GOOD]


async def test_what_telegram_kept_for_a_day_is_gone_and_what_came_later_is_there(play, talker):
    workspace = play.workspace
    await talker.say(GOOD)
    workspace.clock.advance(2 * 3600)
    await talker.say(f"{GOOD} Myöhemmin.")
    workspace.clock.advance(23 * 3600)
    async with play.running():
        await talker.answered()
        await workspace.quiet()

    assert workspace.ledger.events[0].lost
    assert play.held() == 1


async def test_a_flood_keeps_its_order_and_is_answered_once(play, talker):
    workspace = play.workspace

    def many():
        return [each for each in talker.answers() if words("talk-many") in each["text"]]

    for number in range(120):
        await talker.say(f"Rivi {number}.")
    async with play.running() as program:
        await workspace.quiet(20)
        await workspace.until(lambda: len(many()) == 1)
        await talker.end()
        await until(lambda: play.kept() == 1)
        (story,) = await stories(program)
        await until(lambda: play.deliveries("ready") == 0)

    lines = [line for line in story.text.splitlines() if line]
    assert lines == [f"Rivi {number}." for number in range(120)]
    assert len(many()) == 1
