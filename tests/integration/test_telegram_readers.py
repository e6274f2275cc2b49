"""Members of a team's group read its digest on Telegram, search, take on replies and say whether
it was useful; nobody else does.
"""

import pytest

from bot.practice import faults
from bot.practice.clock import next_monday
from bot.practice.limits import AS_FAST_AS_IT_COMES
from bot.practice.telegram_chats import BOT_USERNAME
from tests.program import TEAM, a_play, stories, until, words
from tests.telegram_group import GROUP, MEMBER, open_group, posts, press, told
from tests.telegram_talk import Talker, buttons

pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")

GOOD = "Asiakas kiitti, kun puhelinneuvoja kuunteli loppuun asti."
QUEUE_TIME = "Jono oli pitkä, ja odotin puoli tuntia."
CHANNEL, SUPERGROUP = -1_002_000_000_000, -1_003_000_000_000_000
OUTSIDER = "c8"


@pytest.fixture
async def play(tmp_path, sqlite_template):
    opened = a_play(tmp_path, sqlite_template, rates=AS_FAST_AS_IT_COMES, telegram_digest=GROUP)
    async with opened as play:
        open_group(play)
        yield play


def digest_of(play, chat=GROUP):
    return next(m for m in posts(play, chat) if "📖" in m.get("text", ""))


def keyboard(message):
    return message.get("reply_markup", {}).get("inline_keyboard", [])


def url(message, label):
    found = [each for row in keyboard(message) for each in row if each["text"] == label]
    return found[0]["url"]


def story_button(message, number):
    """Return the data of the button that is called by that number."""
    found = [each for row in keyboard(message) for each in row if each["text"] == number]
    return found[0]["callback_data"]


async def monday(play, program, chat=GROUP):
    """Go on until the digest is posted, and return it."""
    workspace = play.workspace
    workspace.on_leap = program.tick
    await workspace.leap(next_monday(workspace.clock.now(), workspace.zone))
    await workspace.until(lambda: any("📖" in m.get("text", "") for m in posts(play, chat)))
    return digest_of(play, chat)


async def test_the_digest_has_the_buttons_of_its_readers(play):
    async with play.running() as program:
        await told(play, GOOD)
        digest = await monday(play, program)

    labels = [[each["text"] for each in row] for row in keyboard(digest)]
    assert labels == [
        ["Kerro tarina"],
        ["Lue kaikki", "Hae"],
        ["👍 Hyödyllinen", "Ei tällä kertaa"],
        ["Äänestä", "Miten kooste tehdään"],
    ]
    assert url(digest, "Kerro tarina") == f"https://t.me/{BOT_USERNAME}?start={TEAM}"


async def test_the_first_button_begins_a_talk_with_the_team(play):
    async with play.running() as program:
        await told(play, GOOD)
        digest = await monday(play, program)
        await play.workspace.telegram_open(OUTSIDER, url(digest, "Kerro tarina"))
        answer = await Talker(play.workspace, OUTSIDER).answered()

    assert words("talk-notice", "sv") in answer["text"]


async def test_a_member_reads_the_stories_of_the_digest_and_one_in_full(play):
    member = Talker(play.workspace, MEMBER)
    async with play.running() as program:
        numbers = await told(play, GOOD, QUEUE_TIME)
        digest = await monday(play, program)
        await play.workspace.telegram_open(MEMBER, url(digest, "Lue kaikki"))
        listed = await member.answered()
        await press(play, MEMBER, listed, story_button(listed, numbers[0]))
        story = await member.answered(2)

    assert all(each in listed["text"] for each in (*numbers, GOOD, QUEUE_TIME))
    assert story["text"].startswith(f"{numbers[0]}\n\n{GOOD}\n\n")
    assert words("masking", "en") in story["text"]


async def test_a_story_that_its_teller_removed_is_listed_and_read_no_more(play):
    member = Talker(play.workspace, MEMBER)
    async with play.running() as program:
        (number,) = await told(play, GOOD)
        digest = await monday(play, program)
        await play.workspace.telegram_open(MEMBER, url(digest, "Lue kaikki"))
        listed = await member.answered()
        await play.workspace.telegram_press("c1", *Talker(play.workspace, "c1").removal())
        await until(lambda: play.kept() == 0)
        await press(play, MEMBER, listed, "r:story:")
        gone = await member.answered(2)
        await play.workspace.telegram_open(MEMBER, url(digest, "Lue kaikki"))
        empty = await member.answered(3)

    assert number in str(buttons(listed))
    assert gone["text"] == words("read-gone", "en")
    assert words("team-stories-none", "en") in empty["text"]


@pytest.mark.parametrize(
    "asked", ["Lue kaikki", "Hae", "Äänestä", "Miten kooste tehdään", "/jono", "/hae jono"]
)
async def test_who_is_not_in_the_group_gets_a_friendly_sentence_and_nothing_else(play, asked):
    async with play.running() as program:
        await told(play, GOOD)
        digest = await monday(play, program)
        if asked.startswith("/"):
            await play.workspace.telegram_say(OUTSIDER, asked)
        else:
            await play.workspace.telegram_open(OUTSIDER, url(digest, asked))
        answer = await Talker(play.workspace, OUTSIDER).answered()

    assert answer["text"] == words("team-not-member", "sv")
    assert keyboard(answer) == []


@pytest.mark.parametrize(
    ("status", "fields", "reads"),
    [
        ("creator", {}, True),
        ("administrator", {}, True),
        ("member", {}, True),
        ("restricted", {"is_member": True}, True),
        ("restricted", {"is_member": False}, False),
        ("left", {}, False),
        ("kicked", {}, False),
    ],
)
async def test_whoever_is_in_the_group_at_that_moment_reads(play, status, fields, reads):
    play.workspace.groups.seat(OUTSIDER, GROUP, status, **fields)
    async with play.running():
        await play.workspace.telegram_say(OUTSIDER, "/jono")
        answer = await Talker(play.workspace, OUTSIDER).answered()

    said = words("queue-empty" if reads else "team-not-member", "sv")
    assert answer["text"] == said


async def test_who_left_the_group_reads_no_further_in_what_was_open(play):
    member = Talker(play.workspace, MEMBER)
    async with play.running() as program:
        await told(play, GOOD)
        digest = await monday(play, program)
        await play.workspace.telegram_open(MEMBER, url(digest, "Lue kaikki"))
        listed = await member.answered()
        play.workspace.groups.seat(MEMBER, GROUP, "left")
        await press(play, MEMBER, listed, "r:story:")
        answer = await member.answered(2)

    assert answer["text"] == words("team-not-member", "en")


async def test_a_member_is_asked_to_try_again_when_telegram_does_not_tell(play):
    async with play.running():
        play.workspace.faults.next("getChatMember", faults.server_error(502))
        await play.workspace.telegram_say(MEMBER, "/jono")
        answer = await Talker(play.workspace, MEMBER).answered()

    assert answer["text"] == words("team-not-now", "en")


async def test_a_member_whose_group_moved_reads_on(play):
    play.workspace.groups.migrate(GROUP, SUPERGROUP, tells=False)
    play.workspace.groups.seat(MEMBER, SUPERGROUP)
    async with play.running():
        await play.workspace.telegram_say(MEMBER, "/jono")
        answer = await Talker(play.workspace, MEMBER).answered()

    assert answer["text"] == words("queue-empty", "en")


async def test_the_answer_to_the_question_is_searched_for_and_told_as_no_story(play):
    member = Talker(play.workspace, MEMBER)
    async with play.running() as program:
        numbers = await told(play, GOOD, QUEUE_TIME)
        digest = await monday(play, program)
        await play.workspace.telegram_open(MEMBER, url(digest, "Hae"))
        question = await member.answered()
        fields = {"text": "jono", "reply_to_message": question}
        await play.workspace.telegram_send(MEMBER, fields)
        found = await member.answered(2)
        kept = play.kept()

    assert words("team-search-ask", "en") in question["text"]
    assert QUEUE_TIME in found["text"]
    assert numbers[0] not in found["text"]
    assert kept == 2


async def test_the_command_searches_at_once_and_asks_when_it_has_no_words(play):
    member = Talker(play.workspace, MEMBER)
    async with play.running():
        await told(play, QUEUE_TIME)
        await play.workspace.telegram_say(MEMBER, "/hae jono")
        found = await member.answered()
        await play.workspace.telegram_say(MEMBER, "/search")
        asked = await member.answered(2)

    assert QUEUE_TIME in found["text"]
    assert words("team-search-ask", "en") in asked["text"]


async def test_a_member_votes_for_a_story_and_the_next_digest_says_why(play):
    member = Talker(play.workspace, MEMBER)
    async with play.running() as program:
        first, _ = await told(play, GOOD, QUEUE_TIME)
        digest = await monday(play, program)
        await play.workspace.telegram_open(MEMBER, url(digest, "Äänestä"))
        listed = await member.answered()
        await press(play, MEMBER, listed, story_button(listed, first))
        question = await member.answered(2)
        fields = {"text": "Opetti meille jotain.", "reply_to_message": question}
        await play.workspace.telegram_send(MEMBER, fields)
        thanks = await member.answered(3)
        moving = await voted(program)
        kept = play.kept()
        await play.workspace.leap(next_monday(play.workspace.clock.now(), play.workspace.zone))
        moved = f"{first}, 1 ääni. Miksi: ”Opetti meille jotain.”"
        await play.workspace.until(lambda: any(moved in m.get("text", "") for m in posts(play)))

    assert words("vote-label", "en") in listed["text"]
    assert words("vote-hint", "en") in question["text"]
    assert first in question["text"]
    assert thanks["text"] == words("voted", "en")
    assert [(one.votes, one.reasons) for one in moving] == [(1, ("Opetti meille jotain.",))]
    assert kept == 2


async def test_nobody_votes_for_a_story_that_is_gone_or_after_leaving_the_group(play):
    member = Talker(play.workspace, MEMBER)
    async with play.running() as program:
        await told(play, GOOD)
        digest = await monday(play, program)
        await play.workspace.telegram_open(MEMBER, url(digest, "Äänestä"))
        await press(play, MEMBER, await member.answered(), "r:pick:")
        question = await member.answered(2)
        fields = {"text": "Opetti meille jotain.", "reply_to_message": question}
        play.workspace.groups.seat(MEMBER, GROUP, "left")
        await play.workspace.telegram_send(MEMBER, fields)
        left = await member.answered(3)
        play.workspace.groups.seat(MEMBER, GROUP)
        await play.workspace.telegram_press("c1", *Talker(play.workspace, "c1").removal())
        await until(lambda: play.kept() == 0)
        await play.workspace.telegram_send(MEMBER, fields)
        gone = await member.answered(4)
        moving = await voted(program)

    assert left["text"] == words("team-not-member", "en")
    assert gone["text"] == words("vote-gone", "en")
    assert moving == []


async def test_a_made_up_start_word_of_a_vote_votes_for_nothing(play):
    member = Talker(play.workspace, MEMBER)
    async with play.running() as program:
        (number,) = await told(play, GOOD)
        digest = await monday(play, program)
        word = url(digest, "Äänestä").rpartition("vote_")[2]
        await play.workspace.telegram_say(MEMBER, f"/start why_{word}_{number}")
        answer = await member.answered()
        moving = await voted(program)

    assert words("vote-label", "en") in answer["text"]
    assert moving == []


async def test_a_member_learns_how_the_digest_is_made_mutes_questions_and_is_asked_the_language(
    play,
):
    member = Talker(play.workspace, MEMBER)
    async with play.running() as program:
        await told(play, GOOD)
        digest = await monday(play, program)
        await play.workspace.telegram_open(MEMBER, url(digest, "Miten kooste tehdään"))
        method = await member.answered()
        await press(play, MEMBER, method, "r:mute:")
        muted = await member.answered(2)
        await press(play, MEMBER, method, "r:lang:")
        language = await member.answered(3)
        await play.workspace.telegram_open(MEMBER, url(digest, "Lue kaikki"))
        listed = await member.answered(4)

    assert words("method-checks", "en") in method["text"]
    assert words("choice-no_hard", "en") in method["text"]
    assert muted["text"] == words("team-muted", "en")
    assert "lang:sv" in buttons(language)
    assert {"r:mute:", "r:lang:"} <= {each[:7] for each in buttons(listed)}


async def voted(program):
    """Return what moved the readers of the latest digest."""

    def look(tx):
        latest = tx.digests.latest_posted(TEAM, tx.digests.latest(TEAM).next(), 1)
        return tx.readers.moving(latest[0].id)

    return await program.store.read(look)


async def test_a_claim_is_seen_in_the_group_without_a_name_and_can_be_given_back(play):
    member = Talker(play.workspace, MEMBER)
    person = play.workspace.people.customer(MEMBER)
    async with play.running():
        (number,) = await told(play, QUEUE_TIME, asks_reply=True)
        await play.workspace.telegram_say(MEMBER, "/jono")
        queue = dict(await member.answered())
        await press(play, MEMBER, queue, "r:take:")
        await play.workspace.until(lambda: len(posts(play)) == 1)
        await play.workspace.until(lambda: "r:drop:" in str(buttons(member.answers()[-1])))
        taken = dict(member.answers()[-1])
        await press(play, MEMBER, taken, "r:drop:")
        await play.workspace.until(lambda: len(posts(play)) == 2)
        await play.workspace.until(lambda: "r:take:" in str(buttons(member.answers()[-1])))

    claimed, released = posts(play)
    assert claimed["text"] == f"Kollega ottaa hoitaakseen: {number}."
    assert [each["url"] for each in claimed["entities"]] == [f"tg://user?id={person.id}"]
    assert number in released["text"]
    assert words("team-queue-own", "en") in taken["text"]
    assert len(member.answers()) == 1


async def test_of_two_who_take_a_reply_the_second_is_told_who_was_first_without_a_name(play):
    other = Talker(play.workspace, "c7")
    play.workspace.groups.seat("c7", GROUP)
    async with play.running():
        await told(play, QUEUE_TIME, asks_reply=True)
        queues = []
        for who in (MEMBER, "c7"):
            await play.workspace.telegram_say(who, "/jono")
            queues.append(await Talker(play.workspace, who).answered())
        await press(play, MEMBER, queues[0], "r:take:")
        await play.workspace.until(lambda: len(posts(play)) == 1)
        await press(play, "c7", queues[1], "r:take:")
        await play.workspace.until(lambda: len(other.answers()) == 2)
        await play.workspace.until(lambda: words("team-queue-taken") in other.answers()[0]["text"])

    assert words("claim-taken") in other.answers()[1]["text"]
    assert len(posts(play)) == 1


@pytest.mark.parametrize(
    ("status", "fields"), [("administrator", {"is_anonymous": True}), ("member", {})]
)
async def test_who_is_hidden_from_the_others_is_not_linked(
    tmp_path, sqlite_template, status, fields
):
    kind, chat = ("supergroup", SUPERGROUP) if fields else ("channel", CHANNEL)
    opened = a_play(tmp_path, sqlite_template, rates=AS_FAST_AS_IT_COMES, telegram_digest=chat)
    async with opened as play, play.running():
        play.workspace.groups.add_bot(chat, kind)
        play.workspace.groups.seat(MEMBER, chat, status, **fields)
        await told(play, QUEUE_TIME, asks_reply=True)
        await play.workspace.telegram_say(MEMBER, "/jono")
        queue = await Talker(play.workspace, MEMBER).answered()
        await press(play, MEMBER, queue, "r:take:")
        await play.workspace.until(lambda: len(posts(play, chat)) == 1)
        (claimed,) = posts(play, chat)

    assert "Kollega" in claimed["text"]
    assert "entities" not in claimed


async def test_one_voice_a_person_says_whether_it_was_useful_and_is_thanked(play):
    group = play.workspace.chats.chats[GROUP]
    async with play.running() as program:
        await told(play, GOOD)
        digest = await monday(play, program)
        useful, not_useful = [each for each in buttons(digest) if each.startswith("u:")]
        for who, data in ((MEMBER, useful), (MEMBER, not_useful), ("c6", useful)):
            before = len(group.notices)
            await play.workspace.telegram_press(who, digest["message_id"], data, group=GROUP)
            await play.workspace.until(lambda before=before: len(group.notices) > before)
        digests = await program.store.read(lambda tx: tx.digests.latest(TEAM))
        found = await program.store.read(lambda tx: tx.digests.of(TEAM, digests))
        voices = await program.store.read(lambda tx: tx.readers.usefulness(found.id))

    assert (voices.useful, voices.not_useful) == (1, 1)
    assert group.notices == [words("rated", "en"), words("rated", "en"), words("rated", "fi")]


async def test_a_made_up_press_in_another_group_counts_nothing(play):
    async with play.running() as program:
        await told(play, GOOD)
        digest = await monday(play, program)
        play.workspace.groups.add_bot(SUPERGROUP)
        elsewhere = play.workspace.groups.say(OUTSIDER, SUPERGROUP, "Hei.")
        rows = {"reply_markup": {"inline_keyboard": keyboard(digest)}}
        play.workspace.chats.chats[SUPERGROUP].messages[elsewhere["message_id"]] |= rows
        useful = next(each for each in buttons(digest) if each.startswith("u:"))
        group = play.workspace.chats.chats[SUPERGROUP]
        await play.workspace.telegram_press(
            OUTSIDER, elsewhere["message_id"], useful, group=SUPERGROUP
        )
        await play.workspace.until(lambda: bool(group.notices))

    assert group.notices == [words("team-rate-gone", "sv")]


async def test_the_buttons_stay_when_a_story_is_withdrawn(play):
    async with play.running() as program:
        await told(play, GOOD, QUEUE_TIME)
        before = keyboard(await monday(play, program))
        talker = Talker(play.workspace, "c1")
        gone = {story.text for story in await stories(program)}
        await play.workspace.telegram_press("c1", *talker.removal())
        await until(lambda: play.kept() == 1)
        await play.workspace.until(
            lambda: sum(text in digest_of(play)["text"] for text in gone) < 2
        )
        await play.workspace.quiet()

    assert keyboard(digest_of(play)) == before
